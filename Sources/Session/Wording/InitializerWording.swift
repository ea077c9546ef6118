import InitKit
import Language
import Text

/// What to say about an argument or a shape that an initializer, or a row of the engine's tables, refuses.
enum InitializerWording {
  /// - Parameter owner: the row that refuses; nil when the message has to do without its name.
  static func diagnostic(for error: InitializerError, of owner: String?) -> Diagnostic {
    let help = owner.map { "`help \($0)` shows its parameters" } ?? "`inits` lists all"
    let whose = owner.map { " of `\($0)`" } ?? ""
    switch error {
    case .unknownParameter(let name, let parameters):
      return Diagnostic(
        "unknown-parameter", "\(owner.map { "`\($0)` has" } ?? "there is") no parameter `\(name)`",
        label: "not a parameter", help: list(parameters),
        suggestions: Suggestions.near(name, among: parameters))
    case .tooManyArguments(let given, let parameters):
      return Diagnostic(
        "too-many-arguments", "expected at most \(parameters.count) arguments\(whose), found \(given)",
        help: list(parameters))
    case .repeated(let parameter):
      return Diagnostic(
        "repeated-parameter", "`\(parameter)`\(whose) is given twice", help: "remove one of them")
    case .missing(let parameter):
      return Diagnostic("missing-parameter", "`\(parameter)`\(whose) is not given", help: help)
    case .wrongType(let parameter, let expected, let found):
      return Diagnostic(
        "bad-parameter", "expected \(text(of: expected)) as `\(parameter)`\(whose), found `\(found.source)`",
        help: help)
    case .outOfRange(let parameter, let value, let range):
      return Diagnostic(
        "out-of-range",
        "expected `\(parameter)`\(whose) \(text(of: range)), found `\(ArgumentValue.number(value).source)`",
        help: help)
    case .unknownChoice(let parameter, let found, let choices):
      return Diagnostic(
        "unknown-choice", "`\(parameter)`\(whose) cannot be `\(found)`", help: list(choices),
        suggestions: Suggestions.near(found, among: choices))
    default: return filling(error, owner, help)
    }
  }

  private static func filling(_ error: InitializerError, _ owner: String?, _ help: String) -> Diagnostic {
    let name = owner.map { "`\($0)`" } ?? "the initializer"
    switch error {
    case .conflict(let parameter, let other):
      return Diagnostic(
        "conflicting-parameters", "`\(parameter)` of \(name) does not go with its `\(other)`",
        help: owner.map { "leave one of them out, or change it: `help \($0)` explains both" }
          ?? "leave one of them out, or change it")
    case .unordered(let lower, let upper):
      return Diagnostic(
        "unordered-parameters", "expected `\(lower)` of \(name) below `\(upper)`", help: "exchange them")
    case .shape(let found, let needed):
      let axes: String =
        switch needed {
        case .axes(let count): "\(count) axes"
        case .axesAtLeast(let count): "at least \(count) axes"
        }
      return Diagnostic(
        "initializer-shape", "\(name) needs \(axes), found the shape \(ShapeText.of(found))",
        help: "choose another for this parameter, such as `zeros`")
    case .storage(let found, let needed):
      return Diagnostic(
        "initializer-storage", "\(name) was handed \(found) entries for \(needed)", help: help)
    case .notFinite(let index):
      return Diagnostic(
        "initializer-not-finite", "\(name) left entry \(index) without a finite number",
        help: "choose smaller arguments")
    case .nameTaken(let word):
      return Diagnostic("name-taken", "`\(word)` is in the table already", help: "choose another name")
    case .unknownInitializer(let word):
      return Diagnostic(
        "unknown-initializer", "no initializer is called `\(word)`", help: "`inits` lists all")
    case .wholeNetwork, .lacks, .unmeasurable, .notReached:
      return SchemeWording.diagnostic(for: error, of: owner)
    case .fault(let fault, let initializer):
      return PluginWording.diagnostic(for: fault, of: initializer ?? owner)
    case .refused(let reason):
      return Diagnostic("initializer-refused", "\(name): \(reason)", help: help)
    default:
      return Diagnostic("initializer-failed", "\(name) failed: \(error)", help: help)
    }
  }

  private static func list(_ names: [String]) -> String {
    names.isEmpty ? "it has none" : "it has \(names.map { "`\($0)`" }.joined(separator: ", "))"
  }

  private static func text(of kind: ParameterKind) -> String {
    switch kind {
    case .number: "a number"
    case .integer: "a whole number"
    case .choice(let words): "one of \(words.map { "`\($0)`" }.joined(separator: ", "))"
    case .word: "a word"
    case .boolean: "`true` or `false`"
    case .integers: "a list of whole numbers"
    case .numbers: "a list of numbers"
    }
  }

  /// Such as `above 0` or `from 0 to 1`.
  static func text(of range: NumberRange) -> String {
    let format = NumberFormat()
    let lower = "\(range.includesLower ? "of at least" : "above") \(format.string(range.lower))"
    let upper = "\(range.includesUpper ? "of at most" : "below") \(format.string(range.upper))"
    switch (range.lower.isFinite, range.upper.isFinite) {
    case (false, false): return "finite"
    case (true, false): return lower
    case (false, true): return upper
    case (true, true):
      if range.includesLower, range.includesUpper {
        return "from \(format.string(range.lower)) to \(format.string(range.upper))"
      }
      return "\(lower) and \(upper)"
    }
  }
}

/// Shapes as people write them.
enum ShapeText {
  /// Such as `[8, 2]`.
  static func of(_ shape: [Int]) -> String { "[\(shape.map(String.init).joined(separator: ", "))]" }
}
