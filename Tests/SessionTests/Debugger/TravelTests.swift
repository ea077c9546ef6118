import Testing
import Text

@testable import Engine
@testable import Session

/// Going back is exact, whatever was done on the way.
@Suite struct TravelTests {
  private static let networks = [
    "data xor; layer dense 4 tanh name=h1; layer dense 1",
    "data moons n=30 noise=0.1 split=0.2; layer dense 5 relu name=h1; layer dense; batch 7; optimizer adam",
    "set precision float64; data sine n=20; layer dense 6 sin name=h1; layer dense; optimizer sgd momentum=0.9; batch 6",
  ]

  private func session(_ commands: String) -> TestSession {
    let test = TestSession()
    let (outcome, events) = test.run(commands)
    #expect(outcome == .completed, "\(commands)\n\(events.map(Rendering.text).joined())")
    return test
  }

  @Test(arguments: networks) func `goto and back restore every bit`(network: String) {
    let test = session("\(network); step 60")
    let states = [0, 1, 7, 33, 59].map { step in SessionState(session("\(network); step \(step)").session) }
    let end = SessionState(test.session)
    for (step, state) in zip([0, 1, 7, 33, 59], states) {
      test.run("goto \(step)")
      #expect(SessionState(test.session) == state, "step \(step)")
    }
    test.run("goto 60")
    #expect(SessionState(test.session) == end)
    test.run("back 27")
    #expect(SessionState(test.session) == states[3])
    test.run("step 27")
    #expect(SessionState(test.session) == end)
  }

  @Test(arguments: networks) func `the past across edits, another optimizer and another network is exact`(
    network: String
  ) {
    let script = [
      "step 10", "set h1.bias = 0.25", "step 5", "optimizer rmsprop lr=0.01", "step 7", "perturb all 0.1",
      "step 4", "freeze h1", "step 6", "unfreeze h1", "freeze h1.bias", "step 3", "freeze h1[1]", "step 4",
      "unfreeze h1.bias", "step 2", "unfreeze h1[1]", "layer remove h1", "layer dense 3 name=last",
      "layer dense",
      "step 5", "seed 9", "step 3",
    ]
    let test = TestSession()
    test.run(network)
    var states: [SessionState] = [SessionState(test.session)]
    for command in script {
      guard test.run(command).outcome == .completed else { continue }
      states.append(SessionState(test.session))
    }
    #expect(states.count > 19)
    for state in states.dropLast().reversed() {
      #expect(test.run("undo").outcome == .completed)
      #expect(SessionState(test.session) == state)
    }
  }

  @Test func `what let has noted of a state is there after undo and goto`() {
    let test = session(
      "\(Self.networks[0]); step 10; let w = h1.weight; step 5; let later = h1.weight; undo")
    #expect(test.run("expect h1.weight == w").outcome == .completed)
    #expect(test.run("step 5; expect h1.weight == later").outcome == .completed)
    test.run("goto 3; let x = 3; undo")
    #expect(test.run("expect x == 3; expect step == 15").outcome == .completed)
  }

  @Test func `a step between edits is the state before the later one`() {
    let test = session("\(Self.networks[0]); step 10; set h1.bias = 0.5; step 10")
    test.run("goto 9")
    #expect(test.run("expect norm(h1.bias - 0.5) > 0").outcome == .completed)
    test.run("goto 10")
    #expect(test.run("expect h1.bias == 0.5").outcome == .completed)
  }

  @Test func `what was not reached, or lies before the start, is refused and changes nothing`() {
    let test = session("\(Self.networks[0]); step 10")
    let before = SessionState(test.session)
    for (command, code) in [
      ("goto 11", "not-reached"), ("back 11", "before-start"), ("goto nowhere", "unknown-mark"),
      ("reverse until loss < 0", "never-held"), ("undo 99", "nothing-to-undo"), ("mark 3", "bad-name"),
      ("print loss at=11", "not-reached"), ("plot loss to=11 from=1", "not-reached"),
    ] {
      #expect(test.failures(command).first?.code == code, "\(command)")
      #expect(SessionState(test.session) == before, "\(command)")
    }
  }

