import Analysis
import Foundation
import Testing

/// An activation, its slope and where either bends.
private struct Curve: Sendable {
  let value: @Sendable (Double) -> Double
  let slope: @Sendable (Double) -> Double
  var kinks: [Double] = []

  /// A rectifier with a slope below zero.
  static func rectifier(_ below: Double) -> Curve {
    Curve(value: { $0 > 0 ? $0 : below * $0 }, slope: { $0 > 0 ? 1 : below }, kinks: [0])
  }

  /// Exponential below zero, linear above.
  static func exponential(scale: Double, alpha: Double) -> Curve {
    Curve(
      value: { scale * ($0 > 0 ? $0 : alpha * expm1($0)) }, slope: { scale * ($0 > 0 ? 1 : alpha * exp($0)) },
      kinks: [0])
  }
}

@Sendable private func logistic(_ x: Double) -> Double { 1 / (1 + exp(-x)) }

private let gelu = Curve(
  value: { $0 * 0.5 * erfc(-$0 / 2.0.squareRoot()) },
  slope: { 0.5 * erfc(-$0 / 2.0.squareRoot()) + $0 * exp(-$0 * $0 / 2) / (2 * Double.pi).squareRoot() })

private let geluTanh = Curve(
  value: { x in 0.5 * x * (1 + tanh((2 / Double.pi).squareRoot() * (x + 0.044715 * x * x * x))) },
  slope: { x in
    let factor = (2 / Double.pi).squareRoot()
    let bent = tanh(factor * (x + 0.044715 * x * x * x))
    return 0.5 * (1 + bent) + 0.5 * x * (1 - bent * bent) * factor * (1 + 3 * 0.044715 * x * x)
  })

private let curves: [String: Curve] = [
  "identity": Curve(value: { $0 }, slope: { _ in 1 }),
  "relu": .rectifier(0), "leaky_relu(0.01)": .rectifier(0.01), "leaky_relu(0.2)": .rectifier(0.2),
  "elu": .exponential(scale: 1, alpha: 1),
  "selu": .exponential(scale: 1.0507009873554805, alpha: 1.6732632423543772),
  "gelu": gelu, "gelu_tanh": geluTanh,
  "silu": Curve(
    value: { $0 * logistic($0) }, slope: { logistic($0) * (1 + $0 * logistic(-$0)) }),
  "softplus": Curve(value: { max($0, 0) + log1p(exp(-abs($0))) }, slope: { logistic($0) }),
  "sigmoid": Curve(value: { logistic($0) }, slope: { logistic($0) * logistic(-$0) }),
  "tanh": Curve(value: { tanh($0) }, slope: { 1 - tanh($0) * tanh($0) }),
  "softsign": Curve(
    value: { $0 / (1 + abs($0)) }, slope: { 1 / ((1 + abs($0)) * (1 + abs($0))) }, kinks: [0]),
  "hard_tanh": Curve(
    value: { min(1, max(-1, $0)) }, slope: { abs($0) < 1 ? 1 : 0 }, kinks: [-1, 1]),
  "erf": Curve(value: { erf($0) }, slope: { 2 / Double.pi.squareRoot() * exp(-$0 * $0) }),
  "sin": Curve(value: { sin($0) }, slope: { cos($0) }),
]

/// Moments computed with 30 digits.
private struct Reference: Decodable {
  struct Moments: Decodable { let q, mean, square, slope: Double }
  let name: String
  let forward, backward: Double
  let moments: [Moments]

  static func load() throws -> [Reference] {
    let url = try #require(
      Bundle.module.url(forResource: "Reference/activation_moments", withExtension: "json"))
    return try JSONDecoder().decode([Reference].self, from: Data(contentsOf: url))
  }
}

private func moments(_ curve: Curve, variance: Double) -> GaussianMoments {
  GaussianMoments(of: curve.value, slope: curve.slope, kinks: curve.kinks, variance: variance)
}

@Suite("Gaussian moments and gains")
struct GaussianMomentsTests {
  @Test("without variance the moments are the values at zero")
  func degenerate() throws {
    let moments = moments(try #require(curves["sigmoid"]), variance: 0)
    #expect(moments.mean == 0.5 && moments.meanSquare == 0.25 && moments.slopeMeanSquare == 0.0625)
    #expect(moments.forwardGain == 0 && moments.backwardGain == 4)
  }

  @Test("moments equal the reference to 1e-10 for every activation and variance")
  func reference() throws {
    let references = try Reference.load()
    #expect(references.count == curves.count)
    for reference in references {
      let curve = try #require(curves[reference.name])
      for row in reference.moments {
        let found = moments(curve, variance: row.q)
        // A mean may vanish: compare it with the size of the values.
        #expect(abs(found.mean - row.mean) <= 1e-10 * row.square.squareRoot())
        #expect(abs(found.meanSquare / row.square - 1) <= 1e-10)
        #expect(abs(found.slopeMeanSquare / row.slope - 1) <= 1e-10)
      }
      let unit = moments(curve, variance: 1)
      #expect(abs(unit.forwardGain / reference.forward - 1) <= 1e-10)
      #expect(abs(unit.backwardGain / reference.backward - 1) <= 1e-10)
    }
  }

  @Test("a rectifier's gain is sqrt(2) at every variance", arguments: [1e-12, 1e-3, 1, 7, 1e9])
  func scaleFree(variance: Double) {
    let found = moments(.rectifier(0), variance: variance)
    #expect(abs(found.forwardGain - 2.0.squareRoot()) <= 1e-10)
    #expect(abs(found.backwardGain - 2.0.squareRoot()) <= 1e-10)
  }

  @Test(
    "a sine's moments follow their closed form even where it oscillates fast", arguments: [1e-6, 1, 100, 1e4])
  func oscillation(variance: Double) throws {
    let found = moments(try #require(curves["sin"]), variance: variance)
    // E sin^2 = (1 - exp(-2 q)) / 2, E cos^2 = (1 + exp(-2 q)) / 2.
    #expect(abs(found.meanSquare / (-expm1(-2 * variance) / 2) - 1) <= 1e-10)
    #expect(abs(found.slopeMeanSquare / ((1 + exp(-2 * variance)) / 2) - 1) <= 1e-10)
  }

  @Test("a step far narrower than the law is not missed")
  func narrow() throws {
    // E tanh^2 = 1 - E sech^2, and E sech^2 -> 2 / sqrt(2 pi q) for large q.
    let found = moments(try #require(curves["tanh"]), variance: 1e12)
    #expect(abs((1 - found.meanSquare) / (2 / (2 * Double.pi * 1e12).squareRoot()) - 1) <= 1e-6)
  }

  @Test("an activation that is not finite somewhere ends in NaN, not in a loop")
  func notFinite() {
    let found = GaussianMoments(of: { _ in .nan }, slope: { _ in 1 })
    #expect(found.meanSquare.isNaN && abs(found.slopeMeanSquare - 1) <= 1e-14)
  }
}
