/// A matrix as shaded cells.
package struct HeatMap: Equatable, Sendable {
  package var title: StyledText
  /// Row-major, `rows` x `columns`.
  package var values: [Double]
  package var rows: Int
  package var columns: Int
  /// Names beside the rows, or empty: then rows are counted from 0.
  package var rowLabels: [String]
  /// Names above the columns, or empty: then columns are counted from 0.
  package var columnLabels: [String]

  package init(
    title: StyledText = "", values: [Double], rows: Int, columns: Int, rowLabels: [String] = [],
    columnLabels: [String] = []
  ) {
    precondition(values.count == rows * columns, "values do not fill the matrix")
    self.title = title
    self.values = values
    self.rows = rows
    self.columns = columns
    self.rowLabels = rowLabels
    self.columnLabels = columnLabels
  }
}
