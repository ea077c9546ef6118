import Engine
import InitKit
import Language
import Tensor
import Text

/// `describe SPEC`
enum DescribeCommand: SessionCommand {
  static let specification = CommandSpecification(
    "describe", group: .initialize, summary: "tell all about one initializer, for this network's layers",
    forms: [[Positional("initializer", .specification)]],
    arguments: [
      ArgumentHelp("initializer", "a name or a call, such as `normal(std=0.02)`", completes: .initializers)
    ],
    details: [
      "Below formula, parameters, source, names in other libraries and those that mislead stands, for every "
        + "weight of the network, with its fans, the standard deviation and the bound that the initializer "
        + "promises there, beside those of one drawing."
    ],
    examples: [
      CommandExample(
        "data xor; layer dense 64 relu name=h1; layer dense 1; describe he_normal", shows: "promised std")
    ],
    seeAlso: ["inits", "init"])

  static func run(_ call: Call, in session: Session) throws -> CommandResult {
    let specification = try call.binder.specification("initializer")
    let chosen: ChosenInitializer? =
      if specification.arguments.isEmpty, needsArguments(specification.name.text, session) {
        nil
      } else {
        try session.chosenInitializer(specification, in: call)
      }
    guard let entry = entry(of: chosen, named: specification.name.text, session) else {
      return CommandResult()
    }
    var document = RowHelp(entry).document
    var rows: [DataValue] = []
    if let chosen, entry.scope == .network, let model = session.laboratory.modelIfWhole() {
      let sites = try SchemeSites(chosen, model).rows()
      document.append(.blank)
      document.append(.heading("for this network"))
      document.blocks += sites.blocks
      rows = sites.data
    } else if let chosen, let model = session.laboratory.modelIfWhole() {
      let table = try siteTable(chosen, model, &rows)
      document.append(.blank)
      document.append(.heading("for this network"))
      document.append(.table(table))
    }
    return CommandResult(
      [
        "name": .text(entry.specification.name), "formula": .text(entry.specification.formula),
        "reference": .text(entry.specification.source), "summary": .text(entry.specification.summary),
        "aliases": .texts(entry.specification.aliases), "notes": .texts(entry.specification.notes),
        "source": .text(entry.origin.rawValue), "scope": .text(entry.scope.rawValue), "sites": .array(rows),
      ], document: document)
  }

  /// The row to tell of: `like(keras)` stands for a row of its own, with that library's quirks.
  private static func entry(
    of chosen: ChosenInitializer?, named name: String, _ session: Session
  ) -> InitializerEntry? {
    guard let chosen, chosen.arguments.isGiven("library"),
      let library = try? chosen.arguments.text("library")
    else { return session.initializers[name] }
    return session.initializers["\(chosen.specification.name)_\(library)"] ?? session.initializers[name]
  }

  /// What is no bias and no scale.
  private static let roles: Set<ParameterRole> = [.weight, .recurrent, .embedding]

  private static func needsArguments(_ name: String, _ session: Session) -> Bool {
    session.initializers[name]?.specification.parameters.contains { $0.default == .required } ?? false
  }

  private static func siteTable(
    _ chosen: ChosenInitializer, _ model: Model, _ rows: inout [DataValue]
  ) throws -> Table {
    var table = Table(columns: [
      // Both fans in one column, so that all columns fit eighty characters.
      .text("weight", priority: 5), .text("shape", priority: 3), .text("fans", priority: 2),
      .number("promised std", priority: 4), .number("drawn std", priority: 4), .number("bound"),
      .number("largest"),
    ])
    for layer in model.layers {
      for parameter in layer.parameters where Self.roles.contains(parameter.site.role) {
        let site = parameter.site
        let chosen = parameter.scaled(chosen)
        let promise = chosen.promise(at: site)
        let stream = RandomStream(
          StreamKey(seed: model.description.seed, layer: layer.name, parameter: parameter.name, draw: 0))
        let values = try? chosen.values(at: site, from: stream, by: KernelArithmetic())
        let drawn = values.flatMap { Reduction.deviation.apply($0) }
        let largest = values?.map(\.magnitude).max()
        let promised = promise.map { $0.variance.squareRoot() }
        let bound = promise.map { max($0.lower.magnitude, $0.upper.magnitude) }.flatMap {
          $0.isFinite ? $0 : nil
        }
        let name = "\(layer.name).\(parameter.name)"
        let cells: [Cell] = [
          .text(name, .name), .text(ShapeText.of(site.shape)), .text("\(site.fanIn) -> \(site.fanOut)"),
          .number(promised), .number(drawn), .number(bound), .number(largest),
        ]
        table.append(cells)
        if values == nil {
          table.footnotes.append(
            "\(name, .name) cannot be drawn so: `init \(name) \(chosen.description)` says why")
        }
        rows.append([
          "weight": .text(name), "shape": .integers(site.shape), "promised_std": DataValue(promised),
          "drawn_std": DataValue(drawn), "bound": DataValue(bound),
          "drawn_largest": DataValue(largest), "fan_in": .integer(site.fanIn),
          "fan_out": .integer(site.fanOut),
        ])
      }
    }
    return table
  }
}
