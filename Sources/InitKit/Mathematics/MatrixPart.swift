/// A matrix within a block of numbers, row after row.
public struct MatrixPart: Sendable, Equatable {
  /// Where its first entry lies.
  public let first: Int
  /// Number of rows.
  public let rows: Int
  /// Number of columns.
  public let columns: Int
  /// Distance from row to row.
  public let stride: Int

  /// Places a matrix; without a stride its rows follow one another.
  public init(first: Int = 0, rows: Int, columns: Int, stride: Int? = nil) {
    (self.first, self.rows, self.columns) = (first, rows, columns)
    self.stride = stride ?? columns
  }

  /// Where an entry lies.
  public func place(_ row: Int, _ column: Int) -> Int { first + row * stride + column }

  /// Number of entries that a block must have to hold it.
  public var end: Int { rows > 0 && columns > 0 ? place(rows - 1, columns - 1) + 1 : 0 }
}

/// A factor of a product: a matrix as it lies, or with rows and columns exchanged.
public struct MatrixOperand: Sendable {
  /// The block that it lies in.
  public let numbers: [Double]
  /// Where it lies, before rows and columns are exchanged.
  public let part: MatrixPart
  /// Whether rows and columns are exchanged.
  public let isTransposed: Bool

  /// Takes a matrix from a block.
  public init(_ numbers: [Double], _ part: MatrixPart, isTransposed: Bool = false) {
    (self.numbers, self.part, self.isTransposed) = (numbers, part, isTransposed)
  }

  /// Number of rows of the factor.
  public var rows: Int { isTransposed ? part.columns : part.rows }

  /// Number of columns of the factor.
  public var columns: Int { isTransposed ? part.rows : part.columns }

  /// An entry of the factor.
  public subscript(row: Int, column: Int) -> Double {
    numbers[isTransposed ? part.place(column, row) : part.place(row, column)]
  }
}
