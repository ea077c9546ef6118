import InitKit

/// The directions of largest variance of some rows, and how to make all variances 1.
struct Whitening {
  /// Directions, the one of largest variance first, each divided by its deviation.
  let directions: [[Double]]
  private let mean: [Double]

  /// Takes rows of one length, and keeps at most so many directions, none with less than a share of the largest
  /// variance.
  init(_ rows: [[Double]], most: Int, least: Double) {
    let width = rows.first?.count ?? 0
    var mean = [Double](repeating: 0, count: width)
    for row in rows { for (index, value) in row.enumerated() { mean[index] += value } }
    mean = mean.map { $0 / Double(max(1, rows.count)) }
    var covariance = [[Double]](repeating: [Double](repeating: 0, count: width), count: width)
    for row in rows {
      for first in 0..<width {
        let left = row[first] - mean[first]
        for second in 0...first { covariance[first][second] += left * (row[second] - mean[second]) }
      }
    }
    for first in 0..<width {
      for second in 0...first {
        let value = covariance[first][second] / Double(max(1, rows.count))
        covariance[first][second] = value
        covariance[second][first] = value
      }
    }
    let (values, vectors) = SymmetricEigenvectors.of(covariance)
    let order = values.indices.sorted { values[$0] != values[$1] ? values[$0] > values[$1] : $0 < $1 }
    let limit = least * max(0, order.first.map { values[$0] } ?? 0)
    directions = order.prefix(most).filter { values[$0] > limit }.map { place in
      let deviation = values[place].squareRoot()
      return vectors[place].map { $0 / deviation }
    }
    self.mean = mean
  }

  /// A row with mean 0, and variance 1 in every direction that is kept.
  func whitened(_ row: [Double]) -> [Double] {
    directions.map { direction in
      var sum = 0.0
      for index in direction.indices { sum += direction[index] * (row[index] - mean[index]) }
      return sum
    }
  }

  /// The filter over rows whose answer is a direction's part of the whitened row.
  func filter(_ white: [Double]) -> [Double] {
    var result = [Double](repeating: 0, count: mean.count)
    for (share, direction) in zip(white, directions) {
      for index in direction.indices { result[index] += share * direction[index] }
    }
    return result
  }
}

/// Eigenvectors of symmetric matrices by Jacobi's rotations.
///
/// Source: Golub and Van Loan, Matrix computations, section 8.5: cyclic by rows, smaller angle. Only arithmetic
/// and square roots, in a fixed order: the same bits on every machine.
enum SymmetricEigenvectors {
  private static let sweeps = 30

  /// Eigenvalues and, in the same order, eigenvectors of length 1.
  static func of(_ matrix: [[Double]]) -> (values: [Double], vectors: [[Double]]) {
    let size = matrix.count
    var a = matrix
    var vectors = (0..<size).map { row in (0..<size).map { $0 == row ? 1.0 : 0 } }
    let scale = matrix.reduce(0) { $1.reduce($0) { $0 + $1 * $1 } }
    for _ in 0..<sweeps {
      var rest = 0.0
      for row in 0..<size { for column in 0..<row { rest += a[row][column] * a[row][column] } }
      guard rest > 1e-30 * scale else { break }
      for p in 0..<size {
        for q in (p + 1)..<max(size, p + 1) { rotate(&a, &vectors, p, q) }
      }
    }
    return ((0..<size).map { a[$0][$0] }, vectors)
  }

  /// Turns rows and columns p and q so that their entry becomes 0; vectors are rows.
  private static func rotate(_ a: inout [[Double]], _ vectors: inout [[Double]], _ p: Int, _ q: Int) {
    guard a[p][q] != 0 else { return }
    let ratio = (a[q][q] - a[p][p]) / (2 * a[p][q])
    let tangent = (ratio >= 0 ? 1 : -1) / (ratio.magnitude + (1 + ratio * ratio).squareRoot())
    let cosine = 1 / (1 + tangent * tangent).squareRoot()
    let sine = tangent * cosine
    for k in a.indices {
      let (left, right) = (a[k][p], a[k][q])
      a[k][p] = cosine * left - sine * right
      a[k][q] = sine * left + cosine * right
    }
    for k in a.indices {
      let (upper, lower) = (a[p][k], a[q][k])
      a[p][k] = cosine * upper - sine * lower
      a[q][k] = sine * upper + cosine * lower
      let (first, second) = (vectors[p][k], vectors[q][k])
      vectors[p][k] = cosine * first - sine * second
      vectors[q][k] = sine * first + cosine * second
    }
  }
}
