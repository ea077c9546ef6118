import Engine
import Testing

@testable import Analysis

/// What the laws predict is what wide layers show.
@Suite struct SignalTests {
  private func deep(_ activation: String, _ name: String, width: Int, depth: Int, seed: UInt64) throws
    -> Model
  {
    let law = try initializer(name)
    let layers = (0..<depth).map { dense("h\($0)", width, activation, weight: law) }
    return try network(
      layers + [dense("o", 1, weight: law)], data: DataTable.dataset("noise", seed: seed), seed: seed)
  }

  @Test func `moments are those of the quadrature, and of closed forms`() throws {
    let relu = try ChosenActivation(ActivationDescription("relu"))
    let moments = SignalMoments(relu, variance: 2)
    #expect(abs(moments.meanSquare - 1) < 1e-4)
    #expect(abs(moments.slopeMeanSquare - 0.5) < 2e-3)
    #expect(abs(moments.forwardScatter - 5) < 1e-3)
    #expect(abs(moments.backwardScatter - 5) < 2e-2)
    #expect(abs(moments.sensitivity - 1) < 1e-6)
    let tanh = try ChosenActivation(ActivationDescription("tanh"))
    let smooth = SignalMoments(tanh, variance: 1)
    #expect(abs(smooth.meanSquare - 0.39429449) < 1e-8)
    #expect(abs(smooth.slopeMeanSquare - 0.46440290) < 1e-8)
    #expect(abs(smooth.forwardScatter - 0.6273) < 1e-4)
  }

  @Test func `the correlation map of relu is the arc-cosine kernel`() throws {
    let relu = try ChosenActivation(ActivationDescription("relu"))
    // (sqrt(1 - c^2) + c (pi - arccos c)) / (2 pi) at c = 0 and 1/2, times the variance.
    #expect(abs(SignalMoments.product(relu, variance: 1, correlation: 0) - 1 / (2 * Double.pi)) < 2e-3)
    let half = (0.75.squareRoot() + 0.5 * (2 * Double.pi / 3)) / (2 * Double.pi)
    #expect(abs(SignalMoments.product(relu, variance: 1, correlation: 0.5) - half) < 2e-3)
  }

  @Test(arguments: [("relu", "he_normal"), ("tanh", "lecun_normal"), ("selu", "lecun_normal")])
  func `wide layers lie in the interval, forward and backward`(activation: String, law: String) throws {
    for seed in [1, 2] as [UInt64] {
      let model = try deep(activation, law, width: 150, depth: 5, seed: seed)
      for layer in try model.signal(Thresholds()) {
        #expect(layer.forward.agrees == true, "\(layer.layer): \(layer.forward)")
        #expect(layer.backward.agrees == true, "\(layer.layer): \(layer.backward)")
      }
    }
  }

  @Test func `the wrong law is marked`() throws {
    let model = try deep("relu", "he_normal", width: 150, depth: 2, seed: 1)
    let weight = try model.parameter("h1", "weight")
    try model.setParameter("h1", "weight", to: weight.map { 3 * $0 })
    let layers = try model.signal(Thresholds())
    #expect(layers.prefix(2).map { $0.forward.agrees } == [true, false])
  }

  @Test func `a constant start is predicted through the means`() throws {
    let law = try initializer("constant", 0.1)
    let model = try network([
      dense("a", 5, "tanh", weight: law), dense("b", 4, "tanh", weight: law), dense("o", 1, weight: law),
    ])
    for layer in try model.signal(Thresholds()) { #expect(layer.forward.agrees == true, "\(layer)") }
  }

  @Test func `equal neurons fill one direction`() throws {
    let law = try initializer("constant", 0.1)
    let model = try network([dense("a", 5, "tanh", weight: law), dense("o", 1)])
    let rank = try #require(try model.signal(Thresholds()).first).effectiveRank
    #expect(abs(rank - 1) < 1e-9)
  }
}
