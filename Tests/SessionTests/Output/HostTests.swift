import Session
import Testing

/// What a session asks of the program around it.
@Suite struct HostTests {
  private let test = TestSession()

  @Test func `events come in order, each command between its own`() {
    let events = test.run("repeat 2 { echo {1 + 1} }; let a = 1; time echo hi").events
    let texts = events.map { event in
      switch event {
      case .began(let command): "began \(command)"
      case .finished(let command, _): "finished \(command)"
      case .failed(let command, _): "failed \(command)"
      case .stopped(let command, _, _): "stopped \(command)"
      }
    }
    #expect(
      texts == [
        "began echo {1 + 1}", "finished echo {1 + 1}", "began echo {1 + 1}", "finished echo {1 + 1}",
        "began time echo hi", "began echo hi", "finished echo hi", "finished time echo hi",
      ])
  }

  @Test func `history lists the lines typed, numbered from the first`() {
    test.host.history = ["data xor", "net", "step"]
    #expect(test.output("history 2") == "2  net\n3  step\n")
    #expect(test.output("history") == "1  data xor\n2  net\n3  step\n")
  }

  @Test func `a shell command goes out as typed, with its semicolons`() {
    test.host.shellStatus = { _ in 0 }
    #expect(test.run("!ls -l; echo '#'").outcome == .completed)
    #expect(test.host.shellCommands == ["ls -l; echo '#'"])
    test.host.shellStatus = { _ in nil }
    #expect(test.failures("!ls").map(\.code) == ["no-shell"])
  }

  @Test func `progress is told while training, not by short commands`() {
    test.run("echo hi; data xor; print 1")
    #expect(test.host.progressCount == 0)
    test.run("layer dense 2 tanh; layer dense 1; step 5000")
    #expect(test.host.progressCount > 0)
  }

  @Test func `a failure inside of others is told once`() {
    for script in [
      "time step", "repeat 3 { step }", "if 1 { time time step }", "source Tests/Golden/files/fails.lab",
      "time source Tests/Golden/files/unmet.lab", "for i in 1..3 { expect i < 2 }",
    ] { #expect(test.failures(script).count == 1, "\(script)") }
  }

  @Test func `quit ends the session, and what stands behind it does not run`() {
    #expect(test.run("echo a; quit; echo b").outcome == .completed)
    #expect(test.session.isEnding)
  }
}
