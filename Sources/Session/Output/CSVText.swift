import Text

/// A result as comma-separated values: its tables and plots; else its data, or its text where that is nested.
package enum CSVText {
  /// The text, with the line ends of the lines in it.
  package static func of(_ result: CommandResult) -> String {
    let tables = result.document.blocks.compactMap(table)
    guard tables.isEmpty else { return tables.map { CSVWriter.write($0) }.joined(separator: "\n") }
    guard !result.data.members.isEmpty else { return "" }
    guard result.data.members.allSatisfy({ $0.value.isFlat }) else {
      return Renderer.render(result.document, options: RenderOptions(width: 110))
    }
    return CSVWriter.write(.object(result.data))
  }

  private static func table(_ block: Text.Block) -> Table? {
    switch block {
    case .table(let table): table
    case .plot(let plot): table(plot)
    default: nil
    }
  }

  /// One row a point: the place on the axis, then every series.
  private static func table(_ plot: LinePlot) -> Table {
    var table = Table(columns: [.number(plot.xLabel)] + plot.series.map { .number($0.name) })
    let places = Set(plot.series.flatMap { $0.points.map(\.x) }).sorted()
    let values = plot.series.map { series in
      Dictionary(series.points.map { ($0.x, $0.y) }, uniquingKeysWith: { first, _ in first })
    }
    for x in places { table.append([.number(x)] + values.map { .number($0[x]) }) }
    return table
  }
}

extension DataValue {
  /// Whether the value fits one cell.
  fileprivate var isFlat: Bool {
    switch self {
    case .array, .object: false
    default: true
    }
  }
}
