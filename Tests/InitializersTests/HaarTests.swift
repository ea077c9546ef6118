import Analysis
import Engine
import InitKit
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

@Suite("orthogonal matrices are uniform among all")
struct HaarTests {
  private static let draws = 12_000

  /// Many matrices of the initializer.
  private func matrices(_ rows: Int, _ columns: Int) throws -> [[Double]] {
    let chosen = try initializer("orthogonal")
    let site = place([rows, columns])
    return try (0..<Self.draws).map { draw in
      let key = StreamKey(seed: 8, layer: "h1", parameter: "weight", draw: UInt64(draw))
      return try chosen.values(at: site, from: RandomStream(key), by: KernelArithmetic())
    }
  }

  private func isClose(_ sample: [Double], to law: EntryLaw) -> Bool {
    KolmogorovSmirnov.distance(of: sample, from: law) < KolmogorovSmirnov.limit(count: sample.count)
  }

  @Test("every entry of a 3 x 3 is even over -1 ... 1, as a coordinate of a point on a sphere is")
  func entries() throws {
    let matrices = try matrices(3, 3)
    for index in 0..<9 {
      #expect(isClose(matrices.map { $0[index] }, to: .uniform(low: -1, high: 1)), "entry \(index)")
    }
    // Without fixed signs the first entry is never positive; a singular value decomposition gives 0.23.
    let positive = Double(matrices.count { $0[0] > 0 }) / Double(Self.draws)
    #expect(abs(positive - 0.5) < 5 * 0.5 / Double(Self.draws).squareRoot())
  }

  @Test("the angle of a rotation of the plane is even, and so is the axis of a reflection")
  func plane() throws {
    let matrices = try matrices(2, 2)
    for sign in [-1.0, 1] {
      let some = matrices.filter { ($0[0] * $0[3] - $0[1] * $0[2]) * sign > 0 }
      #expect(abs(Double(some.count) / Double(Self.draws) - 0.5) < 5 * 0.5 / Double(Self.draws).squareRoot())
      #expect(isClose(some.map { atan2($0[2], $0[0]) }, to: .uniform(low: -Double.pi, high: Double.pi)))
    }
  }

  @Test("a rotation of space turns by an angle of density (1 - cos a) / pi")
  func space() throws {
    let shares = try matrices(3, 3).map { q -> Double in
      let determinant =
        q[0] * (q[4] * q[8] - q[5] * q[7]) - q[1] * (q[3] * q[8] - q[5] * q[6])
        + q[2] * (q[3] * q[7] - q[4] * q[6])
      let trace = determinant * (q[0] + q[4] + q[8])
      let angle = acos(min(1, max(-1, (trace - 1) / 2)))
      return (angle - sin(angle)) / Double.pi
    }
    #expect(isClose(shares, to: .uniform(low: 0, high: 1)))
  }

  @Test("powers of the trace have the moments of a normal number: 0, 1, 0, 3")
  func traces() throws {
    let traces = try matrices(6, 6).map { q in (0..<6).reduce(0) { $0 + q[$1 * 7] } }
    for (power, moment, next) in [(1, 0.0, 1.0), (2, 1, 3), (3, 0, 15), (4, 3, 105)] {
      let mean =
        traces.reduce(0) { sum, trace in
          sum + (0..<power).reduce(1) { product, _ in product * trace }
        } / Double(Self.draws)
      #expect(abs(mean - moment) < 5 * (next / Double(Self.draws)).squareRoot(), "power \(power)")
    }
  }

  @Test("rows of a wide matrix and columns of a tall one are points on the sphere of their length")
  func wide() throws {
    // Two coordinates of four: their square's sum is even over 0 ... 1 (a beta law with both numbers 1).
    let matrices = try matrices(3, 4)
    for row in 0..<3 {
      let sums = matrices.map { $0[4 * row] * $0[4 * row] + $0[4 * row + 2] * $0[4 * row + 2] }
      #expect(isClose(sums, to: .uniform(low: 0, high: 1)), "row \(row)")
    }
    // A tall one has such columns.
    let tall = try self.matrices(4, 3)
    for column in 0..<3 {
      let sums = tall.map { $0[column] * $0[column] + $0[3 + column] * $0[3 + column] }
      #expect(isClose(sums, to: .uniform(low: 0, high: 1)), "column \(column)")
    }
  }
}
