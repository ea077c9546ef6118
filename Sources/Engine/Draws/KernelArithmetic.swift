import CKernels
import InitKit

/// What initializers compute in bulk, by the kernels: on all threads, with the bits of the plain definitions.
package struct KernelArithmetic: BulkArithmetic {
  /// There is one only.
  package init() {}

  package func draw(
    _ law: EntryLaw, from random: inout RandomStream, into entries: inout MutableSpan<Double>
  ) {
    var draw = il_draw(law)
    (draw.key, draw.lane, draw.position) = (random.key.bits, random.lane, random.position)
    let count = entries.count
    entries.withUnsafeMutableBufferPointer { entries in
      if let start = entries.baseAddress { il_draw_numbers(&draw, Int64(count), start) }
    }
    random = random.moved(by: count)
  }

  package func addProduct(
    _ left: MatrixOperand, _ right: MatrixOperand, to sums: inout [Double], at part: MatrixPart
  ) {
    precondition(
      left.rows == part.rows && left.columns == right.rows && right.columns == part.columns, "sizes")
    precondition(
      left.part.end <= left.numbers.count && right.part.end <= right.numbers.count
        && part.end <= sums.count, "a part of no block")
    left.numbers.withUnsafeBufferPointer { first in
      right.numbers.withUnsafeBufferPointer { second in
        sums.withUnsafeMutableBufferPointer { sums in
          guard let a = first.baseAddress, let b = second.baseAddress, let c = sums.baseAddress else {
            return
          }
          let target = c + part.first
          il_gemm(
            IL_FLOAT64, left.isTransposed, right.isTransposed, Int64(part.rows), Int64(part.columns),
            Int64(left.columns), a + left.part.first, Int64(left.part.stride), b + right.part.first,
            Int64(right.part.stride), target, Int64(part.stride), target, Int64(part.stride))
        }
      }
    }
  }
}

extension il_draw {
  /// The law's part of a draw.
  fileprivate init(_ law: EntryLaw) {
    self.init()
    switch law {
    case .uniform(let low, let high): (self.law, a, b) = (IL_UNIFORM, low, high)
    case .normal(let mean, let deviation): (self.law, a, b) = (IL_NORMAL, mean, deviation)
    case .truncatedNormal(let mean, let deviation, let cut):
      (self.law, a, b) = (IL_CUT_NORMAL, mean, deviation)
      (lower, upper, start, end, is_tail) = (cut.lower, cut.upper, cut.start, cut.end, cut.isTail)
    }
  }
}