  @Test func `branches keep apart, and a mark leads back`() {
    let test = session("\(Self.networks[0]); step 40; let end = h1.weight; mark there; goto 20; branch other")
    test.run("optimizer sgd lr=0.01; step 20; let slow = h1.weight")
    #expect(test.run("expect norm(slow - end) > 0").outcome == .completed)
    test.run("branch main; goto 40")
    #expect(test.run("expect h1.weight == end; expect lr == 0.1").outcome == .completed)
    test.run("branch other")
    #expect(test.run("expect h1.weight == slow; expect lr == 0.01; expect step == 40").outcome == .completed)
    test.run("goto there")
    #expect(test.run("expect h1.weight == end").outcome == .completed)
  }

  @Test func `reverse until finds the last step before, also across a change by hand`() {
    let test = session("\(Self.networks[0]); init all constant(0.5); step 30; perturb h1 0.01; step 30")
    test.run("reverse until distinct(h1) == 1")
    #expect(test.run("expect step == 30; expect distinct(h1) == 1").outcome == .completed)
    test.run("goto 60; reverse until step % 7 == 0")
    #expect(test.run("expect step == 56").outcome == .completed)
    test.run("reverse until step % 7 == 0")
    #expect(test.run("expect step == 49").outcome == .completed)
  }

  @Test func `looking at the past changes nothing`() {
    let test = session("\(Self.networks[1]); step 40; set h1.bias = 0.1; step 3")
    let before = SessionState(test.session)
    let bearings = test.session.laboratory.past.bearings
    let (outcome, events) = test.run(
      "print h1.bias, loss at=7; plot gap(h1), accuracy; symmetry h1; symmetry plot; why h1")
    #expect(outcome == .completed, "\(events.map(Rendering.text).joined())")
    #expect(SessionState(test.session) == before)
    #expect(test.session.laboratory.past.bearings == bearings)
  }

  @Test func `what nobody recorded is what was then`() throws {
    let test = session("\(Self.networks[0]); let before = 0")
    var norms: [Double] = []
    for _ in 0...20 {
      if case .number(let norm)? = test.data("print norm(h1.weight)")?["value"] { norms.append(norm) }
      test.run("step")
    }
    let data = try #require(test.data("plot norm(h1.weight) to=20"))
    guard case .array(let series)? = data["series"], case .object(let curve)? = series.first else {
      Issue.record("no series")
      return
    }
    #expect(curve["value"] == .numbers(norms))
    #expect(curve["step"] == .integers(Array(0...20)))
  }

  @Test func `checkpoints are bounded, replay stays exact, and what was let go is said`() {
    let test = session(
      "set checkpoint_memory 1; data noise features=100; layer dense 100 tanh name=h1; layer dense 1")
    test.run("repeat 60 { step 50 }")
    #expect(test.session.laboratory.past.byteCount <= 1 << 20)
    test.run("goto 1234")
    let fresh = session("data noise features=100; layer dense 100 tanh name=h1; layer dense 1; step 1234")
    #expect(test.data("print h1.weight") == fresh.data("print h1.weight"))
    test.run("repeat 60 { perturb h1 1e-3; step 1 }")
    #expect(test.session.laboratory.past.byteCount <= 1 << 20)
    #expect(test.failures("goto 0").first?.code == "let-go")
    #expect(test.failures("undo 150").first.map { ["let-go", "nothing-to-undo"].contains($0.code) } == true)
  }

  @Test func `a network larger than the memory for checkpoints trains, and says that it cannot go back`() {
    let test = session(
      "set checkpoint_memory 1; data noise; layer dense 20000 tanh name=h1; layer dense 1; step 2")
    #expect(test.failures("back").first.map { ["past-too-large", "let-go"].contains($0.code) } == true)
    #expect(test.run("step; expect step == 3").outcome == .completed)
  }

  @Test func `an interrupt on the way leaves the state as it was`() {
    let test = session("\(Self.networks[0]); step 3000; goto 10; set h1.bias = 1; step 3000")
    let before = SessionState(test.session)
    test.host.patience = 0
    #expect(test.run("goto 2000").outcome == .interrupted)
    test.host.patience = nil
    _ = test.host.take()
    #expect(SessionState(test.session) == before)
  }
}
