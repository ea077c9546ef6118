/// Euclidean distance of two rows of equal length.
enum RowDistance {
  /// Exactly 0 for rows of equal numbers, also where squares would vanish or overflow.
  ///
  /// Rows whose difference is no number somewhere are infinitely far apart.
  static func between(_ left: [Double], _ right: [Double]) -> Double {
    let square = plainSquare(left, right)
    if square > smallestSafe, square.isFinite { return square.squareRoot() }
    return scaled(left, right)
  }

  /// Below this sum of squares, lost digits of tiny squares may show.
  private static let smallestSafe = 1e-280

  /// Sum of squares in four strands, which the processor adds side by side; the order never varies.
  private static func plainSquare(_ left: [Double], _ right: [Double]) -> Double {
    var strands = SIMD4<Double>()
    let count = min(left.count, right.count)
    var place = 0
    while place + 4 <= count {
      let a = SIMD4(left[place], left[place + 1], left[place + 2], left[place + 3])
      let b = SIMD4(right[place], right[place + 1], right[place + 2], right[place + 3])
      let difference = a - b
      strands += difference * difference
      place += 4
    }
    var sum = (strands[0] + strands[1]) + (strands[2] + strands[3])
    while place < count {
      let difference = left[place] - right[place]
      sum += difference * difference
      place += 1
    }
    return sum
  }

  /// Scaled by the largest difference, the squares of gaps such as 1e-200 do not vanish.
  private static func scaled(_ left: [Double], _ right: [Double]) -> Double {
    var largest = 0.0
    for (a, b) in zip(left, right) {
      let difference = abs(a - b)
      if difference.isNaN { return .infinity }
      largest = max(largest, difference)
    }
    guard largest > 0, largest.isFinite else { return largest }
    var sum = 0.0
    for (a, b) in zip(left, right) {
      let share = (a - b) / largest
      sum += share * share
    }
    return largest * sum.squareRoot()
  }
}
