/// Rows of equal length, laid out so that four entries are compared at a time.
struct PackedRows {
  /// Number of rows.
  let count: Int
  private let stride: Int
  private let values: [SIMD4<Double>]

  /// Lays rows out; zeros fill up the last four.
  init(_ rows: [[Double]]) {
    count = rows.count
    let width = rows.first?.count ?? 0
    stride = (width + 3) / 4
    var values: [SIMD4<Double>] = []
    values.reserveCapacity(count * stride)
    for row in rows {
      for start in Swift.stride(from: 0, to: width, by: 4) {
        var four = SIMD4<Double>()
        for lane in 0..<min(4, width - start) { four[lane] = row[start + lane] }
        values.append(four)
      }
    }
    self.values = values
  }

  /// Rows that fit the second-level cache together, so that each is read from there many times.
  private static let blockRows = 32

  /// Visits every pair i < j once with its distance, in blocks.
  func forEachPair(_ visit: (_ i: Int, _ j: Int, _ distance: Double) -> Void) {
    for first in Swift.stride(from: 0, to: count, by: PackedRows.blockRows) {
      let block = first..<min(count, first + PackedRows.blockRows)
      for i in 0..<block.upperBound {
        for j in max(i + 1, first)..<max(i + 1, block.upperBound) { visit(i, j, distance(i, j)) }
      }
    }
  }

  /// Euclidean distance, exactly 0 for equal numbers also where squares would vanish or overflow.
  ///
  /// Rows whose difference is no number somewhere are infinitely far apart.
  func distance(_ i: Int, _ j: Int) -> Double {
    let (left, right) = (i * stride, j * stride)
    // Two sums of four strands that the processor adds side by side; the order never varies.
    var (even, odd) = (SIMD4<Double>(), SIMD4<Double>())
    var place = 0
    while place + 1 < stride {
      let a = values[left + place] - values[right + place]
      let b = values[left + place + 1] - values[right + place + 1]
      even += a * a
      odd += b * b
      place += 2
    }
    if place < stride {
      let a = values[left + place] - values[right + place]
      even += a * a
    }
    let square = (even + odd).sum()
    return square > PackedRows.smallestSafe && square.isFinite ? square.squareRoot() : scaled(left, right)
  }

  /// Below this sum of squares, lost digits of tiny squares may show.
  private static let smallestSafe = 1e-280

  /// Scaled by the largest difference, the squares of gaps such as 1e-200 do not vanish.
  private func scaled(_ left: Int, _ right: Int) -> Double {
    var largest = 0.0
    for place in 0..<stride {
      let difference = values[left + place] - values[right + place]
      for lane in 0..<4 {
        if difference[lane].isNaN { return .infinity }
        largest = max(largest, abs(difference[lane]))
      }
    }
    guard largest > 0, largest.isFinite else { return largest }
    var sum = SIMD4<Double>()
    for place in 0..<stride {
      let share = (values[left + place] - values[right + place]) / largest
      sum += share * share
    }
    return largest * sum.sum().squareRoot()
  }
}
