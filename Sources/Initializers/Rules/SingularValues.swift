import InitKit

/// A square matrix as a sum of outer products, the largest first: `A = sum of value left right^T`.
///
/// One-sided Jacobi rotations of columns (Hestenes 1958, doi:10.1137/0106005): additions, multiplications and square
/// roots in a fixed order, so that every machine gives the same bits.
struct SingularValues {
  /// Singular values, descending.
  private(set) var values: [Double] = []
  /// Left singular vectors, each of length 1; zeros where the value is 0.
  private(set) var left: [[Double]] = []
  /// Right singular vectors.
  private(set) var right: [[Double]] = []

  /// Columns whose cosine is below this are taken as orthogonal.
  private static let tolerance = 1e-15
  /// A dozen sweeps are more than any matrix of a network was seen to need.
  private static let mostSweeps = 40

  /// Takes a row-major matrix apart.
  init(_ matrix: [Double], size: Int) {
    var columns = (0..<size).map { column in (0..<size).map { matrix[$0 * size + column] } }
    var rotations = (0..<size).map { column in (0..<size).map { $0 == column ? 1.0 : 0 } }
    for _ in 0..<Self.mostSweeps {
      var isDone = true
      for first in 0..<size {
        for second in (first + 1)..<max(first + 1, size) {
          guard let turn = Self.rotation(columns[first], columns[second]) else { continue }
          isDone = false
          Self.rotate(&columns, first, second, turn)
          Self.rotate(&rotations, first, second, turn)
        }
      }
      if isDone { break }
    }
    let lengths = columns.map { column in column.reduce(0) { $0 + $1 * $1 }.squareRoot() }
    // Equal values keep their order, so that sorting is the same everywhere.
    for place in lengths.indices.sorted(by: { (-lengths[$0], $0) < (-lengths[$1], $1) }) {
      let length = lengths[place]
      values.append(length)
      left.append(columns[place].map { length > 0 ? $0 / length : 0 })
      right.append(rotations[place])
    }
  }

  /// The rotation that makes two columns orthogonal; nil where they are.
  private static func rotation(_ first: [Double], _ second: [Double]) -> (cosine: Double, sine: Double)? {
    var (a, b, c) = (0.0, 0.0, 0.0)
    for index in first.indices {
      a += first[index] * first[index]
      b += second[index] * second[index]
      c += first[index] * second[index]
    }
    guard c.magnitude > tolerance * (a * b).squareRoot() else { return nil }
    let zeta = (b - a) / (2 * c)
    let tangent = (zeta < 0 ? -1 : 1) / (zeta.magnitude + (1 + zeta * zeta).squareRoot())
    let cosine = 1 / (1 + tangent * tangent).squareRoot()
    return (cosine, cosine * tangent)
  }

  private static func rotate(
    _ columns: inout [[Double]], _ first: Int, _ second: Int, _ turn: (cosine: Double, sine: Double)
  ) {
    for index in columns[first].indices {
      let (x, y) = (columns[first][index], columns[second][index])
      columns[first][index] = turn.cosine * x - turn.sine * y
      columns[second][index] = turn.sine * x + turn.cosine * y
    }
  }
}
