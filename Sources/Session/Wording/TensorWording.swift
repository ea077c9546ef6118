import Language
import Tensor

/// What to say about an index that does not fit.
enum TensorWording {
  static func diagnostic(for error: TensorError, _ text: String) -> Diagnostic {
    switch error {
    case .index(let place, _, let size):
      Diagnostic(
        "index-out-of-range", "`\(text)`: there is no entry \(place), they go from 0 to \(size - 1)",
        label: "beyond the end", help: size > 0 ? "the last is `[-1]`" : "it is empty")
    case .tooManyIndices(let given, let axes):
      Diagnostic(
        "too-many-indices", "`\(text)`: expected at most \(axes) indices, found \(given)",
        help: "`print shape(…)` shows the axes")
    default:
      Diagnostic("bad-index", "`\(text)` cannot be indexed so", help: "`print shape(…)` shows the axes")
    }
  }
}
