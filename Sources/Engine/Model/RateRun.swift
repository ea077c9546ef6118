/// Neighboring parameters that learn at the same part of the learning rate: one update.
struct RateRun: Equatable, Sendable {
  /// First number in the block of all parameters.
  let start: Int
  /// How many numbers it has.
  var count: Int
  /// Factor on the learning rate, above 0.
  let factor: Double

  /// Powers that an optimizer keeps for a run.
  static let powerCount = 3
  /// Powers before the first step.
  static let firstPowers = [Double](repeating: 1, count: powerCount)

  /// Cuts parameters where their factor changes, and leaves out what is frozen: it has no update at all.
  static func runs(of slots: [ParameterSlot]) -> [RateRun] {
    var runs: [RateRun] = []
    for slot in slots {
      let factor = slot.parameter.rateFactor
      for range in slot.parameter.learntEntries {
        let start = slot.start + range.lowerBound
        if let last = runs.last, last.factor == factor, last.start + last.count == start {
          runs[runs.count - 1].count += range.count
        } else {
          runs.append(RateRun(start: start, count: range.count, factor: factor))
        }
      }
    }
    return runs
  }
}

extension LayerSettings {
  /// Factor on the learning rate of the layer's parameters.
  var rateFactor: Double { options.number("lr_scale", else: 1) }
}

extension OptionSpecification {
  /// Factor on the learning rate, for kinds of layers that learn.
  static let rateFactor = OptionSpecification.number(
    "lr_scale", aliases: ["lr_factor"], default: 1, in: .nonNegative,
    help: "factor on the learning rate of this layer; 0 freezes it")
}
