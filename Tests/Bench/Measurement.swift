import Text

/// What one benchmark found, with the goal it is held against.
struct Measurement {
  /// Whether more or less is better.
  enum Goal {
    case atMost(Double)
    case atLeast(Double)
    /// Told, and held against nothing.
    case none
  }

  let name: String
  let unit: String
  let values: [Double]
  let goal: Goal

  var median: Double {
    let sorted = values.sorted()
    guard !sorted.isEmpty else { return .nan }
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }

  /// Whether the median reaches the goal.
  var isMet: Bool {
    switch goal {
    case .atMost(let limit): median <= limit
    case .atLeast(let limit): median >= limit
    case .none: true
    }
  }

  var data: DataValue {
    let goal: DataValue =
      switch goal {
      case .atMost(let limit): ["at_most": .number(limit)]
      case .atLeast(let limit): ["at_least": .number(limit)]
      case .none: .null
      }
    return [
      "name": .text(name), "unit": .text(unit), "median": .number(median),
      "min": .number(values.min() ?? .nan), "max": .number(values.max() ?? .nan),
      "runs": .integer(values.count), "goal": goal, "met": .boolean(isMet),
    ]
  }
}
