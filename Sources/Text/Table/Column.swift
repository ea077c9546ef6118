/// A column of a table: its title and how its cells stand under each other.
package struct Column: Equatable, Sendable {
  /// Where a cell stands in its column.
  package enum Alignment: Equatable, Sendable {
    /// At the left; the only kind of column that is cut short with `…`.
    case text
    /// Decimal points under each other; text and whole numbers end where the point would stand.
    case number
  }

  package var title: String
  package var alignment: Alignment
  /// Shown in brackets behind the title.
  package var unit: String
  /// Columns of the lowest priority are the first to be left out when the table is too wide.
  package var priority: Int
  /// Significant digits of numbers when there is room.
  package var digits: Int

  package init(
    _ title: String, _ alignment: Alignment = .text, unit: String = "", priority: Int = 0, digits: Int = 6
  ) {
    self.title = title
    self.alignment = alignment
    self.unit = unit
    self.priority = priority
    self.digits = digits
  }

  /// A column of numbers.
  package static func number(
    _ title: String, unit: String = "", priority: Int = 0, digits: Int = 6
  ) -> Column {
    Column(title, .number, unit: unit, priority: priority, digits: digits)
  }

  /// A column of text.
  package static func text(_ title: String, priority: Int = 0) -> Column {
    Column(title, .text, priority: priority)
  }

  /// Title and unit as the head of the column.
  var heading: String { unit.isEmpty ? title : "\(title) [\(unit)]" }
}
