import Language
import Tensor

extension Session {
  /// The value of an expression; a layer by itself, which has no number, is an error with a remedy.
  func shownValue(of expression: Expression, in call: Call) throws(Diagnostic) -> Value {
    let value = try call.evaluator.value(of: expression)
    guard case .reference(let reference) = value else { return value }
    throw Diagnostic(
      "no-value", "`\(reference.text)` is a layer, which has no value of its own",
      help: "`print \(reference.text).weight`, or `neurons \(reference.name.text)`", source: call.source,
      range: expression.range)
  }

  /// The numbers of an expression.
  ///
  /// - Throws: a diagnostic when it is no tensor, or has no entries.
  func numbers(of expression: Expression, in call: Call) throws(Diagnostic) -> Tensor {
    let value = try shownValue(of: expression, in: call)
    guard let tensor = value.asTensor, !tensor.values.isEmpty else {
      throw Diagnostic(
        "not-numbers", "expected numbers, found \(value.kindName)", help: "such as `h1.weight`",
        source: call.source, range: expression.range)
    }
    return tensor
  }
}
