import Engine
import Language

extension Call {
  /// The row of a table that an argument names.
  ///
  /// - Throws: `unknown-…` with a suggestion when there is none.
  func row<Row>(
    _ argument: Argument, of table: NamedTable<Row>, as kind: String, help: String
  ) throws(Diagnostic) -> Row {
    let name = try binder.word(of: argument)
    guard let row = table[name] else {
      throw unknown(kind, name, at: argument, among: table.spellings, help: help)
    }
    return row
  }
}

extension NamedTable {
  /// The options of the row that the second word of a command names, as Tab offers them.
  func options(after words: [String]) -> [CommandOption] {
    guard words.count > 1 else { return [] }
    let row = specifications.first { $0.name == words[1] || $0.aliases.contains(words[1]) }
    return row?.options.map { CommandOption($0.name, $0.help) } ?? []
  }
}
