import Engine
import Language
import Tensor

/// What a command of looking is pointed at: a layer, some of its neurons, or one.
struct NeuronPlace {
  /// The layer.
  let layer: String
  /// The neurons chosen, ascending.
  let neurons: [Int]
  /// Whether one neuron was named, as `h1[3]`.
  let isSingle: Bool

  /// The argument of the commands that look at neurons.
  static func argument(_ name: String) -> ArgumentHelp {
    ArgumentHelp(
      name, "a layer such as `h1`, a slice `h1[0:4]`, or a neuron `h1[3]`; all layers without",
      completes: .layers)
  }

  /// Reads the argument; without one, the only or the first layer is not guessed: all layers are meant.
  static func places(_ name: String, _ call: Call, _ session: Session, _ model: Model) throws -> [NeuronPlace]
  {
    guard let argument = call.binder.argument(name) else {
      return model.layers.map { NeuronPlace(layer: $0.name, neurons: Array(0..<$0.units), isSingle: false) }
    }
    return [try NeuronPlace(argument, call, session, model)]
  }

  /// Reads one argument.
  ///
  /// - Throws: `bad-place` for a part of a layer, or a pattern.
  init(_ argument: Argument, _ call: Call, _ session: Session, _ model: Model) throws {
    guard case .reference(let reference) = try call.binder.place(of: argument) else {
      throw call.failure(
        "bad-place", "expected a layer or a neuron, found a pattern", at: argument,
        help: "such as `h1` or `h1[3]`")
    }
    try self.init(reference, argument, call, session, model)
  }

  private init(layer: String, neurons: [Int], isSingle: Bool) {
    self.layer = layer
    self.neurons = neurons
    self.isSingle = isSingle
  }

  /// Takes a path apart.
  ///
  /// - Throws: `bad-place` for a part of a layer, `unknownName`.
  init(
    _ reference: Reference, _ argument: Argument, _ call: Call, _ session: Session, _ model: Model
  ) throws {
    let layer = try model.blueprint.layer(reference.name.text)
    let all = Tensor(shape: [layer.units], values: (0..<layer.units).map(Double.init))
    var selectors: [Reference.Selector] = []
    for step in reference.steps {
      guard case .index(let items, _) = step, selectors.isEmpty, items.count == 1 else {
        throw call.failure(
          "bad-place", "expected a layer or a neuron, found `\(reference.text)`", at: argument,
          help: "`\(call.command.verb.text) \(layer.name)`, or `print \(reference.text)`")
      }
      selectors = items
    }
    self.layer = layer.name
    if case .at? = selectors.first { isSingle = true } else { isSingle = false }
    do throws(TensorError) {
      neurons = try all.slice(selectors.map(\.tensorIndex)).values.map { Int($0) }
    } catch {
      throw TensorWording.diagnostic(for: error, reference.text)
    }
  }
}
