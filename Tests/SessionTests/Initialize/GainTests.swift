import Testing

@testable import Session

/// `gain(ACTIVATION, direction)`.
@Suite struct GainTests {
  // SciPy's quadrature of 1 / sqrt(E f^2) and 1 / sqrt(E f'^2), z ~ N(0, 1).
  @Test(arguments: [
    ("relu", 1.414214, 1.414214), ("tanh", 1.592537, 1.467414), ("sigmoid", 1.846229, 4.722646),
    ("softsign", 2.337533, 2.095781), ("selu", 1.000000, 0.966026), ("gelu", 1.533530, 1.481114),
    ("silu", 1.676532, 1.623320), ("mish", 1.486848, 1.444755), ("softplus", 1.041867, 1.846229),
    ("sin", 1.520867, 1.327251), ("leaky_relu(0.2)", 1.386750, 1.386750),
  ])
  func `gains keep the signal forward, and the gradient backward`(
    activation: String, forward: Double, backward: Double
  ) {
    let test = TestSession()
    let text =
      "expect gain(\(activation)) ~ \(forward) within 1e-6; "
      + "expect gain(\(activation), forward) == gain(\(activation)); "
      + "expect gain(\(activation), backward) ~ \(backward) within 1e-6"
    #expect(test.run(text).outcome == .completed, "\(activation)")
  }

  @Test func `another direction is refused`() {
    #expect(TestSession().failures("print gain(relu, bakward)").first?.suggestions == ["backward"])
  }

  @Test func `a layer's own backward gain is that of its activation`() {
    let test = TestSession()
    test.run("data xor; layer dense 400 gelu name=h1; layer dense 1 name=out")
    test.run("init define mine() = constant(backward_gain)")
    #expect(
      test.run("init h1 mine(); expect h1.weight ~ gain(gelu, backward) within 1e-6").outcome == .completed)
    test.run("init h1 he_uniform(mode=fan_out, nonlinearity=layer)")
    #expect(
      test.run("expect max(abs(h1.weight)) ~ gain(gelu, backward) * sqrt(3 / 400) within 1e-3").outcome
        == .completed)
  }
}
