import InitKit
import Testing

@testable import Initializers

@Suite("principal components")
struct WhiteningTests {
  private func random(_ rows: Int, _ columns: Int) -> [[Double]] {
    var stream = RandomStream(StreamKey(seed: 3, purpose: "whitening"))
    return (0..<rows).map { _ in (0..<columns).map { (Double($0) + 1) * stream.normal() } }
  }

  @Test("eigenvectors rebuild the matrix and are orthonormal", arguments: [0, 1, 2, 3, 8, 17])
  func eigenvectors(size: Int) {
    let half = random(size, size)
    let matrix = half.map { row in half.map { dot(row, $0) } }
    let (values, vectors) = SymmetricEigenvectors.of(matrix)
    for row in 0..<size {
      for column in 0..<size {
        let rebuilt = (0..<size).reduce(0) { $0 + values[$1] * vectors[$1][row] * vectors[$1][column] }
        #expect(abs(rebuilt - matrix[row][column]) < 1e-9 * Double(size * size * size))
        #expect(abs(dot(vectors[row], vectors[column]) - (row == column ? 1 : 0)) < 1e-12)
      }
    }
  }

  @Test("whitened rows have covariance 1, the direction of largest variance first")
  func whitening() {
    let rows = random(60, 4)
    let whitening = Whitening(rows, most: 4, least: 1e-6)
    let white = rows.map(whitening.whitened)
    for first in 0..<4 {
      for second in 0..<4 {
        let product = white.reduce(0) { $0 + $1[first] * $1[second] } / 60
        #expect(abs(product - (first == second ? 1 : 0)) < 1e-10)
      }
    }
    let lengths = whitening.directions.map { dot($0, $0) }
    #expect(lengths == lengths.sorted())
  }

  @Test("directions without variance are left out")
  func degenerate() {
    let rows = (0..<20).map { [Double($0), 2 * Double($0), 5] }
    #expect(Whitening(rows, most: 3, least: 1e-6).directions.count == 1)
    #expect(Whitening([[1, 2]], most: 2, least: 1e-6).directions.isEmpty)
  }
}
