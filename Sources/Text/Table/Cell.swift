/// One value in a table.
package struct Cell: Equatable, Sendable {
  /// What is in a cell.
  package enum Content: Equatable, Sendable {
    case empty
    case text(StyledText)
    case integer(Int)
    case number(Double)
  }

  package var content: Content
  package var style: Style

  package init(_ content: Content, style: Style = .plain) {
    self.content = content
    self.style = style
  }

  /// A cell with nothing in it.
  package static var empty: Cell { Cell(.empty) }

  /// A cell of plain text in a style.
  package static func text(_ text: String, _ style: Style = .plain) -> Cell {
    Cell(.text(StyledText(text)), style: style)
  }

  /// A cell of text that has its styles.
  package static func styled(_ text: StyledText) -> Cell { Cell(.text(text)) }

  /// A cell of a whole number.
  package static func integer(_ value: Int, _ style: Style = .plain) -> Cell {
    Cell(.integer(value), style: style)
  }

  /// A number, or an empty cell for nil.
  package static func number(_ value: Double?, _ style: Style = .plain) -> Cell {
    Cell(value.map { .number($0) } ?? .empty, style: style)
  }
}

extension Cell: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByNilLiteral
{
  package init(stringLiteral value: String) { self = .text(value) }
  package init(integerLiteral value: Int) { self = .integer(value) }
  package init(floatLiteral value: Double) { self = .number(value) }
  package init(nilLiteral: ()) { self = .empty }
}
