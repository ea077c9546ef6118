import Analysis
import Engine
import InitKit
import Language
import Tensor

/// What `init` draws.
enum WeightPlace: Equatable {
  /// Every parameter.
  case all
  /// All, by an initializer of the whole network.
  case network
  /// A layer: its weights by what is chosen now, its biases by their own.
  case layer(String)
  /// One parameter.
  case parameter(layer: String, name: String)
  /// All that a pattern is of.
  case matches(of: String, [WeightPlace])
  /// Some entries of parameters, such as those of a neuron, which are drawn once while the choice stays.
  case entries(of: String, [ParameterEntries])

  /// Reads an argument.
  ///
  /// - Throws: `bad-place`, `no-match`; `unknownName`; what keeps the network from being whole, for entries.
  init(_ place: Place, _ call: Call, _ session: Session) throws {
    switch place {
    case .pattern(let text): self = try PatternPlaces(text, call, session).place()
    case .reference(let reference) where reference.text == "all": self = .all
    case .reference(let reference):
      let names = session.laboratory.description.layers.map(\.name)
      // A layer may be called so.
      if reference.text == "network", !names.contains("network") {
        self = .network
        return
      }
      guard names.contains(reference.name.text) else {
        throw EngineError.unknownName(
          reference.name.text, subject: "layer", known: names + ["all", "network"])
      }
      if reference.steps.isEmpty {
        self = .layer(reference.name.text)
      } else if reference.steps.count == reference.members.count {
        self = try Self.parameter(reference, session)
      } else {
        self = .entries(of: reference.text, try WeightEntries(call, session).named(by: reference))
      }
    }
  }

  private static func parameter(_ reference: Reference, _ session: Session) throws -> WeightPlace {
    let (layer, name) = (reference.name.text, reference.members.joined(separator: "."))
    if let planned = try session.laboratory.planned(layer) { _ = try planned.parameter(name) }
    return .parameter(layer: layer, name: name)
  }

  /// What the engine is to draw; nil for entries, which it draws by other means.
  var scope: Model.Scope? {
    switch self {
    case .all, .network: .all
    case .layer(let name): .layer(name)
    case .parameter(let layer, let name): .parameter(layer: layer, name: name)
    case .matches(_, let places): .several(places.compactMap(\.scope))
    case .entries: nil
    }
  }

  /// As it is typed.
  var text: String {
    switch self {
    case .all: "all"
    case .network: "network"
    case .layer(let name): name
    case .parameter(let layer, let name): "\(layer).\(name)"
    case .matches(let pattern, _): pattern
    case .entries(let path, _): path
    }
  }
}

/// The layers or parameters that a pattern is of.
struct PatternPlaces {
  private let pattern: String
  private let call: Call
  private let session: Session

  init(_ pattern: String, _ call: Call, _ session: Session) {
    (self.pattern, self.call, self.session) = (pattern, call, session)
  }

  /// With a `.` in it, a pattern is over parameters such as `h1.weight`, else over layers with weights.
  ///
  /// - Throws: `no-match`, with the nearest names; `no-names` where parameters are not known yet.
  func place() throws(Diagnostic) -> WeightPlace {
    let matcher = NamePattern(pattern)
    let parameters = try parameters()
    guard pattern.contains(".") else {
      var layers: [String] = []
      for parameter in parameters where layers.last != parameter.layer { layers.append(parameter.layer) }
      let found = layers.filter { matcher.matches($0) }
      guard found.isEmpty else { return .matches(of: pattern, found.map { .layer($0) }) }
      throw noMatch("layer with weights", among: layers, parameters.map(\.text))
    }
    let found = parameters.filter { matcher.matches($0.text) }
    guard found.isEmpty else {
      return .matches(of: pattern, found.map { .parameter(layer: $0.layer, name: $0.name) })
    }
    throw noMatch("parameter", among: parameters.map(\.text), [])
  }

  private func parameters() throws(Diagnostic) -> [(layer: String, name: String, text: String)] {
    var result: [(layer: String, name: String, text: String)] = []
    for layer in session.laboratory.description.layers.map(\.name) {
      guard let names = session.laboratory.parameterNames(of: layer) else {
        throw call.failure(
          "no-names", "the parameters of `\(layer)` are known once there are data and whole layers",
          at: call.binder.argument("where"), label: "a pattern needs their names", help: "`data` comes first")
      }
      result += names.map { (layer, $0, "\(layer).\($0)") }
    }
    return result
  }

  private func noMatch(_ what: String, among names: [String], _ others: [String]) -> Diagnostic {
    let dotted = ["*.\(pattern.drop { $0 == "*" })", "*.\(pattern)"].first { candidate in
      others.contains { NamePattern(candidate).matches($0) }
    }
    return call.failure(
      "no-match", "no \(what) is called like `\(pattern)`", at: call.binder.argument("where"),
      label: "matches nothing",
      notes: names.isEmpty ? [] : ["there are \(names.prefix(8).map { "`\($0)`" }.joined(separator: ", "))"],
      help: dotted.map { "`\(call.command.verb.text) \"\($0)\"` is over parameters" }
        ?? "`net` lists the layers",
      suggestions: suggestions(among: names))
  }

  /// The pattern with the nearest parameter behind its dot, else the nearest names.
  private func suggestions(among names: [String]) -> [String] {
    if let dot = pattern.firstIndex(of: ".") {
      let (front, end) = (pattern[...dot], pattern[pattern.index(after: dot)...])
      let ends = names.map { String($0[($0.firstIndex(of: ".") ?? $0.startIndex)...].dropFirst()) }
      let near = Suggestions.near(String(end), among: ends).map { String(front + $0) }
      let found = near.filter { candidate in names.contains { NamePattern(candidate).matches($0) } }
      if !found.isEmpty { return found }
    }
    return Suggestions.near(pattern.filter { $0 != "*" && $0 != "?" }, among: names)
  }
}

/// The entries of parameters that a path with indices names.
struct WeightEntries {
  private let call: Call
  private let session: Session

  init(_ call: Call, _ session: Session) {
    (self.call, self.session) = (call, session)
  }

  /// Incoming weights and biases of neurons for `h1[3]`, the entries themselves for `h1.weight[3]`.
  ///
  /// - Throws: `bad-place`; why the network is not whole; `notAvailable` for layers without neurons of their own.
  func named(by reference: Reference) throws -> [ParameterEntries] {
    let model = try session.laboratory.model()
    guard let argument = call.binder.argument("where") else { return [] }
    if reference.members.isEmpty {
      let place = try NeuronPlace(reference, argument, call, session, model)
      let entries = try model.entries(ofUnits: Set(place.neurons), in: place.layer)
      guard entries.contains(where: { !$0.places.isEmpty }) else { throw empty(reference, argument) }
      return entries
    }
    do {
      guard let entries = try LayerReading(reference, session)?.places() else {
        throw call.failure(
          "bad-place", "expected weights, found `\(reference.text)`", at: argument, label: "no weights",
          help: "such as `\(reference.name.text)[0]` or `\(reference.name.text).weight[0]`")
      }
      guard !entries.places.isEmpty else { throw empty(reference, argument) }
      return [entries]
    } catch let error as TensorError {
      throw TensorWording.diagnostic(for: error, reference.text).placed(in: call.source, at: reference.range)
    }
  }

  private func empty(_ reference: Reference, _ argument: Argument) -> Diagnostic {
    call.failure(
      "bad-place", "`\(reference.text)` names no weights", at: argument, label: "no weights",
      help: "`weights \(reference.name.text)` shows what there is")
  }
}
