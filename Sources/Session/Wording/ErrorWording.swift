import Archive
import Engine
import InitKit
import Language
import Plugins
import Tensor

/// Words an error of a module below as a diagnostic at the command that met it.
struct ErrorWording {
  let command: Command
  let source: SourceText
  let session: Session

  func diagnostic(for error: any Error) -> Diagnostic {
    let wording: Diagnostic =
      switch error {
      case let error as Diagnostic: error
      case let error as ArchiveError: ArchiveWording.diagnostic(for: error)
      case let error as InitializerError: InitializerWording.diagnostic(for: error, of: nil)
      case let error as PastError: PastWording.diagnostic(for: error)
      case let error as EngineError: EngineWording(session: session).diagnostic(for: error)
      case let error as PluginError: PluginWording.diagnostic(for: error)
      case let error as TensorError: TensorWording.diagnostic(for: error, command.raw)
      default: Diagnostic("failed", "`\(command.verb.text)` failed: \(error)")
      }
    let place = LayerPlace(command: command, session: session)?.range(of: error) ?? place(of: wording)
    return wording.placed(in: source, at: place)
  }

  /// The option or argument that the message quotes, where there is one, else the verb.
  private func place(of diagnostic: Diagnostic) -> SourceRange {
    let words = diagnostic.message.split(separator: "`", omittingEmptySubsequences: false).enumerated()
      .compactMap { $0.offset % 2 == 1 ? String($0.element) : nil }
    for word in words {
      if let option = command.options.first(where: { $0.name.text == word }) {
        return diagnostic.code.hasPrefix("unknown") ? option.name.range : option.value.range
      }
    }
    let all = command.options.map(\.value) + command.arguments
    // The last word quoted is what the message is about; a file's name may stand before it.
    for word in words.reversed() where !word.isEmpty {
      if let exact = all.first(where: { $0.raw == word }) { return exact.range }
      if let part = all.first(where: { Self.holds($0.raw, word) }) { return part.range }
      // A file's name stands with line and column behind it.
      if let start = all.first(where: { $0.raw.count > 1 && word.contains($0.raw) }) { return start.range }
    }
    return command.verb.range
  }

  /// Whether a word stands in a text as one: the layer `o` is not meant by `zeros`.
  private static func holds(_ text: String, _ word: String) -> Bool {
    func goesOn(_ character: Character?) -> Bool {
      character.map { $0.isLetter || $0.isNumber || $0 == "_" } ?? false
    }
    return text.ranges(of: word).contains { range in
      let (before, after) = (text[..<range.lowerBound].last, text[range.upperBound...].first)
      return !(goesOn(word.first) && goesOn(before)) && !(goesOn(word.last) && goesOn(after))
    }
  }
}
