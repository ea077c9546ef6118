import Analysis
import InitKit
import Text

/// What to say about a rule of conformance and what was found of it.
enum ConformanceWording {
  /// Such as `at [16, 16]: 0.31, promised 0.25 within 0.01`.
  static func text(of finding: ConformanceFinding) -> String {
    var parts: [String] = [finding.call]
    if !finding.shape.isEmpty { parts.append("at \(ShapeText.of(finding.shape))") }
    if let network = finding.network { parts.append("network `\(network)`") }
    if let parameter = finding.parameter { parts.append("parameter `\(parameter)`") }
    var text = parts.joined(separator: ", ")
    let format = NumberFormat()
    if let found = finding.found {
      text += ": \(format.string(found))"
      if let promised = finding.promised { text += ", promised \(format.string(promised))" }
      if let tolerance = finding.tolerance { text += " within \(format.string(tolerance))" }
    }
    if let error = finding.error {
      text += ": \(InitializerWording.diagnostic(for: error, of: nil).message)"
    }
    return text
  }
}

extension ConformanceRule {
  /// The rule's name in tables.
  var title: String { rawValue.split(separator: "_").joined(separator: " ") }

  /// The rule in a few words.
  var meaning: String {
    switch self {
    case .makes: "can be made from its defaults"
    case .repeatable: "same stream, same bits"
    case .order: "the order of calls is irrelevant"
    case .streamMatters: "another stream, other bits"
    case .parametersMatter: "each parameter changes the result"
    case .unknownRefused: "refuses an undeclared one"
    case .finite: "every entry is written and finite"
    case .shapes: "fills every shape or says no"
    case .fans: "takes the layer's own fans"
    case .mean: "the promised mean"
    case .variance: "the promised variance"
    case .bounds: "the promised bounds"
    case .zeros: "the promised number of zeros"
    case .symmetry: "neurons differ as promised"
    case .law: "the promised law (KS test)"
    case .orthogonality: "rows or columns are orthogonal"
    case .equalStays: "equal neurons come out equal"
    case .threads: "threads do not matter"
    case .precision: "float32 is float64, rounded"
    case .untouched: "stopped, it leaves no trace"
    }
  }
}
