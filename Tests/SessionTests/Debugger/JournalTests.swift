import Language
import Testing

@testable import Engine
@testable import Session

/// What the journal holds builds the same state, after whatever command it ends.
@Suite struct JournalTests {
  /// A session of everything that changes something.
  private static let script = """
    data moons n=30 noise=0.1 split=0.2
    let width = 5
    layer dense width tanh name=h1 init=normal(std=0.3)
    residual {
      layer dense width relu
    }
    layer dense
    optimizer adam lr=0.01
    batch 8
    for std in [0.1, 0.5] { init all normal(std=std); step width * 3 }
    break loss < 0.3
    watch distinct(h1)
    display gap(h1)
    step 40
    mark here
    back 7
    branch other
    set h1.bias[1] = 1/3
    perturb h1 1e-3
    step 5
    copy h1[0] to h1[1]
    lesion h1[2]
    freeze h1
    step 3
    unfreeze h1
    freeze h1.bias
    freeze h1[0]
    step 2
    unfreeze h1.bias
    undo
    undo
    undo
    until loss < 0.2 max=50
    reverse until step % 4 == 0
    branch main
    goto here
    delete 2
    set dead_share 0.9
    schedule cosine steps=100
    if loss > 0 { step 2; epoch }
    set precision float64
    step 9
    seed 3
    time step 4
    init h1 he_normal
    init "*.bias" uniform(-0.1, 0.1)
    init h1[2] normal(std=0.3)
    step 2
    init h1.weight[:, 1] uniform
    init h1[-1]
    parametrization mup base=3
    step 2
    init h1[2]
    init "*.*" from_file("Tests/Golden/files/moons_start.npz")
    step 2
    let final = loss
    """

  private func lines() -> [String] {
    let test = TestSession(isPrompt: true)
    _ = Transcript(Self.script, in: test)
    return test.host.kept
  }

  @Test func `the journal builds the state of now, and is a script`() {
    let test = TestSession(isPrompt: true)
    let transcript = Transcript(Self.script, in: test)
    #expect(transcript.entries.allSatisfy { $0.outcome == .completed }, "\(transcript.text)")
    let again = TestSession()
    let text = test.host.kept.joined(separator: "\n")
    #expect(again.run(text).outcome == .completed, "\(text)")
    #expect(SessionState(again.session) == SessionState(test.session))
    #expect(again.session.laboratory.past.here.step == test.session.laboratory.past.here.step)
    #expect(again.session.stops.points.map(\.text) == test.session.stops.points.map(\.text))
  }

  @Test func `a kill after any command leaves the state that the journal builds`() {
    // Every prefix, which is where a kill can leave the file: each line is written by one call.
    let test = TestSession(isPrompt: true)
    var seen = 0
    var states: [(lines: Int, state: SessionState)] = []
    for entry in Self.script.split(separator: "\n")
    where !entry.hasPrefix("residual") && !entry.hasPrefix("  ") && entry != "}" {
      test.run(String(entry))
      guard test.host.kept.count > seen else { continue }
      seen = test.host.kept.count
      states.append((seen, SessionState(test.session)))
    }
    #expect(states.count > 30)
    for (count, state) in states {
      let again = TestSession()
      again.run(test.host.kept.prefix(count).joined(separator: "\n"))
      #expect(SessionState(again.session) == state, "after `\(test.host.kept[count - 1])`")
    }
  }

  @Test func `training that was cut short is kept as the steps it took`() {
    let test = TestSession(isPrompt: true)
    test.run("data xor; layer dense 4 tanh name=h1; layer dense 1")
    test.host.patience = 4
    #expect(test.run("step 1000000").outcome == .interrupted)
    test.host.patience = nil
    _ = test.host.take()
    let steps = test.session.laboratory.modelIfWhole()?.step ?? 0
    #expect(steps > 0)
    #expect(test.host.kept.last == "step \(steps)")
    test.run("optimizer sgd lr=1e20")
    test.run("step 50")
    let again = TestSession()
    again.run(test.host.kept.joined(separator: "\n"))
    #expect(SessionState(again.session) == SessionState(test.session))
  }

  @Test func `initializers that were defined are kept, for those that use them`() {
    let test = TestSession(isPrompt: true)
    test.run("init define mine(gain=1) = normal(0, gain / sqrt(fan_in))")
    test.run("data xor; layer dense 4 tanh name=h1 init=mine(2); layer dense 1; step 3")
    let again = TestSession()
    #expect(again.run(test.host.kept.joined(separator: "\n")).outcome == .completed)
    #expect(again.data("print h1.weight") == test.data("print h1.weight"))
  }

  @Test func `looking is not kept, nor what failed`() {
    let test = TestSession(isPrompt: true)
    test.run("data xor; layer dense 4 tanh name=h1; layer dense 1")
    let count = test.host.kept.count
    for command in [
      "print loss", "grad h1", "symmetry", "compare zeros steps=2 seeds=1", "layer dense 0", "goto 7",
      "expect 1 == 2", "help step",
    ] {
      test.run(command)
    }
    #expect(test.host.kept.count == count)
  }
}
