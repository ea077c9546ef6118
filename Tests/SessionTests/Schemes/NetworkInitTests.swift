import InitKit
import Testing
import Text

@testable import Engine
@testable import Session

/// `init network` with initializers of weights, and where schemes and single layers meet.
@Suite struct NetworkInitTests {
  private static let network =
    "data blobs n=40 features=6 classes=3; layer dense 8 relu name=h1; layer dense 8 relu name=h2; layer dense name=out"

  private func values(_ test: TestSession, _ layer: String, _ name: String) throws -> [Double] {
    try test.session.laboratory.model().parameter(layer, name).values
  }

  @Test func `a library's start draws weights and biases, each by its own fans`() throws {
    let test = TestSession()
    test.run("\(Self.network); layer remove out; layer dense name=out; init network like(pytorch)")
    for (layer, fan) in [("h1", 6.0), ("h2", 8), ("out", 8)] {
      for name in ["weight", "bias"] {
        let found = try values(test, layer, name)
        #expect(found.allSatisfy { abs($0) <= 1 / fan.squareRoot() })
        #expect(found.contains { $0 != 0 })
      }
    }
    test.run("init network like(keras)")
    #expect(try values(test, "h1", "bias").allSatisfy { $0 == 0 })
  }

  @Test func `recurrent layers, filters and embeddings start as PyTorch's modules do, biases too`() throws {
    let test = TestSession()
    test.run(
      """
      data noise n=8 features=24; layer reshape [6, 4]; layer conv1d 5 relu kernel=2 name=c
      layer lstm 9 name=r; layer dense; init network like(pytorch)
      """)
    let bounds =
      [("c", "weight", 8.0), ("c", "bias", 8)]
      + ["weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0"].map { ("r", $0, 9.0) }
    for (layer, name, fan) in bounds {
      let found = try values(test, layer, name)
      let bound = 1 / fan.squareRoot()
      #expect(found.allSatisfy { abs($0) <= bound } && found.contains { abs($0) > 0.6 * bound }, "\(name)")
    }
  }

  @Test func `an initializer of weights draws all of them, and forgets what was chosen for layers`() throws {
    let (network, all) = (TestSession(), TestSession())
    network.run("\(Self.network); init h1 zeros; init h1.bias constant(3); init network he_normal")
    all.run("\(Self.network); init h1 zeros; init h1.bias constant(3); init all he_normal")
    #expect(try values(network, "h1", "weight") == values(all, "h1", "weight"), "the same streams")
    #expect(try values(network, "h1", "bias").allSatisfy { $0 == 0 })
    #expect(network.run("init; expect norm(h1.weight) > 0; expect norm(h2.weight) > 0").outcome == .completed)
    let net = try #require(network.data("net"))
    #expect(net["network_init"] == .text("he_normal"))
  }

  @Test func `what comes later starts by its default until init`() throws {
    let test = TestSession()
    test.run(
      "\(Self.network); init network zeros; layer remove out; layer dense 5 tanh name=h3; layer dense name=out"
    )
    #expect(try values(test, "h2", "weight").allSatisfy { $0 == 0 })
    test.run("init network lsuv")
    let before = try values(test, "h2", "weight")
    test.run("layer remove out; layer dense 6 tanh name=h4; layer dense name=out")
    #expect(try values(test, "h2", "weight") == before)
    #expect(test.run("init; expect std(h4.pre) ~ 1 within 0.1").outcome == .completed)
  }

  @Test func `init all ends a scheme, init of one layer gives it its own`() throws {
    let test = TestSession()
    test.run("\(Self.network); init network lsuv")
    #expect(test.failures("init h1").map(\.code) == ["scheme-owned"])
    #expect(test.failures("init h1.bias").map(\.code) == ["scheme-owned"])
    #expect(test.run("init h1.bias constant(0.25); init").outcome == .completed)
    #expect(try values(test, "h1", "bias").allSatisfy { $0 == 0.25 })
    #expect(test.run("init all he_normal; init; init h1").outcome == .completed)
    #expect(test.session.laboratory.description.networkInitializer == nil)
    test.run("init network lsuv; net clear")
    #expect(test.session.laboratory.description.networkInitializer == nil)
  }

  @Test(
    arguments: [
      "init all lsuv(0.01)", "init h1 lsuv", "init h1.weight lsuv", "layer dense 3 init=lsuv",
      "layer dense 3 bias=lsuv", "compare lsuv where=h1", "init define mine = 2 * lsuv()",
    ])
  func `a scheme where a weight is meant says what to type`(command: String) throws {
    let test = TestSession()
    test.run(Self.network)
    let before = SessionState(test.session)
    let failure = try #require(test.failures(command).first)
    #expect(failure.code == "whole-network")
    #expect(command.hasPrefix("compare") || failure.hint?.contains("init network lsuv") == true)
    #expect(SessionState(test.session) == before)
  }

  @Test func `asked for before the network is whole, it is drawn once it is`() {
    let test = TestSession()
    test.run("data moons n=40; layer dense 8 tanh name=h1; init network lsuv(0.01)")
    #expect(test.run("layer dense; expect std(h1.pre) ~ 1 within 0.01").outcome == .completed)
  }

  @Test func `compare can take biases in`() throws {
    let test = TestSession()
    test.run(Self.network)
    #expect(
      test.run("compare like(pytorch) like(keras) lsuv where=network steps=2 seeds=1").outcome == .completed)
  }

  @Test func `describe shows what a scheme would make of the network, and leaves it`() throws {
    let test = TestSession()
    test.run(Self.network)
    let before = SessionState(test.session)
    let sites = try #require(test.data("describe lsuv")?["sites"])
    guard case .array(let rows) = sites else { return #expect(Bool(false), "no sites") }
    #expect(rows.count == 3)
    #expect(test.output("describe fixup").contains("promised std"))
    #expect(test.output("describe zero_residual").contains("needs a residual branch"))
    #expect(test.output("describe meta_init").contains("learns in many rounds"))
    #expect(SessionState(test.session) == before)
  }

  @Test func `the journal does it again, bit for bit`() throws {
    let test = TestSession()
    test.run("\(Self.network); init network lsuv(center=true); step 3; init")
    let other = TestSession()
    for line in test.host.kept { #expect(other.run(line).outcome == .completed, "\(line)") }
    #expect(SessionState(other.session) == SessionState(test.session))
  }

  @Test func `going back over it and forth again changes no bit`() {
    let test = TestSession()
    test.run("\(Self.network); init network lsuv; step 5; mark five; init network weight_norm_init; step 2")
    test.run("goto five")
    let five = SessionState(test.session)
    test.run("step 1; goto five")
    #expect(SessionState(test.session) == five)
  }
}
