import Language
import Testing
import Text

@testable import Engine
@testable import Session

/// `freeze` and `unfreeze` of layers, parameters, neurons, single weights and patterns.
@Suite struct FreezeTests {
  private static let network =
    "data moons n=24; layer dense 5 tanh name=h1; layer dense 4 tanh name=h2; layer dense name=out; "
    + "optimizer adamw lr=0.05 weight_decay=0.1; step 5; let w = h1.weight; let b = h1.bias"

  private func session(_ commands: String) -> TestSession {
    let test = TestSession()
    let (outcome, events) = test.run("\(Self.network); \(commands)")
    #expect(outcome == .completed, "\(events.map(Rendering.text).joined())")
    return test
  }

  @Test(arguments: [
    ("freeze h1.weight", "h1.weight == w", "norm(h1.bias - b) > 0"),
    ("freeze h1.bias", "h1.bias == b", "norm(h1.weight - w) > 0"),
    ("freeze \"h1.*\"", "norm(h1.weight - w) + norm(h1.bias - b) == 0", "norm(h2.bias) > 0"),
    ("freeze \"*.weight\"", "h1.weight == w", "norm(h1.bias - b) > 0"),
    ("freeze \"h1*\"", "norm(h1.weight - w) + norm(h1.bias - b) == 0", "norm(h2.weight.update) > 0"),
    (
      "freeze h1[3]", "norm(h1[3].weight - w[3]) + abs(h1.bias[3] - b[3]) == 0",
      "min(abs(h1.weight - w)[0:3]) > 0"
    ),
    (
      "freeze h1[0:2]; freeze h1[-1]", "norm(h1.weight[0:2] - w[0:2]) + norm(h1.weight[4] - w[4]) == 0",
      "h1.bias[2] != b[2]"
    ),
    (
      "freeze h1.weight[3, 0]; freeze h1.weight[0:2, 1]",
      "abs(h1.weight[3, 0] - w[3, 0]) + norm(h1.weight[0:2, 1] - w[0:2, 1]) == 0",
      "min(abs(h1.weight - w)[2]) * abs(h1.weight[3, 1] - w[3, 1]) * min(abs(h1.weight - w)[0:3, 0]) > 0"
    ),
    ("freeze h1[2].weight", "norm(h1.weight[2] - w[2]) == 0", "h1.bias[2] != b[2]"),
    ("freeze h1.bias[-1]", "h1.bias[4] == b[4]", "min(abs(h1.bias - b)[0:4]) > 0"),
    ("freeze all", "h1.weight == w", "norm(h1.weight.grad) > 0"),
    (
      "optimizer sgd lr=0.1 momentum=0.9; step 3; let w = h1.weight; freeze h1.weight", "h1.weight == w",
      "loss > 0"
    ),
  ])
  func `what is frozen stays, the rest learns`(freeze: String, still: String, moves: String) {
    let test = session("\(freeze); step 20")
    #expect(test.run("expect \(still)").outcome == .completed)
    #expect(test.run("expect \(moves)").outcome == .completed)
  }

