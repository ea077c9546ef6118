import Text

/// The numbers that an argument may have.
package struct Bounds: Equatable, Sendable {
  private var lower: Double
  private var upper: Double
  private var excludesLower = false

  package static let any = Bounds(lower: -.infinity, upper: .infinity)
  package static let positive = Bounds.moreThan(0)

  package static func atLeast(_ lower: Double) -> Bounds { Bounds(lower: lower, upper: .infinity) }
  package static func between(_ lower: Double, _ upper: Double) -> Bounds {
    Bounds(lower: lower, upper: upper)
  }
  package static func moreThan(_ lower: Double) -> Bounds {
    Bounds(lower: lower, upper: .infinity, excludesLower: true)
  }

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
