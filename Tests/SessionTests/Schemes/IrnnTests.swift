import Testing

@testable import Engine
@testable import Session

/// What the start of a recurrent relu network promises.
@Suite struct IrnnTests {
  private func session(_ layer: String, _ scheme: String) -> TestSession {
    let test = TestSession()
    test.run("data noise n=6 features=20; layer reshape [5, 4]; \(layer) name=r; layer dense name=out")
    test.run("init network \(scheme)")
    return test
  }

  private func numbers(_ test: TestSession, _ parameter: String) throws -> [Double] {
    try test.session.laboratory.model().parameter("r", parameter).values
  }

  @Test func `the state is kept from step to step, and what comes in is small`() throws {
    let test = session("layer rnn 64 relu", "irnn(scale=0.5)")
    let recurrent = try numbers(test, "weight_hh_l0")
    for row in 0..<64 {
      for column in 0..<64 { #expect(recurrent[row * 64 + column] == (row == column ? 0.5 : 0)) }
    }
    #expect(try numbers(test, "bias_ih_l0").allSatisfy { $0 == 0 })
    #expect(try numbers(test, "bias_hh_l0").allSatisfy { $0 == 0 })
    let weights = try numbers(test, "weight_ih_l0")
    let variance = weights.map { $0 * $0 }.reduce(0, +) / Double(weights.count)
    // 256 squares of a normal: their mean has a relative deviation of sqrt(2 / 256) = 0.09; four of them.
    #expect(abs(variance / 1e-6 - 1) < 0.36)
  }

  @Test func `other networks are refused and stay as they were`() throws {
    for layer in ["layer rnn 6 tanh", "layer lstm 6"] {
      let test = session(layer, "orthogonal")
      let before = try numbers(test, "weight_hh_l0")
      #expect(test.run("init network irnn").outcome != .completed)
      #expect(try numbers(test, "weight_hh_l0") == before)
    }
  }
}
