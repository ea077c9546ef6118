import Foundation
import InitKit
import Testing

@testable import Engine

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

  /// The row of the engine's table, from `leaky_relu(0.2)`.
  func activation() throws -> ChosenActivation {
    let parts = name.split(whereSeparator: { "()".contains($0) }).map(String.init)
    let parameter = parts.count > 1 ? Double(parts[1]) : nil
    return try ChosenActivation(ActivationDescription(parts[0], parameter: parameter))
  }
}

@Suite("Moments and gains of the engine's activations") struct ActivationMomentsTests {
  @Test("every activation of one number has a reference") func complete() throws {
    let known = Set(try Reference.load().map { try $0.activation().activation.name })
    #expect(known == Set(ActivationTable.builtin.rows.filter(\.isElementwise).map(\.name)))
  }

  @Test("without variance the moments are the values at zero") func degenerate() throws {
    let found = try ChosenActivation(ActivationDescription("sigmoid")).moments(variance: 0)
    for (value, expected) in [
      (found.mean, 0.5), (found.meanSquare, 0.25), (found.slope, 0.25), (found.slopeMeanSquare, 0.0625),
    ] {
      #expect(abs(value / expected - 1) <= 1e-14)
    }
  }

  @Test("softmax, no function of one number, counts as the identity") func softmax() throws {
    let found = try ChosenActivation(ActivationDescription("softmax")).moments(variance: 3)
    #expect(found == ActivationMoments(mean: 0, meanSquare: 3, slope: 1, slopeMeanSquare: 1))
  }

  @Test("moments and gains equal the reference") func reference() throws {
    for reference in try Reference.load() {
      let activation = try reference.activation()
      for row in reference.moments {
        let found = activation.moments(variance: row.q)
        // A pole at distance 1, of softsign's slope beyond its kink and of atan's beside the real line, is
        // nearer than the width of a panel there.
        let bound = ["softsign", "atan"].contains(activation.activation.name) && row.q >= 10 ? 1e-9 : 1e-10
        // A mean may vanish: it is compared with the size of the values.
        #expect(abs(found.mean - row.mean) <= bound * row.square.squareRoot(), "\(reference.name) \(row.q)")
        #expect(abs(found.meanSquare / row.square - 1) <= bound, "\(reference.name) \(row.q)")
        #expect(abs(found.slopeMeanSquare / row.slope - 1) <= bound, "\(reference.name) \(row.q)")
      }
      let unit = activation.moments()
      #expect(abs(unit.forwardGain / reference.forward - 1) <= 1e-10)
      #expect(abs(unit.backwardGain / reference.backward - 1) <= 1e-10)
    }
  }
}
