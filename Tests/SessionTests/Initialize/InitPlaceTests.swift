import Engine
import Testing

@testable import Session

/// What `init` can be pointed at.
@Suite struct InitPlaceTests {
  private static let network =
    "data xor; layer dense 4 tanh name=h1; layer dense 3 name=h2; layer dense 1 name=out"

  private func test(_ setup: String = network) -> TestSession {
    let test = TestSession()
    #expect(test.run(setup).outcome == .completed)
    return test
  }

  private func matches(_ pattern: String, _ setup: String = network) -> [String] {
    guard case .array(let names)? = test(setup).data("init \(pattern) zeros")?["matches"] else { return [] }
    return names.compactMap { if case .text(let name) = $0 { name } else { nil } }
  }

  @Test func `a pattern with a dot is over parameters, without one over layers with weights`() {
    #expect(matches("\"*.bias\"") == ["h1.bias", "h2.bias", "out.bias"])
    #expect(matches("h?.weight") == ["h1.weight", "h2.weight"])
    #expect(matches("\"*\"") == ["h1", "h2", "out"])
    let recurrent = "data parity_sequence; layer lstm 3 name=r; layer dropout; layer dense"
    #expect(matches("\"*.weight_hh*\"", recurrent) == ["r.weight_hh_l0"])
    #expect(matches("\"*\"", recurrent) == ["r", "dense1"])
  }

  @Test func `a pattern knows the parameters of layers before there are data`() {
    #expect(
      matches("\"*.bias\"", "layer conv2d 4 relu; layer flatten; layer dense 3") == [
        "conv1.bias", "dense1.bias",
      ])
    let test = test("layer dense 3 name=h1; init \"*.weight\" constant(0.25); data xor; layer dense 1")
    #expect(test.run("expect min(h1.weight) == 0.25; expect max(h1.weight) == 0.25").outcome == .completed)
  }

  @Test func `what a pattern chose is drawn again by init alone, and saved in what each parameter has`() {
    let test = test()
    test.run("init \"h*.weight\" constant(0.25); step 3; init")
    #expect(test.run("expect min(h1.weight) == 0.25; expect max(h2.weight) == 0.25").outcome == .completed)
    #expect(test.run("expect max(abs(out.weight)) != 0.25; expect step == 0").outcome == .completed)
  }

  @Test func `the choice for a layer goes before an older one for its weight, not for its bias`() {
    let test = test()
    test.run("init h1.weight linspace(-1, 1); init h1.bias constant(0.1); init h1 constant(0.5)")
    #expect(test.run("expect min(h1.weight) == 0.5; expect max(h1.weight) == 0.5").outcome == .completed)
    #expect(test.run("expect min(h1.bias) ~ 0.1 within 1e-7").outcome == .completed)
  }

  @Test func `one neuron drawn anew after a constant start makes two classes that training keeps`() {
    let test = test()
    test.run("init all constant(0.5); step 10; let before = h1.weight; init h1[2] he_normal")
    #expect(
      test.run("expect h1.weight[0:2] == before[0:2]; expect h1.weight[3] == before[3]").outcome == .completed
    )
    #expect(
      test.run("expect step == 10; expect distinct(h1) == 2; step 40; expect distinct(h1) == 2").outcome
        == .completed)
    #expect(test.run("init; expect distinct(h1) == 1").outcome == .completed)
  }

  @Test func `a neuron's row is the same however it is named`() {
    let rows = ["h1[2]", "h1[-2]", "h1[2].weight", "h1.weight[2]", "h1[2:3]"].map { place in
      test().data("init \(place) normal; print h1.weight[2]")
    }
    #expect(Set(rows.map { "\(String(describing: $0?["value"]))" }).count == 1)
    #expect(rows[0] != nil)
  }

  @Test func `a unit of a gated layer is its rows of all gates, a slice of rows is a gate`() {
    let test = test("data parity_sequence; layer lstm 3 name=r; layer dense; init r zeros; init r[1] ones")
    let unit = [1, 4, 7, 10]
    #expect(
      test.run(
        "expect sum(r.weight_hh_l0) == 12; "
          + unit.map { "expect min(r.weight_hh_l0[\($0)]) == 1" }.joined(separator: "; ")
      ).outcome == .completed)
    test.run("init r zeros; init r.weight_hh_l0[3:6] ones")
    #expect(
      test.run("expect sum(r.weight_hh_l0) == 9; expect min(r.weight_hh_l0[3:6]) == 1").outcome == .completed)
  }

  @Test func `a filter of a convolution is a neuron`() {
    let test = test(
      "data noise features=16; layer reshape [1, 4, 4]; layer conv2d 3 name=c padding=1; layer flatten; layer dense"
    )
    test.run("init c zeros; init c[1] ones")
    #expect(test.run("expect sum(c.weight) == 9; expect min(c.weight[1]) == 1").outcome == .completed)
  }

  @Test func `a neuron's bias is drawn by the bias's own initializer`() {
    let test = test()
    test.run("init h1.bias constant(0.25); step 5; init h1[1] ones")
    #expect(
      test.run("expect h1.bias[1] == 0.25; expect h1.bias[0] != 0.25; expect h1.weight[1, 0] == 1").outcome
        == .completed)
    test.run("init h1[0].bias ones")
    #expect(test.run("expect h1.bias[0] == 1; expect h1.bias[1] == 0.25").outcome == .completed)
  }

  @Test func `undo brings the old row back, and the next draw is the one that was undone`() {
    let test = test()
    test.run("step 3")
    let before = SessionState(test.session)
    test.run("init h1[1] he_normal")
    let after = SessionState(test.session)
    test.run("undo")
    #expect(SessionState(test.session) == before)
    test.run("init h1[1] he_normal")
    #expect(SessionState(test.session) == after)
  }
}
