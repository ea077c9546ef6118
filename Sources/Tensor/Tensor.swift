/// A block of numbers with a shape: the value in which results leave the engine.
///
/// Row-major, the last axis varies fastest. A scalar has the shape `[]` and one entry. Numbers of
/// float32 are widened exactly.
package struct Tensor: Equatable, Sendable {
  /// Sizes of the axes.
  package var shape: [Int]
  /// Entries, as many as the product of the sizes.
  package var values: [Double]

  /// Takes entries in row-major order; their number must be the product of the sizes.
  package init(shape: [Int], values: [Double]) {
    precondition(shape.reduce(1, *) == values.count, "\(values.count) entries do not fill \(shape)")
    self.shape = shape
    self.values = values
  }

  /// A tensor of equal entries.
  package init(repeating value: Double, shape: [Int]) {
    self.init(shape: shape, values: [Double](repeating: value, count: shape.reduce(1, *)))
  }

  /// A single number.
  package init(_ scalar: Double) {
    self.init(shape: [], values: [scalar])
  }

  /// Rows of equal length as a matrix.
  package init(rows: [[Double]]) {
    self.init(shape: [rows.count, rows.first?.count ?? 0], values: rows.flatMap { $0 })
  }

  /// Number of entries.
  package var count: Int { values.count }

  /// Number of axes.
  package var rank: Int { shape.count }

  /// The number of a tensor of one entry, or nil.
  package var scalar: Double? { values.count == 1 ? values[0] : nil }

  /// Size of the first axis; 1 for a scalar.
  package var rows: Int { shape.first ?? 1 }

  /// Number of entries in one row.
  package var columns: Int { shape.dropFirst().reduce(1, *) }

  /// Whether every entry equals its counterpart bit for bit; all NaN count as equal.
  package func hasSameBits(as other: Tensor) -> Bool {
    guard shape == other.shape else { return false }
    return zip(values, other.values).allSatisfy { left, right in
      left.bitPattern == right.bitPattern || (left.isNaN && right.isNaN)
    }
  }

  /// The same entries under another shape.
  ///
  /// - Throws: `reshape` when the number of entries differs.
  package func reshaped(_ shape: [Int]) throws(TensorError) -> Tensor {
    guard shape.allSatisfy({ $0 >= 0 }), shape.reduce(1, *) == count else {
      throw .reshape(from: self.shape, to: shape)
    }
    return Tensor(shape: shape, values: values)
  }

  /// Every entry replaced by a function of it.
  package func map(_ function: (Double) -> Double) -> Tensor {
    Tensor(shape: shape, values: values.map(function))
  }
}
