import Language
import Session

/// A text typed line by line at the prompt, and what came of it.
struct Transcript {
  /// One whole input: a line, or several where brackets are open.
  struct Entry {
    /// As typed.
    var input: String
    var outcome: Session.Outcome
    /// What it printed, results and diagnostics in order.
    var output: String
    /// What was wrong, in order.
    var failures: [Diagnostic]
    /// The state before and after.
    var states: (before: SessionState, after: SessionState)
  }

  private(set) var entries: [Entry] = []

  /// Runs every input of a text, also those behind one that failed, up to `quit`.
  ///
  /// Lines that only hold a comment or nothing are kept as entries of their own.
  init(_ text: String, in test: TestSession = TestSession(isPrompt: true)) {
    var pending: [Substring] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) where !test.session.isEnding {
      pending.append(line)
      let input = pending.joined(separator: "\n")
      guard test.session.isComplete(input) else { continue }
      pending = []
      run(input, in: test)
    }
    if !pending.isEmpty { run(pending.joined(separator: "\n"), in: test) }
  }

  private mutating func run(_ input: String, in test: TestSession) {
    let before = SessionState(test.session)
    let (outcome, events) = test.run(input)
    let failures = events.compactMap(\.diagnostic)
    entries.append(
      Entry(
        input: input, outcome: outcome, output: events.map(Rendering.text).joined(), failures: failures,
        states: (before, SessionState(test.session))))
  }

  /// Inputs behind `> ` (`. ` where one goes on), comments and empty lines as they are, output below.
  var text: String {
    var text = entries.map { entry in Self.echo(entry.input) + Self.masked(entry.output) }.joined()
    while text.hasSuffix("\n\n") { text.removeLast() }
    return text
  }

  private static func echo(_ input: String) -> String {
    guard let first = input.first(where: { $0 != " " }), first != "#" else { return input + "\n" }
    return "> " + input.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\n. ")
      + "\n"
  }

  /// Without what no two runs share: durations, and threads, which the sessions of all tests have in common.
  static func masked(_ output: String) -> String {
    output.replacing(/took [0-9.]+ ?[a-zµ]+/, with: "took TIME")
      .replacing(/[ ]{2}threads [0-9]+ +/, with: "  threads N  ")
  }
}
