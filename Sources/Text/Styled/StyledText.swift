/// Text in spans, each with a meaning.
///
/// Interpolation takes a style: `"neurons \("h1", .name) are \(4, .number) of one kind"`.
package struct StyledText: Equatable, Sendable {
  /// A run of text of one style.
  package struct Span: Equatable, Sendable {
    package var text: String
    package var style: Style
  }

  package private(set) var spans: [Span] = []

  package init() {}

  package init(_ text: String, _ style: Style = .plain) {
    append(text, style)
  }

  /// The characters without their styles.
  package var plain: String { spans.map(\.text).joined() }

  package var isEmpty: Bool { spans.isEmpty }

  /// Adds text at the end; a neighbor of the same style is joined, empty text adds nothing.
  package mutating func append(_ text: String, _ style: Style = .plain) {
    guard !text.isEmpty else { return }
    if let last = spans.indices.last, spans[last].style == style {
      spans[last].text += text
    } else {
      spans.append(Span(text: text, style: style))
    }
  }

  /// Adds a text with its styles.
  package mutating func append(_ other: StyledText) {
    for span in other.spans { append(span.text, span.style) }
  }

  package static func + (left: StyledText, right: StyledText) -> StyledText {
    var sum = left
    sum.append(right)
    return sum
  }

  package static func += (left: inout StyledText, right: StyledText) { left.append(right) }

  /// The same text with `style` wherever the style was plain.
  package func styled(_ style: Style) -> StyledText {
    var result = StyledText()
    for span in spans { result.append(span.text, span.style == .plain ? style : span.style) }
    return result
  }
}

extension StyledText: ExpressibleByStringInterpolation {
  package init(stringLiteral value: String) { self.init(value) }

  package init(stringInterpolation: Interpolation) { self = stringInterpolation.text }

  /// Collects literal pieces as plain text and `\(value, style)` as spans.
  package struct Interpolation: StringInterpolationProtocol {
    /// What literal pieces come as.
    package typealias StringLiteralType = String

    fileprivate var text = StyledText()

    package init(literalCapacity: Int, interpolationCount: Int) {}

    package mutating func appendLiteral(_ literal: String) { text.append(literal) }

    package mutating func appendInterpolation(_ value: String, _ style: Style = .plain) {
      text.append(value, style)
    }

    package mutating func appendInterpolation(_ value: Int, _ style: Style = .plain) {
      text.append(String(value), style)
    }

    package mutating func appendInterpolation(
      _ value: Double, _ style: Style = .plain, format: NumberFormat = NumberFormat()
    ) {
      text.append(format.string(value), style)
    }

    package mutating func appendInterpolation(_ value: StyledText) { text.append(value) }
  }
}
