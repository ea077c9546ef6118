import InitKit

/// A rule that every initializer has to keep.
package enum ConformanceRule: String, CaseIterable, Sendable {
  /// It can be made from its defaults, and from samples where a parameter has none.
  case makes
  /// The same stream gives the same bits.
  case repeatable
  /// What was filled before does not matter.
  case order
  /// Another stream gives other bits, unless it is declared deterministic; then never.
  case streamMatters = "stream_matters"
  /// Every declared parameter changes the result.
  case parametersMatter = "parameters_matter"
  /// A parameter that is not declared is refused.
  case unknownRefused = "unknown_refused"
  /// Every entry is written and finite.
  case finite
  /// A shape is filled or refused as a shape, also a degenerate one; an ordinary matrix is filled.
  case shapes
  /// A formula over fans takes those of the place, not some of its own from the shape.
  case fans
  /// The promised mean holds.
  case mean
  /// The promised variance holds.
  case variance
  /// No entry leaves the promised bounds.
  case bounds
  /// The promised number of zeros holds exactly.
  case zeros
  /// Neurons start different, or equal, as promised.
  case symmetry
  /// Entries follow the promised law.
  case law
  /// Rows or columns are orthogonal and have the promised length.
  case orthogonality
  /// Neurons that are equal before a scheme are equal after it.
  case equalStays = "equal_stays"
  /// The number of threads does not matter to a scheme.
  case threads
  /// Single precision has a scheme's numbers rounded, not others.
  case precision
  /// A network that a scheme does not finish stays as it was.
  case untouched

  /// The rules that something of a scope can break.
  package static func rules(for scope: InitializerScope) -> [ConformanceRule] {
    let wide: Set<ConformanceRule> = [.equalStays, .threads, .precision, .untouched]
    let narrow: Set<ConformanceRule> = [.fans, .mean, .variance, .bounds, .zeros, .law, .orthogonality]
    return allCases.filter { rule in
      switch scope {
      case .weights, .parameters: !wide.contains(rule)
      case .network: !narrow.contains(rule)
      case .both: true
      }
    }
  }
}
