import Language
import Text

@testable import Session

/// Events as the program shows them: plain, 80 columns, Unicode, standard output and error in one text.
enum Rendering {
  static let options = RenderOptions(width: 80, color: false, unicode: true)

  /// What a person sees.
  static func text(_ event: SessionEvent) -> String {
    switch event {
    case .began: ""
    case .finished(_, let result): Renderer.render(result.document, options: options)
    case .failed(_, let diagnostic): DiagnosticRenderer().render(diagnostic)
    case .stopped(_, let result, let diagnostic):
      Renderer.render(result.document, options: options) + DiagnosticRenderer().render(diagnostic)
    }
  }

  /// What a program sees with `--json`; nil where nothing is printed.
  static func json(_ event: SessionEvent) -> String? {
    switch event {
    case .began: nil
    case .finished(let command, let result): JSONLine.success(command, result)
    case .failed(let command, let diagnostic): JSONLine.failure(command, diagnostic)
    case .stopped(let command, let result, let diagnostic): JSONLine.failure(command, diagnostic, result)
    }
  }
}
