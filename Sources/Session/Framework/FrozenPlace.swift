import Engine
import InitKit
import Language

/// What `freeze` and `unfreeze` are about: a layer, a parameter or neurons of one.
enum FrozenPlace: Equatable {
  /// All of a layer.
  case layer(String)
  /// One parameter.
  case parameter(layer: String, name: String)
  /// Incoming weights and biases of neurons.
  case neurons(layer: String, [Int], text: String)

  /// The option that is a layer's factor on the learning rate.
  static let rateOption = "lr_scale"

  /// The places that the argument `where` names.
  ///
  /// - Throws: `bad-place`, `no-weights`, `no-match`; `unknownName`; why the network is not whole, for neurons.
  static func named(_ call: Call, _ session: Session) throws -> [FrozenPlace] {
    let description = session.laboratory.description
    let learning = try description.layers.filter { layer in
      try LayerTable.builtin.row(layer.kind).specification.option(rateOption) != nil
    }.map(\.name)
    let place = try call.binder.place("where")
    guard let argument = call.binder.argument("where"), argument.raw != "all" else {
      return learning.map { .layer($0) }
    }
    switch place {
    case .pattern(let text):
      guard case .matches(_, let places) = try PatternPlaces(text, call, session).place() else { return [] }
      return places.compactMap(Self.init)
    case .reference(let reference):
      let name = reference.name.text
      guard description.layers.contains(where: { $0.name == name }) else {
        throw EngineError.unknownName(name, subject: "layer", known: description.layers.map(\.name))
      }
      guard learning.contains(name) else {
        throw call.failure(
          "no-weights", "`\(name)` has no weights", at: argument, help: "`net` lists the layers")
      }
      return [try Self(reference, argument, call, session)]
    }
  }

  private init?(_ place: WeightPlace) {
    switch place {
    case .layer(let name): self = .layer(name)
    case .parameter(let layer, let name): self = .parameter(layer: layer, name: name)
    default: return nil
    }
  }

  /// Takes a path of a layer with weights apart.
  private init(_ reference: Reference, _ argument: Argument, _ call: Call, _ session: Session) throws {
    let layer = reference.name.text
    if reference.steps.isEmpty {
      self = .layer(layer)
    } else if reference.steps.count == reference.members.count {
      let name = reference.members.joined(separator: ".")
      if let planned = try session.laboratory.planned(layer) { _ = try planned.parameter(name) }
      self = .parameter(layer: layer, name: name)
    } else {
      guard reference.members.isEmpty else {
        throw call.failure(
          "bad-place", "expected a layer, a parameter or a neuron, found `\(reference.text)`", at: argument,
          label: "single weights are not frozen", help: "such as `\(call.command.verb.text) \(layer)[0]`")
      }
      let model = try session.laboratory.model()
      let neurons = try NeuronPlace(reference, argument, call, session, model).neurons
      try Self.check(layer, neurons, argument, call, model)
      self = .neurons(layer: layer, neurons, text: reference.text)
    }
  }

  /// Refuses neurons without weights of their own.
  private static func check(
    _ layer: String, _ neurons: [Int], _ argument: Argument, _ call: Call, _ model: Model
  ) throws {
    let entries = try model.entries(ofUnits: Set(neurons), in: layer)
    let names = try model.blueprint.layer(layer).parameters.map(\.name)
    guard entries.contains(where: { !$0.places.isEmpty && names.contains($0.parameter) }) else {
      throw call.failure(
        "bad-place", "`\(argument.raw)` names no weights", at: argument, label: "nothing to freeze",
        help: "`weights \(layer)` shows what there is")
    }
  }

  /// The layer.
  var layer: String {
    switch self {
    case .layer(let name), .parameter(let name, _), .neurons(let name, _, _): name
    }
  }

  /// As it is typed.
  var text: String {
    switch self {
    case .layer(let name): name
    case .parameter(let layer, let name): "\(layer).\(name)"
    case .neurons(_, _, let text): text
    }
  }
}

extension LayerDescription {
  /// What is frozen, as it is typed behind the layer's name, `all` for the whole layer; empty where all of it learns.
  var frozenTexts: [String] {
    if rateFactor == 0 { return ["all"] }
    var texts = frozen.parameters.sorted()
    var run: ClosedRange<Int>?
    for unit in frozen.units.sorted() + [Int.max] {
      if let last = run, last.upperBound + 1 == unit {
        run = last.lowerBound...unit
        continue
      }
      if let run {
        texts.append(run.count == 1 ? "[\(run.lowerBound)]" : "[\(run.lowerBound):\(run.upperBound + 1)]")
      }
      run = unit...unit
    }
    return texts
  }

  /// The factor on its learning rate, where one is written.
  var rateFactor: Double? {
    // The option has another spelling.
    let option = options.first { [FrozenPlace.rateOption, "lr_factor"].contains($0.name) }
    guard case .number(let factor)? = option?.value else { return nil }
    return factor
  }
}
