import Analysis
import Engine
import Language
import Text

/// `unfreeze WHERE`
enum UnfreezeCommand: SessionCommand {
  static let specification = CommandSpecification(
    "unfreeze", group: .edit, summary: "let frozen weights learn again",
    forms: [[Positional("where", .place)]],
    arguments: [FreezeCommand.argument],
    details: [
      "A layer learns again with all that was frozen in it, at the factor on the learning rate that it had; a "
        + "parameter and neurons with their single weights."
    ],
    examples: [
      CommandExample(
        "data xor; layer dense 4 tanh name=h1; layer dense 1; let before = h1.weight; freeze h1; step 10; "
          + "unfreeze h1; step 10; expect norm(h1.weight - before) > 0")
    ],
    seeAlso: ["freeze"])

  static func run(_ call: Call, in session: Session) throws -> CommandResult {
    let places = try FrozenPlace.named(call, session)
    for place in places { try check(place, call, session) }
    try session.laboratory.unfreeze(places)
    let still = places.flatMap { held(by: $0, session) }
    return CommandResult(
      ["unfrozen": .array(places.map { .text($0.text) }), "still_frozen": .texts(still)],
      document: still.isEmpty
        ? Document() : Document("still frozen: \(still.joined(separator: ", "), .name)"))
  }

  /// Refuses what is frozen only as a part of something else.
  private static func check(_ place: FrozenPlace, _ call: Call, _ session: Session) throws {
    let frozen = session.laboratory.layerDescription(place.layer)?.frozen ?? FrozenPart()
    let isOwn =
      switch place {
      case .layer: true
      case .parameter(_, let name): frozen.parameters.contains(name) || frozen.entries[name] != nil
      case .neurons(_, let neurons, let entries, _):
        !frozen.units.isDisjoint(with: neurons)
          || entries.contains { name, own in frozen.entries[name].map { $0.overlaps(own) } ?? false }
      case .entries(_, let name, let entries, _): frozen.entries[name].map { $0.overlaps(entries) } ?? false
      }
    guard !isOwn, let other = held(by: place, session).first else { return }
    throw call.failure(
      "still-frozen", "`\(place.text)` is frozen with `\(other)`", at: call.binder.argument("where"),
      label: "not by itself", help: "`unfreeze \(other)`")
  }

  /// What else freezes a place, or some of it.
  private static func held(by place: FrozenPlace, _ session: Session) -> [String] {
    guard let layer = session.laboratory.layerDescription(place.layer) else { return [] }
    if layer.rateFactor == 0 { return place == .layer(layer.name) ? [] : [layer.name] }
    let (parameters, neurons) = (layer.frozen.parameters, layer.frozenNeuronTexts)
    let holders: [String] =
      switch place {
      case .layer: []
      case .parameter(_, let name): parameters.filter { $0 == name }.map { ".\($0)" } + neurons
      case .neurons: parameters.sorted().map { ".\($0)" }
      case .entries(_, let name, let entries, _):
        parameters.filter { $0 == name }.map { ".\($0)" }
          + (isOfNeurons(entries, of: name, layer, session) ? neurons : [])
      }
    return holders.map { layer.name + $0 }
  }

  /// Whether frozen neurons hold some of a parameter's numbers.
  private static func isOfNeurons(
    _ entries: FrozenEntries, of parameter: String, _ layer: LayerDescription, _ session: Session
  ) -> Bool {
    guard let model = try? session.laboratory.model(),
      let places = try? model.entries(ofUnits: layer.frozen.units, in: layer.name)
    else { return false }
    return places.contains { $0.parameter == parameter && $0.places.contains(where: entries.ranges.hold) }
  }
}
