import Engine
import InitKit
import Language

/// What `freeze` and `unfreeze` are about: a layer, a parameter, neurons or single weights of one.
enum FrozenPlace: Equatable {
  /// All of a layer.
  case layer(String)
  /// One parameter.
  case parameter(layer: String, name: String)
  /// Incoming weights and biases of neurons, and by the parameter's name which these are.
  case neurons(layer: String, [Int], [String: FrozenEntries], text: String)
  /// Single numbers of a parameter.
  case entries(layer: String, parameter: String, FrozenEntries, text: String)

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
      let model = try session.laboratory.model()
      let named = try WeightEntries(call, session).named(by: reference)
      var entries: [String: FrozenEntries] = [:]
      for entry in named where !entry.places.isEmpty {
        let shape = try model.blueprint.layer(layer).parameter(entry.parameter).shape
        entries[entry.parameter] = FrozenEntries(shape: shape, places: entry.places)
      }
      if let (parameter, own) = entries.first, !reference.members.isEmpty {
        self = .entries(layer: layer, parameter: parameter, own, text: reference.text)
      } else {
        let neurons = try NeuronPlace(reference, argument, call, session, model).neurons
        self = .neurons(layer: layer, neurons, entries, text: reference.text)
      }
    }
  }

  /// The layer.
  var layer: String {
    switch self {
    case .layer(let name), .parameter(let name, _), .neurons(let name, _, _, _), .entries(let name, _, _, _):
      name
    }
  }

  /// As it is typed.
  var text: String {
    switch self {
    case .layer(let name): name
    case .parameter(let layer, let name): "\(layer).\(name)"
    case .neurons(_, _, _, let text), .entries(_, _, _, let text): text
    }
  }
}
