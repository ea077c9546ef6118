import InitKit

/// Expected values under a normal law of mean zero, by Gauss-Legendre quadrature in pieces.
///
/// Gauss-Hermite's rule is exact for polynomials but errs by percents at kinks; here pieces end at kinks
/// and are halved until 16 points on the whole and on both halves agree to 1e-13.
struct GaussianQuadrature {
  private let variance: Double
  /// Ends of the first pieces, in order.
  private let ends: [Double]

  /// Lays the pieces for a law.
  ///
  /// Beyond 13 deviations the density is below 1e-36 of its peak. Powers of two let an activation have
  /// its structure at any scale between 1/16 and the deviation.
  init(variance: Double, kinks: [Double]) {
    self.variance = variance
    let deviation = variance.squareRoot()
    let reach = 13 * deviation
    let steps = (-13...13).map { Double($0) * deviation }
    let powers = sequence(first: 0x1p-4) { $0 * 2 }.prefix { $0 < reach && $0.isFinite }
    let all = steps + powers + powers.map { -$0 } + kinks
    ends = Set(all.filter { $0.magnitude <= reach }).sorted()
  }

  /// Expected value of four functions at once.
  func expectation(_ function: (Double) -> SIMD4<Double>) -> SIMD4<Double> {
    guard variance > 0 else { return function(0) }
    var pieces = zip(ends, ends.dropFirst()).map { Piece(from: $0, to: $1, of: function, variance) }
    let scale = pieces.reduce(SIMD4<Double>()) { $0 + $1.size }
    let tolerance = scale * 1e-13
    var sum = SIMD4<Double>()
    // The budget ends what oscillates faster than it can be followed.
    var budget = 100_000
    while let piece = pieces.popLast() {
      let middle = (piece.start + piece.end) / 2
      let left = Piece(from: piece.start, to: middle, of: function, variance)
      let right = Piece(from: middle, to: piece.end, of: function, variance)
      let gap = piece.value - left.value - right.value
      let isRough = (0..<4).contains { gap[$0].magnitude > tolerance[$0] }
      budget -= 1
      if isRough && budget > 0 {
        pieces += [right, left]
      } else {
        sum += left.value + right.value
      }
    }
    return sum
  }
}

/// One piece and its integrals.
private struct Piece {
  let start: Double
  let end: Double
  /// Integral of the functions times the density.
  let value: SIMD4<Double>
  /// Integral of their magnitudes.
  let size: SIMD4<Double>

  init(from start: Double, to end: Double, of function: (Double) -> SIMD4<Double>, _ variance: Double) {
    self.start = start
    self.end = end
    let half = (end - start) / 2
    let middle = (start + end) / 2
    let peak = half * 0.3989422804014327 / variance.squareRoot()
    var (value, size) = (SIMD4<Double>(), SIMD4<Double>())
    for (node, weight) in zip(Self.nodes, Self.weights) {
      for point in [middle - half * node, middle + half * node] {
        let density = weight * peak * PortableMath.exp(-point * point / (2 * variance))
        let values = function(point) * density
        value += values
        size += values.replacing(with: -values, where: values .< 0)
      }
    }
    self.value = value
    self.size = size
  }

  // Legendre's polynomial of degree 16: positive roots and weights, computed with 40 digits.
  private static let nodes = [
    0.09501250983763744, 0.2816035507792589, 0.45801677765722737, 0.6178762444026438, 0.755404408355003,
    0.8656312023878318, 0.9445750230732326, 0.9894009349916499,
  ]
  private static let weights = [
    0.1894506104550685, 0.18260341504492358, 0.16915651939500254, 0.14959598881657674, 0.12462897125553388,
    0.09515851168249279, 0.062253523938647894, 0.027152459411754096,
  ]
}
