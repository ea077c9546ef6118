import Engine
import Testing

@testable import Analysis

/// The factors multiply and add up to the gradient.
@Suite struct ChainRuleTests {
  private static let activations = ["tanh", "relu", "sigmoid", "gelu", "softplus"]

  @Test(arguments: activations) func `products with deltas add up to the gradient`(activation: String) throws
  {
    let model = try network([dense("a", 3, activation), dense("b", 2, "tanh"), dense("o", 1)], seed: 3)
    for layer in ["a", "b", "o"] {
      let gradient = try model.gradient(layer, "weight")
      for neuron in 0..<gradient.rows {
        let chain = try #require(try model.chainRule(of: neuron, in: layer))
        for input in 0..<gradient.columns {
          let sum = chain.terms(ofInput: input).reduce(0, +)
          #expect(abs(sum - gradient.values[neuron * gradient.columns + input]) < 1e-14)
        }
      }
    }
  }

  @Test(arguments: activations) func `slope times what comes from above is delta`(activation: String) throws {
    let model = try network([dense("a", 3, activation), dense("b", 2, "tanh"), dense("o", 1)], seed: 4)
    for neuron in 0..<3 {
      let chain = try #require(try model.chainRule(of: neuron, in: "a"))
      guard case .layer("b", let weights) = chain.reader else {
        Issue.record("b reads a")
        return
      }
      #expect(weights.count == 2)
      for sample in chain.samples {
        let above = try #require(sample.fromAbove)
        #expect(abs(sample.slope * above - sample.delta) < 1e-14)
      }
    }
  }

  @Test func `an activation in a layer of its own is looked through`() throws {
    let separate = try network(
      [
        dense("a", 3),
        LayerDescription(name: "t", kind: "activation", activation: ActivationDescription("tanh")),
        dense("o", 1),
      ], seed: 5)
    let chain = try #require(try separate.chainRule(of: 1, in: "a"))
    for sample in chain.samples {
      #expect(abs(sample.slope * (sample.fromAbove ?? 0) - sample.delta) < 1e-14)
    }
  }

  @Test func `the last layer is read by the loss, and a filter has no chain of its own`() throws {
    let model = try network([dense("a", 3, "tanh"), dense("o", 1)])
    #expect(try model.chainRule(of: 0, in: "o")?.reader == .loss("mse"))
    #expect(throws: EngineError.self) { try model.chainRule(of: 0, in: "x") }
  }
}
