import Text

/// What one benchmark found, with the goal it is held against.
struct Measurement {
  /// Whether more or less is better.
  enum Goal {
    case atMost(Double)
    case atLeast(Double)
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
    }
  }

  var data: DataValue {
    let (relation, limit) =
      switch goal {
      case .atMost(let limit): ("at_most", limit)
      case .atLeast(let limit): ("at_least", limit)
      }
    return [
      "name": .text(name), "unit": .text(unit), "median": .number(median),
      "min": .number(values.min() ?? .nan), "max": .number(values.max() ?? .nan),
      "runs": .integer(values.count), "goal": [relation: .number(limit)],
      "met": .boolean(isMet),
    ]
  }
}
