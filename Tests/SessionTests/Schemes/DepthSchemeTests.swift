import Tensor
import Testing

@testable import Engine
@testable import Session

/// What schemes for residual networks promise.
@Suite struct DepthSchemeTests {
  private static func blocks(_ count: Int, width: Int, from data: String) -> String {
    """
    \(data); layer dense \(width) relu name=first
    repeat \(count) { residual { layer dense \(width) relu; layer dense \(width) } }; layer dense name=out
    """
  }

  private static let small = blocks(3, width: 8, from: "data blobs n=60 features=6 classes=3; batch full")

  private static func transformer(_ count: Int) -> String {
    """
    data noise n=8 features=24; layer reshape [3, 8]
    repeat \(count) { layer transformer_block heads=2 hidden=16 }; layer mean_pool; layer dense name=out
    """
  }

  private func weight(_ test: TestSession, _ layer: String, _ name: String = "weight") throws -> [Double] {
    try test.session.laboratory.model().parameter(layer, name).values
  }

  @Test func `thirty blocks without normalization explode from He's start and learn from Fixup's`() throws {
    let network =
      Self.blocks(30, width: 20, from: "data blobs n=128 features=32 classes=10; batch full")
      + "; optimizer momentum lr=0.01 momentum=0.9"
    let fixup = TestSession()
    fixup.run("\(network); init network fixup")
    let start = try #require(fixup.number("loss"))
    // The output is 0: ten classes are equally likely.
    #expect(abs(start - 2.302585092994046) < 1e-5)
    fixup.run("step 150")
    #expect(try #require(fixup.number("loss")) < 0.2)
    let he = TestSession()
    he.run("\(network); init all he_normal")
    #expect(try #require(he.number("loss")) > 1e5)
  }

  @Test func `Fixup scales first layers by L^-1/2 and sets last ones and the output to 0`() throws {
    let (found, drawn) = (TestSession(), TestSession())
    found.run("\(Self.small); init network fixup")
    drawn.run("\(Self.small); init all he_normal")
    for (layer, factor) in [
      ("first", 1.0), ("dense2", 1 / 3.0.squareRoot()), ("dense4", 1 / 3.0.squareRoot()),
    ] {
      for (one, other) in zip(try weight(found, layer), try weight(drawn, layer)) {
        #expect(abs(one - factor * other) < 1e-6)
      }
    }
    for layer in ["dense3", "dense5", "dense7", "out"] {
      #expect(try weight(found, layer).allSatisfy { $0 == 0 })
    }
  }

  @Test func `the factors of GPT-2, T-Fixup and DeepNorm are the papers'`() throws {
    // By `initializer_reference.json`: six blocks, twelve for DeepNorm.
    let (plain, xavier, normal) = (TestSession(), TestSession(), TestSession())
    plain.run("\(Self.transformer(6)); init all xavier_uniform")
    normal.run("\(Self.transformer(6)); init all normal(std=0.02)")
    xavier.run("\(Self.transformer(12)); init all xavier_normal")
    for (call, base, blocks, factor) in [
      ("tfixup(encoder)", plain, 6, 0.4280918798450026), ("tfixup(decoder)", plain, 6, 0.36889397323344053),
      ("deepnorm", xavier, 12, 0.3194715521231362), ("gpt2", normal, 6, 1 / 12.0.squareRoot()),
    ] {
      let test = TestSession()
      test.run("\(Self.transformer(blocks)); init network \(call)")
      for parameter in ["self_attn.out_proj.weight", "linear2.weight"] {
        let pairs = zip(
          try weight(test, "transformer_block3", parameter), try weight(base, "transformer_block3", parameter)
        )
        for (one, other) in pairs { #expect(abs(one - factor * other) < 1e-6, "\(call)") }
      }
      let packed = zip(
        try weight(test, "transformer_block2", "self_attn.in_proj_weight"),
        try weight(base, "transformer_block2", "self_attn.in_proj_weight")
      ).enumerated()
      for (index, (one, other)) in packed {
        // Queries and keys are left alone, and GPT-2 leaves values so too.
        let own = index < 128 || call == "gpt2" ? 1 : factor
        #expect(abs(one - own * other) < 1e-6, "\(call)")
      }
    }
    #expect(abs(0.02 / 12.0.squareRoot() - 0.005773502691896258) < 1e-12)
  }

  @Test func `zero_residual makes every block the identity, by a weight, a norm or a factor`() {
    let test = TestSession()
    test.run(
      """
      data blobs n=40 features=6 classes=3; layer dense 8 tanh name=a
      residual { layer dense 8 relu; layer dense 8 name=w } name=r1
      residual { layer dense 8 relu; layer dense 8; layer batch_norm name=n } name=r2
      residual { layer dense 8 relu; layer dense 8; layer scale name=s } name=r3; layer dense
      init network zero_residual
      """)
    let check = """
      expect max(abs(r1.out - a.out)) == 0; expect max(abs(r2.out - a.out)) == 0
      expect max(abs(r3.out - a.out)) == 0; expect norm(w.weight) == 0; expect norm(n.weight) == 0
      expect s.weight[0] == 0; expect distinct(a) == 8; step 20; expect max(abs(r1.out - a.out)) > 0
      """
    #expect(test.run(check).outcome == .completed)
    test.run("init network zero_residual(weight)")
    #expect(test.run("expect norm(n.weight) > 0; expect s.weight[0] == 1").outcome == .completed)
    #expect(test.run("expect max(abs(r3.out - a.out)) == 0").outcome == .completed)
  }

  @Test func `ZerO and IDInit are the same from every seed, with branches that end in all but nothing`()
    throws
  {
    for (call, end) in [("zer_o", 0.0), ("idinit", 1e-6)] {
      let tests = [TestSession(seed: 1), TestSession(seed: 2)]
      for test in tests { test.run("\(Self.small); init network \(call)") }
      for layer in ["first", "dense2", "dense3", "out"] {
        #expect(try weight(tests[0], layer) == weight(tests[1], layer))
      }
      #expect(try weight(tests[0], "dense3").map(\.magnitude).max() == Double(Float(end)))
      #expect(try weight(tests[0], "dense2").max() == 1)
    }
  }

  @Test func `the set for selu keeps 40 layers at mean 0 and variance 1, and refuses relu`() throws {
    let test = TestSession()
    test.run(
      """
      data noise n=128 features=96; batch full; repeat 40 { layer dense 96 selu }; layer dense
      init network self_normalizing
      """)
    let (mean, deviation) = (
      try #require(test.number("mean(dense40.out)")), try #require(test.number("std(dense40.out)"))
    )
    #expect(abs(mean) < 0.3 && deviation > 0.7 && deviation < 1.3)
    let other = TestSession()
    other.run(Self.small)
    #expect(other.failures("init network self_normalizing").map(\.code) == ["initializer-refused"])
  }

  @Test(arguments: ["fixup", "gpt2", "zero_residual"])
  func `a network without branches is told so`(call: String) throws {
    let test = TestSession()
    test.run("data xor; layer dense 4 tanh name=h1; layer dense")
    let before = SessionState(test.session)
    let failure = try #require(test.failures("init network \(call)").first)
    #expect(failure.code == "scheme-lacks" && failure.message.contains("residual branch"))
    #expect(SessionState(test.session) == before)
    let (outcome, _) = test.run("init network tfixup")
    #expect(outcome == .commandFailed)
  }
}
