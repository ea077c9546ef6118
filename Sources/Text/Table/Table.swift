/// Rows and columns with a title, and notes below.
///
/// A row may have fewer cells than there are columns; cells beyond the columns are not shown.
package struct Table: Equatable, Sendable {
  /// One line of a table.
  package struct Row: Equatable, Sendable {
    package var cells: [Cell]
    /// Applies to cells that have no style of their own.
    package var style: Style
    /// A sign in front of the row, such as `*`.
    package var mark: String

    package init(_ cells: [Cell], style: Style = .plain, mark: String = "") {
      self.cells = cells
      self.style = style
      self.mark = mark
    }
  }

  package var title: StyledText
  package var columns: [Column]
  package var rows: [Row]
  package var footnotes: [StyledText]

  package init(
    title: StyledText = "", columns: [Column], rows: [Row] = [], footnotes: [StyledText] = []
  ) {
    self.title = title
    self.columns = columns
    self.rows = rows
    self.footnotes = footnotes
  }

  /// Adds a row below the others.
  package mutating func append(_ cells: [Cell], style: Style = .plain, mark: String = "") {
    rows.append(Row(cells, style: style, mark: mark))
  }
}

extension Table.Row: ExpressibleByArrayLiteral {
  package init(arrayLiteral elements: Cell...) { self.init(elements) }
}
