/// Arithmetic in bulk, which a host may do by faster code with the same bits.
///
/// The definitions are those of `PlainArithmetic`, in Swift; results depend on nothing but the arguments,
/// whatever the host, its threads and its instructions.
public protocol BulkArithmetic: Sendable {
  /// Fills entries with independent draws of a law, in order; the stream moves on by one draw each.
  func draw(_ law: EntryLaw, from random: inout RandomStream, into entries: inout MutableSpan<Double>)

  /// Adds the product of two matrices to a part of a block: `sums[i, j] += sum of left[i, p] right[p, j]`.
  ///
  /// A sum starts from its entry and takes its products in order by fused multiply-adds, 384 at a time: each
  /// further 384 start from zero and are added. The sizes must fit, and the parts lie in their blocks.
  func addProduct(
    _ left: MatrixOperand, _ right: MatrixOperand, to sums: inout [Double], at part: MatrixPart)
}

/// The definitions of bulk arithmetic, as plain loops.
public struct PlainArithmetic: BulkArithmetic {
  /// Products that are summed in one go.
  private static let chunk = 384

  /// There is one only.
  public init() {}

  /// One draw after the other.
  public func draw(
    _ law: EntryLaw, from random: inout RandomStream, into entries: inout MutableSpan<Double>
  ) {
    for index in entries.indices { entries[index] = law.draw(from: &random) }
  }

  /// One sum after the other.
  public func addProduct(
    _ left: MatrixOperand, _ right: MatrixOperand, to sums: inout [Double], at part: MatrixPart
  ) {
    for row in 0..<part.rows {
      for column in 0..<part.columns {
        let place = part.place(row, column)
        for start in stride(from: 0, to: left.columns, by: Self.chunk) {
          var sum = start == 0 ? sums[place] : 0
          for index in start..<min(start + Self.chunk, left.columns) {
            sum = sum.addingProduct(left[row, index], right[index, column])
          }
          sums[place] = start == 0 ? sum : sums[place] + sum
        }
      }
    }
  }
}
