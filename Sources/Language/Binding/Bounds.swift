import Text

/// The numbers that an argument may have.
package struct Bounds: Equatable, Sendable {
  private var lower: Double
  private var upper: Double
  private var excludesLower = false

  package static let any = Bounds(lower: -.infinity, upper: .infinity)
  package static let positive = Bounds.moreThan(0)

  package static func atLeast(_ lower: Double) -> Bounds { Bounds(lower: lower, upper: .infinity) }
  package static func atMost(_ upper: Double) -> Bounds { Bounds(lower: -.infinity, upper: upper) }
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
    switch (lower.isFinite, upper.isFinite) {
    case (false, false): return ""
    case (true, false): return " \(excludesLower ? "above" : "of at least") \(format.string(lower))"
    case (false, true): return " of at most \(format.string(upper))"
    case (true, true): return " from \(format.string(lower)) to \(format.string(upper))"
    }
  }
}
