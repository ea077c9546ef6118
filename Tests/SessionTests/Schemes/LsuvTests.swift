import Testing
import Text

@testable import Engine
@testable import Session

/// What LSUV promises, measured by the language's own expressions; and what becomes of a scheme in a session.
@Suite struct LsuvTests {
  private static let deep =
    "data blobs n=96 features=6 classes=3; batch 96; for i in 1..5 { layer dense 12 tanh }; layer dense name=out"

  @Test(arguments: ["lsuv", "lsuv(0.01, start=he_normal)", "lsuv(1e-6, start=xavier_uniform)"])
  func `the sums of every layer have variance 1 on the batch`(call: String) throws {
    let test = TestSession()
    #expect(test.run("\(Self.deep); init network \(call)").outcome == .completed)
    for layer in test.session.layerNames {
      let variance = try #require(test.number("std(\(layer).pre)^2"))
      #expect(abs(variance - 1) < (call.contains("1e-6") ? 2e-6 : call.contains("0.01") ? 0.01 : 0.1))
    }
  }

  @Test func `the start is the rotation that init would draw, but for a factor`() throws {
    let (scaled, drawn) = (TestSession(), TestSession())
    scaled.run("\(Self.deep); init network lsuv")
    drawn.run("\(Self.deep); init all orthogonal")
    for layer in drawn.session.layerNames {
      let weight = try scaled.session.laboratory.model().parameter(layer, "weight")
      let start = try drawn.session.laboratory.model().parameter(layer, "weight")
      let factor = weight.values[0] / start.values[0]
      for (one, other) in zip(weight.values, start.values) {
        #expect(abs(one - factor * other) <= 4e-7 * abs(factor))
      }
    }
  }

  @Test func `equal neurons stay equal bit for bit, and training keeps them so`() {
    let test = TestSession()
    let commands =
      "\(Self.deep); init all constant(0.3); init network lsuv(start=present); expect distinct(dense3) == 1"
    #expect(test.run(commands).outcome == .completed)
    #expect(
      test.run("expect std(dense3.pre) ~ 1 within 0.05; step 20; expect distinct(dense3) == 1").outcome
        == .completed)
  }

  @Test func `filters of an image are scaled as well, over all their places`() {
    let test = TestSession()
    let images = """
      data noise n=24 features=36; layer reshape [1, 6, 6]; layer conv2d 4 relu kernel=3 padding=1 name=c1
      layer max_pool 2; layer conv2d 6 relu kernel=3 name=c2; layer flatten; layer dense; batch full
      init network lsuv(1e-5); expect std(c1.pre) ~ 1 within 1e-5; expect std(c2.pre) ~ 1 within 1e-5
      """
    #expect(test.run(images).outcome == .completed)
  }

  @Test func `a scheme that cannot do its work leaves everything as it was`() {
    let test = TestSession()
    test.run("\(Self.deep); init h zeros; step 3; init dense2 zeros; step")
    let before = SessionState(test.session)
    for call in ["lsuv(start=zeros)", "lsuv(start=nonsense)", "lsuv(start=lsuv)"] {
      let (outcome, events) = test.run("init network \(call)")
      #expect(outcome == .commandFailed)
      #expect(events.compactMap(\.diagnostic).count == 1)
      #expect(SessionState(test.session) == before, "\(call)")
    }
  }

  @Test func `what it cannot reach it says with numbers`() throws {
    let test = TestSession()
    // The bias alone scatters the sums by more than 1, whatever the factor.
    test.run("\(Self.deep); set dense1.bias = 9 * (dense1.bias + 1) * reshape(dense1.weight[0:12, 0], [12])")
    let failure = try #require(test.failures("init network lsuv(1e-3, start=present, rounds=3)").first)
    #expect(failure.code == "scheme-not-reached")
    #expect(failure.message.contains("dense1") && failure.message.contains("3 rounds"))
  }

  @Test func `init alone does it again with other numbers, the same in every session`() throws {
    let tests = [TestSession(), TestSession()]
    for test in tests { test.run("\(Self.deep); init network lsuv") }
    let first = try tests[0].session.laboratory.model().parameter("dense2", "weight")
    for test in tests { test.run("step 3; init") }
    let models = try tests.map { try $0.session.laboratory.model() }
    let second = try models[0].parameter("dense2", "weight")
    #expect(models[0].step == 0)
    #expect(second.hasSameBits(as: try models[1].parameter("dense2", "weight")))
    #expect(!second.hasSameBits(as: first))
    #expect(tests[0].run("expect std(dense4.pre) ~ 1 within 0.05").outcome == .completed)
  }

  @Test func `single and double precision start from the same numbers`() throws {
    let tests = ["float32", "float64"].map { precision in
      let test = TestSession()
      test.run("set precision \(precision); \(Self.deep); init network lsuv(1e-9)")
      return test
    }
    let models = try tests.map { try $0.session.laboratory.model() }
    for layer in models[0].layers {
      let single = try models[0].parameter(layer.name, "weight").values
      let double = try models[1].parameter(layer.name, "weight").values
      #expect(single == double.map { Double(Float($0)) })
    }
  }

  @Test func `a layer with a choice of its own keeps it, and the others are scaled around it`() {
    let test = TestSession()
    let commands = """
      \(Self.deep); init network lsuv; init dense2 normal(std=0.01); init
      expect std(dense2.weight) < 0.02; expect std(dense2.pre) < 0.2; expect std(dense3.pre) ~ 1 within 0.1
      """
    #expect(test.run(commands).outcome == .completed)
  }

  @Test func `undo, save and load, and another seed go with it`() throws {
    let test = TestSession()
    test.run("\(Self.deep); init all zeros")
    let zeros = SessionState(test.session)
    test.run("init network lsuv")
    test.run("undo")
    #expect(SessionState(test.session) == zeros)
    test.run("init network lsuv; seed 5")
    #expect(test.run("expect std(dense4.pre) ~ 1 within 0.1").outcome == .completed)
    let value = DescriptionValue.value(of: test.session.laboratory.description, stored: [])
    let read = try DescriptionValue.description(
      of: value, initializers: test.session.initializers, stored: [])
    #expect(read == test.session.laboratory.description)
    #expect(read.networkInitializer?.description == "lsuv")
  }

  @Test func `compare draws every candidate by its own scheme`() throws {
    let test = TestSession()
    test.run(Self.deep)
    let found = try #require(test.data("compare lsuv normal(std=0.01) steps=30 seeds=2"))
    #expect(found["rows"]?.items?.count == 2)
    #expect(test.run("init network lsuv; compare he_normal lsuv steps=2 seeds=1").outcome == .completed)
    #expect(test.failures("compare lsuv where=dense1").map(\.code) == ["whole-network"])
  }

  @Test func `an interrupt ends it and leaves the network`() {
    let test = TestSession()
    test.run(Self.deep)
    let before = SessionState(test.session)
    test.host.patience = 1000
    #expect(test.run("init network lsuv").outcome == .interrupted)
    test.host.patience = nil
    #expect(SessionState(test.session) == before)
  }
}

extension TestSession {
  /// The number that an expression is.
  func number(_ expression: String) -> Double? {
    guard case .number(let number)? = data("print \(expression)")?["value"] else { return nil }
    return number
  }
}

extension DataValue {
  /// The items of a list.
  fileprivate var items: [DataValue]? {
    if case .array(let items) = self { items } else { nil }
  }
}
