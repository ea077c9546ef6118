/// A row that a table can hold.
package protocol Described: Sendable {
  /// All that is said of the row.
  var specification: Specification { get }
}

/// Rows that can be named, sorted by name; a value.
package struct NamedTable<Row>: Sendable where Row: Sendable {
  /// What the table lists, as a word for errors: `activation`, `loss`.
  package let subject: String
  /// The rows, by name.
  package let rows: [Row]
  /// Row of each name and alias.
  private let places: [String: Int]
  /// Reads a row.
  private let describe: @Sendable (Row) -> Specification

  /// Makes a table; two rows that share a name or an alias are a programmer's error.
  init(of subject: String, _ rows: [Row], describe: @escaping @Sendable (Row) -> Specification) {
    self.subject = subject
    self.describe = describe
    self.rows = rows.sorted { describe($0).name < describe($1).name }
    var places: [String: Int] = [:]
    for (index, row) in self.rows.enumerated() {
      for name in [describe(row).name] + describe(row).aliases {
        precondition(places[name] == nil, "two rows are called \(name)")
        places[name] = index
      }
    }
    self.places = places
  }

  /// The row with a name or an alias.
  package subscript(name: String) -> Row? { places[name].map { rows[$0] } }

  /// The specifications, by name.
  package var specifications: [Specification] { rows.map(describe) }

  /// The names, sorted.
  package var names: [String] { specifications.map(\.name) }

  /// Names and aliases, sorted: all that can be typed.
  package var spellings: [String] { places.keys.sorted() }

  /// The row with a name or an alias.
  ///
  /// - Throws: `unknownName` with what could have been meant.
  package func row(_ name: String) throws(EngineError) -> Row {
    guard let row = self[name] else {
      throw .unknownName(name, subject: subject, known: spellings)
    }
    return row
  }
}

extension NamedTable where Row: Described {
  /// Makes a table of rows that describe themselves.
  init(of subject: String, _ rows: [Row]) {
    self.init(of: subject, rows) { $0.specification }
  }
}
