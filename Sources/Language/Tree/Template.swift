/// Text with `{EXPR}` parts, as `echo` takes it.
package struct Template: Equatable, Sendable {
  /// A stretch of text, or an expression to be filled in.
  package enum Part: Equatable, Sendable {
    case text(String)
    case expression(Expression)
  }

  /// Never two texts side by side, never an empty one.
  package private(set) var parts: [Part] = []

  package init(_ parts: [Part] = []) {
    for part in parts { append(part) }
  }

  /// Adds a part; texts side by side become one.
  package mutating func append(_ part: Part) {
    guard case .text(let text) = part else { return parts.append(part) }
    guard !text.isEmpty else { return }
    if case .text(let before)? = parts.last {
      parts[parts.count - 1] = .text(before + text)
    } else {
      parts.append(part)
    }
  }
}
