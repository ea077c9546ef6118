import Archive
import Engine
import InitKit
import Language
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
      case let error as EngineError: EngineWording(session: session).diagnostic(for: error)
      case let error as TensorError: TensorWording.diagnostic(for: error, command.raw)
      default: Diagnostic("failed", "`\(command.verb.text)` failed: \(error)")
      }
    return wording.placed(in: source, at: place(of: wording))
  }

  /// The argument that the message quotes, where there is one, else the verb.
  private func place(of diagnostic: Diagnostic) -> SourceRange {
    let all = command.arguments + command.options.map(\.value)
    let quoted = all.first { $0.raw.count > 1 && diagnostic.message.contains("`\($0.raw)") }
    return quoted?.range ?? command.verb.range
  }
}
