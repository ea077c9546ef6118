import Session
import Text

/// A result as comma-separated values: its tables, or its data where it has none.
enum CSVText {
  static func of(_ result: CommandResult) -> String {
    let tables = result.document.blocks.compactMap { block in
      if case .table(let table) = block { table } else { nil }
    }
    guard tables.isEmpty else { return tables.map { CSVWriter.write($0) }.joined(separator: "\n") }
    return result.data.members.isEmpty ? "" : CSVWriter.write(.object(result.data))
  }
}
