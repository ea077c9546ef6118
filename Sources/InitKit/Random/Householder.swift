/// Some random reflections `x - 2 v (v x)` one after the other, as one product of matrices.
///
/// H_1 ... H_b = I - V^T T V with the vectors as rows of V and T upper triangular (Schreiber and Van Loan
/// 1989, doi:10.1137/0910005): long vectors are then read once for b reflections.
struct Householder {
  /// Reflections in a block; fewer make the products slow, more the triangles' share large.
  static let blockSize = 64

  /// Number of reflections.
  let count: Int
  /// Length of the first vector; each further one begins with one more zero.
  let width: Int
  /// Unit vectors, row after row.
  private(set) var axes: [Double]
  /// Signs of the diagonal that the reflections leave.
  private(set) var signs: [Double]
  /// -T, row after row.
  private var factor: [Double]

  /// Makes reflections that turn vectors, given one after the other without their zeros, into the first axes.
  init(turning vectors: [Double], count: Int, width: Int, by arithmetic: any BulkArithmetic) {
    (self.count, self.width) = (count, width)
    axes = [Double](repeating: 0, count: count * width)
    signs = [Double](repeating: 1, count: count)
    factor = [Double](repeating: 0, count: count * count)
    var start = 0
    for index in 0..<count {
      setAxis(index, from: vectors[start..<start + width - index])
      start += width - index
    }
    setFactor(by: arithmetic)
  }

  /// Writes the vector that reflects a column to its first axis.
  private mutating func setAxis(_ index: Int, from column: ArraySlice<Double>) {
    let norm = Self.squares(column).squareRoot()
    let head = column[column.startIndex]
    // Away from the head, so that the sum does not cancel; the diagonal gets the other sign.
    let sign: Double = head < 0 ? 1 : -1
    let first = index * width + index
    for (offset, value) in column.enumerated() { axes[first + offset] = value }
    axes[first] = head - sign * norm
    signs[index] = sign
    let length = Self.squares(axes[first..<first + column.count]).squareRoot()
    guard length > 0 else { return }
    for place in first..<first + column.count { axes[place] /= length }
  }

  /// T's columns from left to right: T[i, i] = 2, above it -2 T (products of the vectors).
  private mutating func setFactor(by arithmetic: any BulkArithmetic) {
    var products = [Double](repeating: 0, count: count * count)
    let square = MatrixPart(rows: count, columns: count)
    arithmetic.addProduct(operand(), operand(isTransposed: true), to: &products, at: square)
    for column in 0..<count {
      for row in 0..<column {
        var sum = 0.0
        for index in row..<column { sum += factor[row * count + index] * products[index * count + column] }
        factor[row * count + column] = -2 * sum
      }
      factor[column * count + column] = -2
    }
  }

  private func operand(isTransposed: Bool = false) -> MatrixOperand {
    MatrixOperand(axes, MatrixPart(rows: count, columns: width), isTransposed: isTransposed)
  }

  /// Reflects each row of a part of a block, last reflection first.
  func reflect(_ rows: inout [Double], at part: MatrixPart, by arithmetic: any BulkArithmetic) {
    let narrow = MatrixPart(rows: part.rows, columns: count)
    var products = [Double](repeating: 0, count: part.rows * count)
    arithmetic.addProduct(MatrixOperand(rows, part), operand(isTransposed: true), to: &products, at: narrow)
    var steps = [Double](repeating: 0, count: part.rows * count)
    let triangle = MatrixOperand(factor, MatrixPart(rows: count, columns: count), isTransposed: true)
    arithmetic.addProduct(MatrixOperand(products, narrow), triangle, to: &steps, at: narrow)
    arithmetic.addProduct(MatrixOperand(steps, narrow), operand(), to: &rows, at: part)
  }

  /// Sum of squares in four running sums, k-th square into sum k mod 4, added as (0 + 1) + (2 + 3).
  private static func squares(_ values: ArraySlice<Double>) -> Double {
    var sums = SIMD4<Double>()
    for (index, value) in values.enumerated() { sums[index % 4] += value * value }
    return (sums[0] + sums[1]) + (sums[2] + sums[3])
  }
}
