import Foundation
import InitKit
import Testing

/// Constants computed by others from the papers' formulas.
private struct DepthReference: Decodable {
  struct Fixup: Decodable {
    let branches, layers: Int
    let factor: Double
  }
  struct DeepNorm: Decodable {
    let part: String
    let layers, other: Int
    let gain: Double
  }
  struct Walk: Decodable {
    let width: Int
    let linear, relu: Double
  }
  struct Critical: Decodable {
    let biases, weights, square: Double
  }
  let gpt2: [String: Double]
  let tfixup: [String: [String: Double]]
  let fixup: [Fixup]
  let deepnorm: [DeepNorm]
  let random_walk: [Walk]
  let critical: [String: [Critical]]

  static func load() throws -> DepthReference {
    let url = try #require(Bundle.module.url(forResource: "Reference/depth", withExtension: "json"))
    return try JSONDecoder().decode(DepthReference.self, from: Data(contentsOf: url))
  }
}

private func isClose(_ found: Double, _ expected: Double, _ tolerance: Double = 1e-13) -> Bool {
  abs(found / expected - 1) <= tolerance
}

@Suite("initializers that know the depth")
struct DepthTests {
  private let square = place([16, 16], count: 12)

  @Test("gpt2_residual divides by the root of twice the blocks")
  func gpt2() throws {
    for (blocks, expected) in try DepthReference.load().gpt2 {
      let count = try #require(Double(blocks))
      let given = try initializer("gpt2_residual", ["blocks": .number(count)])
      #expect(try isClose(given.deviation(at: square), expected))
      let network = place([16, 16], count: Int(count))
      #expect(try isClose(initializer("gpt2_residual").deviation(at: network), expected))
    }
  }

  @Test("fixup shrinks with depth: its exponent is negative")
  func fixup() throws {
    let he = try initializer("he_normal").deviation(at: square)
    for row in try DepthReference.load().fixup {
      let chosen = try initializer(
        "fixup", ["branches": .number(Double(row.branches)), "layers": .number(Double(row.layers))])
      #expect(try isClose(chosen.deviation(at: square), he * row.factor))
      #expect(row.factor < 1)
    }
    // Attention counts as four layers: L^(-1/6).
    let attention = try initializer("fixup", ["branches": .number(64), "layers": .number(4)])
    #expect(try isClose(attention.deviation(at: square), he / 2))
  }

  @Test("fixup leaves output layer and biases at zero")
  func fixupZeros() throws {
    let output = place([2, 3], activation: ActivationSite(name: "identity", gain: 1, isOutput: true))
    #expect(try initializer("fixup").values(at: output) == [0, 0, 0, 0, 0, 0])
    #expect(try initializer("fixup").values(at: place([3], role: .bias)) == [0, 0, 0])
  }

  @Test("tfixup's 0.67 stands outside the power, and embeddings have lengths of about (9 N)^(-1/4)")
  func tfixup() throws {
    let xavier = try initializer("xavier_uniform").deviation(at: square)
    for (layers, factors) in try DepthReference.load().tfixup {
      let count = ArgumentValue.number(try #require(Double(layers)))
      for (part, factor) in factors {
        let chosen = try initializer("tfixup", ["part": .text(part), "layers": count])
        #expect(try isClose(chosen.deviation(at: square), xavier * factor))
        #expect(chosen.promise(at: square)?.kurtosis == 1.8)
      }
      let table = place([100, 64], role: .embedding)
      let embedding = try initializer("tfixup", ["part": .text("embedding"), "layers": count])
      #expect(try isClose(embedding.deviation(at: table), try #require(factors["decoder"]) / 8))
    }
  }

  @Test("deepnorm has the paper's gains, for the encoder of a translator 0.87 and not 1.15")
  func deepnorm() throws {
    let xavier = try initializer("xavier_normal").deviation(at: square)
    for row in try DepthReference.load().deepnorm {
      let chosen = try initializer(
        "deepnorm",
        [
          "part": .text(row.part), "layers": .number(Double(row.layers)), "other": .number(Double(row.other)),
        ])
      #expect(try isClose(chosen.deviation(at: square), xavier * row.gain))
    }
    // 12 layers alone divide by 96^(1/4) = 3.1302.
    #expect(try isClose(xavier / initializer("deepnorm").deviation(at: square), 3.1301692, 1e-7))
  }

  @Test("random_walk has the paper's gains, linear or for relu")
  func randomWalk() throws {
    for row in try DepthReference.load().random_walk {
      for (name, gain) in [("linear", row.linear), ("relu", row.relu)] {
        let activation = ActivationSite(name: name == "relu" ? "relu" : "tanh", gain: 1)
        let site = place([4, row.width], activation: activation)
        let expected = gain / Double(row.width).squareRoot()
        #expect(try isClose(initializer("random_walk").deviation(at: site), expected))
        let given = try initializer("random_walk", ["activation": .text(name)])
        #expect(try isClose(given.deviation(at: place([4, row.width])), expected))
      }
    }
    #expect(try initializer("random_walk", ["activation": .text("relu")]).values(at: place([2, 0])) == [])
  }

  @Test("edge_of_chaos solves the mean-field equations of each activation")
  func critical() throws {
    for (name, rows) in try DepthReference.load().critical {
      let site = place([8, 25], activation: ActivationSite(name: name, gain: 1))
      let bias = place([8], role: .bias, fans: Fans(input: 25, output: 8), activation: site.activation)
      for row in rows {
        let chosen = try initializer("edge_of_chaos", ["bias_variance": .number(row.biases)])
        let weights = try #require(chosen.promise(at: site)).variance * 25
        #expect(isClose(weights, row.weights, 1e-9), "\(name) at \(row.biases): \(weights)")
        #expect(try isClose(#require(chosen.promise(at: bias)).variance, row.biases))
        let named = try initializer(
          "edge_of_chaos", ["bias_variance": .number(row.biases), "activation": .text(name)])
        #expect(try named.values(at: place([8, 25])) == chosen.values(at: site))
      }
    }
  }

  @Test("without biases the line starts at the slope at zero; rectifiers have one point")
  func criticalPoints() throws {
    let slopes = [
      "tanh": 1, "erf": Double.pi / 4, "hard_tanh": 1, "softsign": 1, "sin": 1, "elu": 1, "identity": 1,
      "relu": 2,
    ]
    for (name, variance) in slopes {
      let chosen = try initializer(
        "edge_of_chaos", ["bias_variance": .number(0), "activation": .text(name)])
      #expect(try isClose(chosen.deviation(at: place([4, 1])), variance.squareRoot()))
    }
    let leaky = ActivationSite(name: "leaky_relu", parameter: 0.2, gain: 1)
    let chosen = try initializer("edge_of_chaos")
    #expect(try isClose(chosen.deviation(at: place([4, 1], activation: leaky)), (2 / 1.04).squareRoot()))
    #expect(try chosen.values(at: place([3], role: .bias, activation: leaky)) == [0, 0, 0])
  }

  @Test("edge_of_chaos refuses what has no line")
  func noLine() throws {
    let site = place([2, 2], activation: ActivationSite(name: "gelu", gain: 1.5))
    let chosen = try initializer("edge_of_chaos")
    #expect(chosen.promise(at: site) == nil)
    #expect(throws: InitializerError.refused(reason: "no critical line is known for gelu")) {
      try chosen.values(at: site)
    }
  }
}
