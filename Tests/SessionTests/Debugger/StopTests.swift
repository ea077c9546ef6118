import Language
import Testing
import Text

@testable import Session

/// Conditions stop training at the very step, and say why.
@Suite struct StopTests {
  private static let network = "data xor; layer dense 4 tanh name=h1; layer dense 1 name=out"

  private func session(_ commands: String = "") -> TestSession {
    let test = TestSession()
    test.run(commands.isEmpty ? Self.network : "\(Self.network); \(commands)")
    return test
  }

  private func text(_ data: DataObject?, _ key: String) -> String? {
    if case .text(let text)? = data?[key] { text } else { nil }
  }

  private func step(_ data: DataObject?) -> Int? {
    if case .integer(let step)? = data?["step"] { step } else { nil }
  }

  @Test func `until stops at the first step at which the condition holds`() throws {
    let test = session()
    let data = test.data("until loss < 0.1 max=5000")
    #expect(text(data, "stopped_by") == "condition")
    let reached = try #require(step(data))
    #expect(reached > 1)
    #expect(test.run("expect loss < 0.1; back; expect loss >= 0.1").outcome == .completed)
  }

  @Test func `until takes no step where the condition holds, and gives up after max`() {
    let test = session()
    #expect(step(test.data("until loss < 100")) == 0)
    let data = test.data("until loss < 0 max=7")
    #expect(step(data) == 7)
    #expect(text(data, "stopped_by") == "count")
  }

  @Test func `break stops when it becomes true, per neuron too, and not again while it holds`() throws {
    let test = session("break norm(h1[2].weight.grad) < 0.02")
    let first = test.data("step 5000")
    #expect(text(first, "stopped_by") == "break")
    let reached = try #require(step(first))
    #expect(
      test.run("expect norm(h1[2].weight.grad) < 0.02; back; expect norm(h1[2].weight.grad) >= 0.02").outcome
        == .completed)
    test.run("goto \(reached)")
    #expect(text(test.data("step 3"), "stopped_by") == "count")
  }

  @Test func `a watch never fires on equal neurons, and fires before a step after a change by hand`() {
    let test = session("init all constant(0.5); watch distinct(h1)")
    #expect(text(test.data("step 2000"), "stopped_by") == "count")
    test.run("perturb h1 0.01")
    let data = test.data("step 10")
    #expect(text(data, "stopped_by") == "watch")
    #expect(step(data) == 2000)
    #expect(text(test.data("step 10"), "stopped_by") == "count")
  }

  @Test func `a watch set before a new start counts from that start`() {
    let test = session("watch distinct(h1); init all constant(0.5)")
    #expect(text(test.data("step 100"), "stopped_by") == "count")
  }

  @Test func `training that is stopped has the bits of training that is not`() {
    let test = session("break loss < 0.3; watch accuracy; display gap(h1)")
    test.run("repeat 40 { step 10 }")
    let stopped = step(test.data("step 0")) ?? 0
    test.run("delete; step \(400 - stopped)")
    let whole = session("step 400")
    let (left, right) = (test.data("print h1.weight, out.weight"), whole.data("print h1.weight, out.weight"))
    #expect(left == right)
  }

  @Test func `delete takes away what breakpoints lists`() {
    let test = session("break loss < 0.3; watch accuracy; display gap(h1)")
    #expect(test.output("breakpoints").contains("gap(h1)"))
    #expect(test.failures("delete 7").first?.code == "unknown-breakpoint")
    test.run("delete 1 2")
    #expect(!test.output("breakpoints").contains("accuracy"))
    test.run("delete")
    #expect(test.output("breakpoints").contains("nothing stops"))
  }

  @Test func `a condition that cannot be evaluated is refused, or ends the command where it fails`() {
    let test = session()
    #expect(test.failures("break h1").first?.code == "not-a-condition")
    #expect(test.failures("watch h9.weight").first != nil)
    test.run("break norm(out.weight) > 1e9; layer remove out; layer dense 1 name=last")
    #expect(test.failures("step 5").first?.message.contains("out") == true)
    #expect(test.run("print step").outcome == .completed)
  }

  @Test func `a loss that is not finite still stops training, with conditions on`() {
    let test = session("optimizer sgd lr=1e20; watch distinct(h1)")
    #expect(test.failures("step 100").first?.code == "diverged")
  }

  @Test func `what reads no training does not slow it`() throws {
    let scope = Scope(["n": .number(3)])
    func reading(_ text: String) throws -> StopReading {
      StopReading(try Parser.expression(SourceText(name: "t", text: text)), scope: scope)
    }
    #expect(try reading("n + 1 > pi") == .nothing)
    #expect(try reading("seed == 3 and true") == .nothing)
    #expect(try reading("loss < n") == .everything)
    #expect(try reading("distinct(h1)") == .everything)
  }

  @Test(arguments: [
    "step phase 12", "step sample 12", "step update 3", "step epoch 3", "step 3",
    "repeat 3 { step sample 4 }",
  ])
  func `stepping in any way gives the same bits`(_ way: String) {
    let test = session(way)
    #expect(
      test.data("print step, h1.weight, out.bias")
        == session("step; step; step").data("print step, h1.weight, out.bias"))
  }

  @Test func `parts of a step change nothing but the update, and another command begins anew`() {
    let test = session()
    let before = SessionState(test.session)
    test.run("step phase; step phase; step phase; step sample 3")
    #expect(SessionState(test.session) == before)
    #expect(text(test.data("step phase"), "phase") == "update")
    #expect(text(test.data("step phase"), "phase") == "forward")
    test.run("step")
    #expect(text(test.data("step phase"), "phase") == "forward")
  }
}
