import Tensor
import Text

extension Value {
  /// As a person reads it: six significant digits, whole numbers plain, texts without quotes.
  package var displayText: String { text(limit: 1000) { NumberFormat().string($0) } }

  /// As the language writes it: every bit kept, texts in quotes.
  package var sourceText: String {
    if case .text(let text) = self { return ExpressionPrinter.quoted(text) }
    return text(limit: .max) { ExpressionPrinter.number($0) }
  }

  private func text(limit: Int, _ number: (Double) -> String) -> String {
    switch self {
    case .number(let value): return number(value)
    case .boolean(let value): return value ? "true" : "false"
    case .text(let text): return text
    case .tensor(let tensor): return Self.nested(tensor, axis: 0, offset: 0, limit: limit, number)
    case .list(let items):
      let shown = items.prefix(limit).map { item in
        if case .text(let text) = item {
          ExpressionPrinter.quoted(text)
        } else {
          item.text(limit: limit, number)
        }
      }
      return "[" + (shown + (items.count > limit ? ["…"] : [])).joined(separator: ", ") + "]"
    case .range(let lower, let upper): return number(lower) + ".." + number(upper)
    case .specification(let specification): return specification.text
    case .reference(let reference): return reference.text
    }
  }

  /// One axis of a tensor as a list of the axes below it.
  private static func nested(
    _ tensor: Tensor, axis: Int, offset: Int, limit: Int, _ number: (Double) -> String
  ) -> String {
    guard axis < tensor.shape.count else { return number(tensor.values[offset]) }
    let stride = tensor.shape[(axis + 1)...].reduce(1, *)
    let shown = min(tensor.shape[axis], max(1, limit / max(1, stride)))
    var parts = (0..<shown).map {
      nested(tensor, axis: axis + 1, offset: offset + $0 * stride, limit: limit, number)
    }
    if shown < tensor.shape[axis] { parts.append("…") }
    return "[" + parts.joined(separator: ", ") + "]"
  }
}
