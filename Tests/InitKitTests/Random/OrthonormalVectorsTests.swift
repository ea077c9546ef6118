import InitKit
import Testing

@Suite("orthonormal vectors")
struct OrthonormalVectorsTests {
  private func context(_ draw: UInt64) -> FillContext {
    FillContext(random: RandomStream(StreamKey(seed: 3, purpose: "rotation", index: draw)))
  }

  @Test(
    "their products are 0 and 1",
    arguments: [[0, 0], [0, 3], [1, 1], [1, 5], [2, 2], [3, 7], [8, 8], [20, 33]])
  func products(shape: [Int]) {
    let (count, length) = (shape[0], shape[1])
    var context = context(0)
    let vectors = context.orthonormalVectors(count: count, length: length)
    #expect(vectors.count == count * length)
    for first in 0..<count {
      for second in 0..<count {
        let product = (0..<length).reduce(0.0) {
          $0 + vectors[first * length + $1] * vectors[second * length + $1]
        }
        #expect(abs(product - (first == second ? 1 : 0)) <= 1e-14)
      }
    }
  }

  @Test("every entry is as often positive as negative and its square is 1 / length on average")
  func haar() {
    let (draws, size) = (4000, 3)
    var positive = [Int](repeating: 0, count: size * size)
    var squares = [Double](repeating: 0, count: size * size)
    for draw in 0..<draws {
      var context = context(UInt64(draw))
      for (index, value) in context.orthonormalVectors(count: size, length: size).enumerated() {
        positive[index] += value > 0 ? 1 : 0
        squares[index] += value * value
      }
    }
    // 5.5 standard deviations: half of sqrt(n) for signs; the square of an entry of a unit vector of 3
    // has variance 4 / 45.
    let slack = 5.5 * Double(draws).squareRoot()
    for index in positive.indices {
      #expect(abs(Double(positive[index]) - Double(draws) / 2) < slack / 2)
      #expect(abs(squares[index] - Double(draws) / 3) < slack * (4.0 / 45).squareRoot())
    }
  }

  @Test("more vectors never change the first ones", arguments: [1, 5, 63, 64, 65, 90])
  func prefix(count: Int) {
    var (fewer, more) = (context(1), context(1))
    let first = fewer.orthonormalVectors(count: count, length: 130)
    let all = more.orthonormalVectors(count: 100, length: 130)
    #expect(Array(all.prefix(count * 130)) == first)
    #expect(fewer.random.position == UInt64(count * 130 - count * (count - 1) / 2))
  }

  @Test("the first vector is the normals' direction")
  func firstVector() {
    var (context, normals) = (context(2), context(2))
    let vector = context.orthonormalVectors(count: 1, length: 9)
    let draws = normals.draws(9, of: .normal(mean: 0, deviation: 1))
    let norm = draws.reduce(0) { $0 + $1 * $1 }.squareRoot()
    #expect(zip(vector, draws).allSatisfy { abs($0 - $1 / norm) < 1e-15 })
  }

  @Test("rotations and reflections come equally often")
  func determinants() {
    var negative = 0
    for draw in 0..<2000 {
      var context = context(UInt64(draw))
      let q = context.orthonormalVectors(count: 2, length: 2)
      negative += q[0] * q[3] - q[1] * q[2] < 0 ? 1 : 0
    }
    #expect(abs(negative - 1000) < 123)
  }
}
