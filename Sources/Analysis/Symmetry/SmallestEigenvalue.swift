/// The smallest eigenvalue of a symmetric matrix, by the method of Lanczos.
///
/// With full reorthogonalization and at most `mostSteps` steps: exact for matrices of that size, and for larger
/// ones the outermost eigenvalues are the first to converge (Golub and Van Loan 2013, section 10.1).
enum SmallestEigenvalue {
  private static let mostSteps = 120

  /// The eigenvalue; 0 for an empty matrix.
  static func of(_ rows: [[Double]]) -> Double {
    let size = rows.count
    guard size > 0 else { return 0 }
    var basis: [[Double]] = []
    var (diagonal, side): ([Double], [Double]) = ([], [])
    // A start that is no eigenvector of a matrix that people meet.
    var vector = (0..<size).map { 1 + 0.5 * Double(($0 * 7919) % 101) / 101 }
    var length = norm(vector)
    let scale = rows.map(norm).max() ?? 0
    guard scale > 0 else { return 0 }
    while basis.count < min(size, mostSteps), length > 1e-13 * (basis.isEmpty ? 1 : scale) {
      if !basis.isEmpty { side.append(length) }
      basis.append(vector.map { $0 / length })
      let last = basis[basis.count - 1]
      vector = rows.map { dot($0, last) }
      diagonal.append(dot(vector, last))
      // Twice: once leaves errors of the size that it should take away.
      for _ in 0..<2 {
        for known in basis {
          let share = dot(vector, known)
          for index in 0..<size { vector[index] -= share * known[index] }
        }
      }
      length = norm(vector)
    }
    return smallest(diagonal, side)
  }

  /// The smallest eigenvalue of a tridiagonal matrix, by bisection with Sturm's count.
  private static func smallest(_ diagonal: [Double], _ side: [Double]) -> Double {
    var (low, high) = (Double.infinity, Double.infinity)
    for index in diagonal.indices {
      let left = index > 0 ? abs(side[index - 1]) : 0
      let right = index < side.count ? abs(side[index]) : 0
      low = min(low, diagonal[index] - left - right)
      high = min(high, diagonal[index])
    }
    for _ in 0..<200 where low < high {
      let middle = (low + high) / 2
      guard middle > low, middle < high else { break }
      if hasEigenvalue(below: middle, diagonal, side) { high = middle } else { low = middle }
    }
    return high
  }

  private static func hasEigenvalue(below bound: Double, _ diagonal: [Double], _ side: [Double]) -> Bool {
    var pivot = 1.0
    for index in diagonal.indices {
      let coupling = index > 0 ? side[index - 1] * side[index - 1] : 0
      pivot = diagonal[index] - bound - (index > 0 ? coupling / pivot : 0)
      if pivot < 0 { return true }
      if pivot == 0 { pivot = 1e-300 }
    }
    return false
  }

  private static func dot(_ left: [Double], _ right: [Double]) -> Double {
    var sum = 0.0
    for index in left.indices { sum += left[index] * right[index] }
    return sum
  }

  private static func norm(_ vector: [Double]) -> Double { dot(vector, vector).squareRoot() }
}