  @Test func `unfreeze takes back what freeze did, and nothing else`() {
    let test = session("freeze h1.weight; freeze h1[2]; freeze h2")
    #expect(test.output("unfreeze h1.weight") == "still frozen: h1[2]\n")
    test.run("step 3")
    #expect(test.run("expect norm(h1.weight - w) > 0").outcome == .completed)
    #expect(test.run("expect h1.bias[2] == b[2]").outcome == .completed)
    #expect(
      test.run("unfreeze h1[2]; let c = h2.weight; step 3; expect h1.bias[2] != b[2]").outcome == .completed)
    #expect(test.run("expect h2.weight == c").outcome == .completed)
    #expect(test.run("unfreeze all; step 1; expect norm(h2.weight - c) > 0").outcome == .completed)
    #expect(test.session.laboratory.description.layers.allSatisfy { $0.frozenTexts.isEmpty })
  }

  @Test func `unfreeze takes single weights back, alone and with what they are in`() {
    let test = session(
      "freeze h1.weight[:, 0]; freeze h1.weight[1, 1]; freeze h2.weight[2, 1]; freeze out.weight[0, 0]")
    test.run("unfreeze h1.weight[0:2]; unfreeze h2[2]; unfreeze out.weight")
    #expect(test.session.laboratory.description.layers.map(\.frozenTexts) == [["weight[2:5, 0]"], [], []])
    test.run("unfreeze h1")
    #expect(test.session.laboratory.description.layers.allSatisfy { $0.frozenTexts.isEmpty })
    test.run("freeze h2.weight[0, 0]; freeze h2.weight")
    #expect(test.output("unfreeze h2.weight[0, 0]") == "still frozen: h2.weight\n")
  }

  @Test func `single weights stay frozen through undo, the past and a file`() throws {
    let test = session("freeze h1.weight[1, 0]; freeze h1.bias[2]; step 4; back 3; step 6")
    #expect(test.run("expect h1.weight[1, 0] == w[1, 0]").outcome == .completed)
    #expect(test.run("expect h1.bias[2] == b[2] and norm(h1.bias - b) > 0").outcome == .completed)
    let folder = try TemporaryFolder()
    let file = "\(folder.path)/frozen.safetensors"
    test.run("save \"\(file)\"; unfreeze all; step 1; load \"\(file)\"; step 2")
    #expect(test.run("expect h1.weight[1, 0] == w[1, 0] and h1.bias[2] == b[2]").outcome == .completed)
    let texts = ["bias[2]", "weight[1, 0]"]
    #expect(test.session.laboratory.layerDescription("h1")?.frozenTexts == texts)
    test.run("unfreeze h1.bias[2]; undo")
    #expect(test.session.laboratory.layerDescription("h1")?.frozenTexts == texts)
  }

  @Test(arguments: [
    ("freeze h1.weight.grad[0]", "bad-place", "expected weights, found `h1.weight.grad[0]`"),
    ("freeze h1.out[0]", "bad-place", "expected weights, found `h1.out[0]`"),
    ("freeze h1.weight[0:0]", "bad-place", "`h1.weight[0:0]` names no weights"),
    (
      "freeze h1.weight[9, 0]", "index-out-of-range",
      "`h1.weight[9, 0]`: there is no entry 9, they go from 0 to 4"
    ),
  ])
  func `what is no weight is not frozen`(freeze: String, code: String, message: String) throws {
    let failure = try #require(session("").failures(freeze).first)
    #expect(failure.code == code && failure.message == message)
  }

  @Test func `frozen and free again, without a step, changes no bit of what follows`() {
    let test = session("freeze h1.weight; freeze h1[1]; unfreeze h1; step 10")
    #expect(SessionState(test.session) == SessionState(session("step 10").session))
  }

  @Test(arguments: [
    ("freeze h1", "unfreeze h1.weight", "`h1.weight` is frozen with `h1`"),
    ("freeze h1", "unfreeze h1[0]", "`h1[0]` is frozen with `h1`"),
    ("freeze h1.bias", "unfreeze h1[0]", "`h1[0]` is frozen with `h1.bias`"),
    ("freeze h1[1]", "unfreeze h1.bias", "`h1.bias` is frozen with `h1[1]`"),
    ("freeze h1[1]", "unfreeze h1.weight[1, 0]", "`h1.weight[1, 0]` is frozen with `h1[1]`"),
    ("freeze h1.weight", "unfreeze h1.weight[1, 0]", "`h1.weight[1, 0]` is frozen with `h1.weight`"),
  ])
  func `a part of what is frozen does not learn by itself`(freeze: String, unfreeze: String, message: String)
    throws
  {
    let failure = try #require(session(freeze).failures(unfreeze).first)
    #expect(failure.code == "still-frozen" && failure.message == message)
  }

  @Test func `net tells what is frozen, to people and programs`() throws {
    let test = session("freeze h1.bias; freeze h1[1]; freeze h1[3:5]; freeze h2; freeze out.weight[0, 1:3]")
    let table = test.output("net")
    #expect(table.contains("bias, [1], [3:5]") && table.contains("all") && table.contains("weight[0, 1:3]"))
    let layers = try #require(test.data("net")?["layers"])
    guard case .array(let rows) = layers, case .object(let first) = rows[0], case .object(let last) = rows[2]
    else {
      Issue.record("no layers")
      return
    }
    #expect(first["frozen"] == .texts(["bias", "[1]", "[3:5]"]))
    #expect(last["frozen"] == .texts(["weight[0, 1:3]"]))
    test.run("freeze out.weight[1, 0]")
    let out = { test.session.laboratory.layerDescription("out")?.frozenTexts }
    #expect(out() == ["weight[0, 1]", "weight[0, 2]", "weight[1, 0]"])
    test.run("freeze out.weight[1, 2:4]")
    #expect(out() == ["weight (5 numbers)"])
  }

  @Test func `what is frozen is known before the network is whole`() {
    let test = TestSession()
    test.run("layer dense 3 tanh name=h1; layer dense 1; freeze h1.bias")
    #expect(test.output("net").contains("bias"))
    #expect(test.failures("freeze h1[0]").first?.code == "no-data")
    test.run("data xor; step 5")
    #expect(test.run("expect norm(h1.bias) == 0").outcome == .completed)
  }

  @Test(arguments: ["lstm 3 return=last", "gru 3", "rnn 3"])
  func `a unit of a recurrent layer is frozen in all its gates`(kind: String) {
    let test = TestSession()
    let gates = ["l": 4, "g": 3, "r": 1][kind.prefix(1)] ?? 0
    let (outcome, events) = test.run(
      "data noise features=12 n=9; layer reshape [3, 4]; layer \(kind) name=r; layer dense; step 2; "
        + "let w = r.weight_hh_l0; let b = r.bias_ih_l0; freeze r[1]; step 4")
    #expect(outcome == .completed, "\(events.map(Rendering.text).joined())")
    for gate in 0..<gates {
      let (still, moves) = (3 * gate + 1, 3 * gate)
      #expect(test.run("expect norm(r.weight_hh_l0[\(still)] - w[\(still)]) == 0").outcome == .completed)
      #expect(test.run("expect r.bias_ih_l0[\(still)] == b[\(still)]").outcome == .completed)
      #expect(test.run("expect norm(r.weight_hh_l0[\(moves)] - w[\(moves)]) > 0").outcome == .completed)
    }
  }

  @Test func `neurons that read another layer's weight are refused, and so is lbfgs beside what is frozen`() {
    let tied = TestSession()
    tied.run("data noise features=4; layer dense 4 tanh name=a; layer dense 4 tanh tie=a name=t; layer dense")
    #expect(tied.failures("freeze t[0]").first?.message == "`t` has no `weight`")
    let test = session("freeze h1.bias")
    #expect(test.failures("batch full; optimizer lbfgs").first?.code == "partly-frozen")
    let other = session("unfreeze all; batch full; optimizer lbfgs")
    #expect(other.failures("freeze h1[0]").first?.code == "partly-frozen")
    #expect(other.run("step 2").outcome == .completed)
  }

  @Test(arguments: [
    ("freeze h1.weight", "why h1.weight.update", "h1.weight is frozen"),
    ("freeze h1[2]", "why h1[2].update", "h1[2] is frozen"),
    ("freeze h1[2]", "why h1[2].weight.update", "h1[2] is frozen"),
    ("freeze h1.weight[2, 1]", "why h1.weight[2, 1].update", "h1.weight[2, 1] is frozen"),
    ("freeze h1.weight[2]", "why h1[2].weight.update", "h1.weight[2, 0] is frozen"),
    ("freeze h1.weight; freeze h1.bias", "why h1.update", "h1 is frozen"),
    ("freeze \"*.*\"", "why loss", "h1 is frozen: no step changes any part of it"),
  ])
  func `why says what is frozen`(freeze: String, why: String, answer: String) {
    #expect(session(freeze).output(why).hasPrefix(answer))
  }

  @Test func `a layer that is taken away leaves nothing frozen behind`() {
    let test = session(
      "freeze h2.bias; freeze h2[0]; layer remove h2; layer remove out; layer dense 3 name=h2; layer dense")
    #expect(test.session.laboratory.layerDescription("h2")?.frozen.isEmpty == true)
  }
}
