import Testing

@testable import Language

@Suite struct InterpreterTests {
  @Test(
    "statements run in order",
    arguments: [
      ("", ""), ("step\nstep 2; step 3 - 1", "step 1\nstep 2\nstep 2\n"), ("let x = 3; echo {x + 1}", "4\n"),
      ("repeat 2 { echo a }", "a\na\n"), ("repeat 0 { echo a }", ""),
      ("for k in 1..3 { echo {k} }", "1\n2\n3\n"),
      ("for k in 2..1 { echo {k} }", ""), ("for k in [1, \"b\", h1] { echo {k} }", "1\nb\nh1\n"),
      ("for r in h1.weight { echo {sum(r)} }", "6\n15\n"), ("for k in [] { echo a }", ""),
      ("if loss < 1 { echo a } else { echo b }", "a\n"),
      ("if 1 > 2 { echo a } else if 2 > 1 { echo b } else { echo c }", "b\n"),
      ("if false { echo a }\nelse { echo b }", "b\n"), ("if 0 { echo a }", ""),
      ("let k = 9; for k in 1..2 { }; echo {k}", "9\n"),
      ("let n = 2; repeat n { let n = n + 1 }; echo {n}", "4\n"),
      ("residual { step 2; step 3 }", "residual\nstep 2\nstep 3\n"),
      ("time time step", "time\ntime\nstep 1\n"),
      ("for s in [zeros] { step }", "status 1"), ("expect loss == 0.25", ""),
      ("expect loss ~ 0.2 within 0.1", ""),
      ("expect h1.weight[0] == [1, 2, 3]", ""), ("expect h1.weight ~ h1.weight within 0", ""),
      ("expect inf ~ inf within 0", ""),
      (
        "echo {1 / 3} {1e-9} {1000000} {h1.weight} {true} {1..2}",
        "0.333333 1e-9 1000000 [[1, 2, 3], [4, 5, 6]] true 1..2\n"
      ),
    ])
  func statements(_ text: String, _ expected: String) {
    let transcript = SampleSession.transcript(text)
    if expected == "status 1" { return #expect(transcript.hasPrefix(expected)) }
    #expect(transcript == expected)
  }

  @Test("a script that does not parse has run nothing")
  func parsedFirst() {
    let transcript = SampleSession.transcript("step\nstep )\n")
    #expect(transcript.hasPrefix("status 2\n"))
  }

  @Test("a script stops at its first failure")
  func stopsAtFailure() {
    #expect(SampleSession.transcript("step\nfrob\nstep").hasPrefix("step 1\nstatus 1\n"))
    #expect(SampleSession.transcript("step\nexpect loss > 1\nstep").hasPrefix("step 1\nstatus 3\n"))
    #expect(SampleSession.transcript("repeat 3 { step; print 1 / 0 }").hasPrefix("step 1\nstatus 1\n"))
  }

  @Test("an interrupt stops between statements, in an empty loop as well")
  func interrupts() {
    #expect(
      SampleSession.transcript("repeat 1000000 { step }", stopsAfter: 2) == "step 1\nstep 1\nstatus 130\n")
    #expect(SampleSession.transcript("step; repeat 1e15 { }", stopsAfter: 1) == "step 1\nstatus 130\n")
    #expect(SampleSession.transcript("step; for k in 1..1e15 { }", stopsAfter: 1) == "step 1\nstatus 130\n")
  }

  @Test("the loop's variable is put back when the loop fails")
  func loopVariable() {
    var session = SampleSession()
    let source = SourceText(name: "", text: "for k in 1..3 { frob }")
    #expect(throws: Stop.self) { try Interpreter.run(source, grammar: SampleGrammar.script, on: &session) }
    #expect(session.scope["k"] == nil)
  }

  @Test("a check lists unknown verbs and options without running")
  func check() throws {
    let text = "frob 1\nrepeat 2 { stp; until loss < 1 mx=3 }\nlayer dense any=1\ntime frob"
    let program = try Parser.program(SourceText(name: "a", text: text), grammar: SampleGrammar.script)
    let findings = ProgramCheck.findings(in: program, grammar: SampleGrammar.script)
    #expect(
      findings.map(\.code) == ["unknown-command", "unknown-command", "unknown-option", "unknown-command"])
    #expect(findings.map { $0.position?.line } == [1, 2, 2, 4])
  }
}
