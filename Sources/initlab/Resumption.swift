import Language
import LineEditor
import Session
import Text

/// Builds the state of a session anew from its journal.
struct Resumption {
  let session: Session
  let host: StandardHost
  let output: Output

  /// Runs the journal's commands without showing what they print.
  ///
  /// - Returns: how it ended; at the first command that fails, the state is the one before it.
  func run(_ journal: Journal.Recorded) -> Session.Outcome {
    host.isSilent = true
    defer { host.isSilent = false }
    var pending: [Substring] = []
    var count = 0
    for line in journal.text.split(separator: "\n", omittingEmptySubsequences: false) {
      pending.append(line)
      let text = pending.joined(separator: "\n")
      guard session.isComplete(text) else { continue }
      pending = []
      guard text.contains(where: { $0 != " " && $0 != "\n" }) else { continue }
      let outcome = session.run(SourceText(name: journal.path, text: text))
      guard outcome == .completed else {
        output.show(
          Document("resumed \(count) commands; the next one failed, and those behind it were left out"))
        return outcome
      }
      count += 1
    }
    output.show(Document("resumed \(count) command\(count == 1 ? "" : "s")"))
    return .completed
  }
}
