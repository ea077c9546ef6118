import Language
import Text

/// The colors of a diagnostic on a terminal.
package enum DiagnosticStyle {
  /// A renderer for so many columns, with or without colors, wrapping messages or not.
  package static func renderer(color: Bool, width: Int, wraps: Bool) -> DiagnosticRenderer {
    DiagnosticRenderer(width: width, wraps: wraps) { part, text in
      Renderer.render(StyledText(text, style(of: part)), options: RenderOptions(color: color))
    }
  }

  private static func style(of part: DiagnosticRenderer.Part) -> Style {
    switch part {
    case .severity, .caret, .label: .bad
    case .message: .heading
    case .place, .code, .note: .dim
    case .help: .good
    case .source: .plain
    }
  }
}
