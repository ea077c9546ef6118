import Text

/// The numbers that an argument may have.
package struct Bounds: Equatable, Sendable {
  private var lower: Double
  private var upper: Double
  private var excludesLower = false

  /// Every number.
  package static let any = Bounds(lower: -.infinity, upper: .infinity)
  /// Above 0.
  package static let positive = Bounds.moreThan(0)

  /// From a number on.
  package static func atLeast(_ lower: Double) -> Bounds { Bounds(lower: lower, upper: .infinity) }
  /// From a number to another, both included.
  package static func between(_ lower: Double, _ upper: Double) -> Bounds {
    Bounds(lower: lower, upper: upper)
  }
  /// Above a number, which itself is out.
  package static func moreThan(_ lower: Double) -> Bounds {
    Bounds(lower: lower, upper: .infinity, excludesLower: true)
  }

  /// Whether a number is allowed; NaN never is.
  package func contains(_ value: Double) -> Bool {
    value >= lower && value <= upper && !(excludesLower && value == lower)
  }

  /// Such as ` of at least 1`, to stand behind "a number"; empty without bounds.
  package var text: String {
    let format = NumberFormat()
    guard lower.isFinite else { return "" }
    guard upper.isFinite else {
      return " \(excludesLower ? "above" : "of at least") \(format.string(lower))"
    }
    return " from \(format.string(lower)) to \(format.string(upper))"
  }
}
