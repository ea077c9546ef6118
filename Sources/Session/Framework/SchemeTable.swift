import InitKit
import Text

/// What a scheme measured, as a table and as data.
struct SchemeTable {
  private let report: SchemeReport

  init(_ report: SchemeReport) { self.report = report }

  /// What was measured, behind what a command says of itself; no table where nothing was.
  func result(_ data: DataObject) -> CommandResult {
    var data = data
    data["measured"] = .array(
      report.rows.map {
        [
          "layer": $0.layer.map { .text($0) } ?? .null, "measure": .text($0.measure),
          "before": .number($0.before), "after": .number($0.after), "rounds": .integer($0.rounds),
        ]
      })
    data["left_as_drawn"] = .texts(report.leftAsDrawn)
    guard !report.rows.isEmpty || !report.leftAsDrawn.isEmpty else { return CommandResult(data) }
    return CommandResult(data, document: document)
  }

  private var document: Document {
    var table = Table(columns: [
      .text("layer", priority: 5), .text("measured", priority: 1), .number("before", priority: 3),
      .number("after", priority: 4), .number("rounds", priority: 2),
    ])
    for row in report.rows {
      table.append([
        .text(row.layer ?? "network", row.layer == nil ? .plain : .name), .text(row.measure, .dim),
        .number(row.before), .number(row.after), .integer(row.rounds),
      ])
    }
    if !report.leftAsDrawn.isEmpty {
      table.footnotes.append("as the start drew them: \(report.leftAsDrawn.joined(separator: ", "), .name)")
    }
    return Document([.table(table)])
  }
}
