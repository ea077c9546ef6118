import Engine
import Language
import Text

/// What to say about numbers that make no data set.
enum DataWording {
  static func diagnostic(for problem: DataProblem) -> Diagnostic {
    switch problem {
    case .rows(let inputs, let targets):
      Diagnostic(
        "data-rows", "expected as many targets as inputs, found \(inputs) inputs and \(targets) targets",
        help: "`help data`")
    case .notFinite(let row, let column, let isTarget):
      Diagnostic(
        "data-not-finite",
        "the \(isTarget ? "target" : "input") in row \(row), column \(column) is not finite",
        help: "mend the file, or leave the row out")
    case .classIndex(let index, let row, let classes):
      Diagnostic(
        "data-class", "expected a class from 0 to \(classes - 1), found \(index) in row \(row)",
        help: "`help data`")
    case .shape(let shape):
      Diagnostic(
        "data-shape", "expected rows of at least one number, found the shape \(ShapeText.of(shape))",
        help: "`help data`")
    case .split(let share, let rows):
      Diagnostic(
        "data-split", "a split of `\(NumberFormat().string(share))` leaves no rows on one side of \(rows)",
        help: "a share nearer to the middle: `split=0.2`")
    case .token(let value, let row, let column, let vocabulary):
      Diagnostic(
        "data-token",
        "expected a token from 0 to \(vocabulary - 1), found `\(NumberFormat().string(value))` in row \(row), "
          + "column \(column)",
        help: "a larger `vocabulary=`, or none: it follows from the data")
    case .notTokens(let value, let row, let column):
      Diagnostic(
        "data-not-tokens",
        "expected tokens, whole numbers from 0 on, found the input `\(NumberFormat().string(value))` in row "
          + "\(row), column \(column)",
        help: "`data text FILE` and `data copy` give tokens")
    case .shortText(let found, let needed):
      Diagnostic(
        "short-text", "expected at least \(needed) characters, found \(found)",
        help: found > 1 ? "shorter windows: `length=\(found - 1)`" : "name another file")
    case .tokens:
      Diagnostic(
        "data-tokens", "tokens are names and no amounts, so that nothing can be standardized",
        help: "leave `standardize` out")
    }
  }
}
