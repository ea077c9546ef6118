import Analysis
import Engine
import Language
import Tensor
import Text

/// A command that changes weights by hand.
struct EditCall {
  private let call: Call
  private let session: Session

  init(_ call: Call, _ session: Session) {
    self.call = call
    self.session = session
  }

  /// `set REF = EXPR`.
  func set(_ target: Expression, to value: Expression) throws -> CommandResult {
    let model = try session.laboratory.model()
    guard let reference = try call.evaluator.reference(target),
      session.layerNames.contains(reference.name.text), let places = try places(reference)
    else {
      throw Diagnostic(
        "not-weights", "`\(call.source.text(target.range))` cannot be set: it names no weights",
        label: "not weights",
        help: SetCommand.otherCommand(
          call.source.text(target.range), call.source.text(value.range), session)
          ?? "such as `set h1.weight[3, 0] = 0.1`, or `set` for the settings",
        source: call.source, range: target.range)
    }
    let numbers = try session.numbers(of: value, in: call)
    let fitted: Tensor
    do throws(TensorError) {
      fitted = try numbers.broadcast(to: places.shape)
    } catch {
      throw Diagnostic(
        "edit-shape",
        "expected \(ShapeText.of(places.shape)) or one number for `\(reference.text)`, found \(ShapeText.of(numbers.shape))",
        help: "`print shape(\(reference.text))`", source: call.source, range: value.range)
    }
    try checkFinite(fitted, model.precision, value)
    var edited = try model.parameter(places.layer, places.parameter)
    for (place, number) in zip(places.places, fitted.values) { edited.values[place] = number }
    try session.laboratory.write([
      ParameterEdit(layer: places.layer, parameter: places.parameter, value: edited)
    ])
    return CommandResult(["where": .text(reference.text), "changed": .integer(places.places.count)])
  }

  /// The numbers that a path names; nil where it names no weights.
  private func places(_ reference: Reference) throws -> ParameterEntries? {
    do {
      return try LayerReading(reference, session)?.places()
    } catch let error as TensorError {
      throw TensorWording.diagnostic(for: error, reference.text).placed(in: call.source, at: reference.range)
    }
  }

  private func checkFinite(_ tensor: Tensor, _ precision: Precision, _ value: Expression) throws(Diagnostic) {
    guard let bad = tensor.values.first(where: { !precision.rounded($0).isFinite }) else { return }
    throw Diagnostic(
      "not-finite", "`\(NumberFormat().string(bad))` is no finite \(precision.rawValue)",
      label: "weights are finite", help: "a smaller number", source: call.source, range: value.range)
  }

  /// One neuron that an argument names, such as `h1[3]`.
  ///
  /// - Throws: `bad-place` for anything else.
  func neuron(_ argument: Argument, _ model: Model) throws -> (layer: String, neuron: Int) {
    let place = try NeuronPlace(argument, call, session, model)
    guard place.isSingle, let neuron = place.neurons.first else {
      throw call.failure(
        "bad-place", "expected one neuron, found `\(argument.raw)`", at: argument, label: "not one neuron",
        help: "such as `\(place.layer)[0]`")
    }
    return (place.layer, neuron)
  }

  /// The weights that an argument names: `all`, a layer's, some neurons', a parameter's, single ones.
  ///
  /// - Throws: `not-weights`.
  func entries(_ argument: Argument, _ model: Model) throws -> [ParameterEntries] {
    if argument.raw == "all" { return model.layers.flatMap { whole($0) } }
    guard case .reference(let reference) = try call.binder.place(of: argument) else {
      throw notWeights(argument)
    }
    let layer = try model.blueprint.layer(reference.name.text)
    if reference.steps.isEmpty { return whole(layer) }
    if reference.members.isEmpty {
      let place = try NeuronPlace(argument, call, session, model)
      return try place.neurons.flatMap { try model.entries(of: $0, in: layer.name, readers: false) }
    }
    guard let places = try places(reference) else { throw notWeights(argument) }
    return [places]
  }

  private func whole(_ layer: BlueprintLayer) -> [ParameterEntries] {
    layer.parameters.map {
      ParameterEntries(
        layer: layer.name, parameter: $0.name, places: Array(0..<$0.site.count), shape: $0.shape)
    }
  }

  private func notWeights(_ argument: Argument) -> Diagnostic {
    call.failure(
      "not-weights", "`\(argument.raw)` names no weights", at: argument, label: "not weights",
      help: "`all`, or such as `h1`, `h1[3]`, `h1.weight`, `h1.bias[0]`")
  }
}
