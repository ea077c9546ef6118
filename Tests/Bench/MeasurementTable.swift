import Text

/// Measurements for people: a row each, with its goal and whether it is met.
struct MeasurementTable {
  private let measurements: [Measurement]

  /// Takes what was measured.
  init(_ measurements: [Measurement]) { self.measurements = measurements }

  /// Lines of aligned columns, as wide as they need to be.
  var text: String {
    var table = Table(columns: [
      Column("name", .text), .number("median", digits: 4), Column("unit", .text), .number("min", digits: 4),
      .number("max", digits: 4), Column("goal", .text), Column("met", .text),
    ])
    for measurement in measurements {
      let values = measurement.values
      table.append([
        .text(measurement.name), .number(measurement.median), .text(measurement.unit),
        .number(values.min() ?? .nan), .number(values.max() ?? .nan), .text(measurement.goal.words),
        .text(measurement.goal.words.isEmpty ? "" : measurement.isMet ? "yes" : "no"),
      ])
    }
    return Renderer.render(.table(table), options: RenderOptions(width: 200))
  }
}

extension Measurement.Goal {
  /// `at least 0.9`; nothing where there is no goal.
  fileprivate var words: String {
    switch self {
    case .atMost(let limit): "at most \(NumberFormat(digits: 4).string(limit))"
    case .atLeast(let limit): "at least \(NumberFormat(digits: 4).string(limit))"
    case .none: ""
    }
  }
}
