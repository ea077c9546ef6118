import InitKit

/// The learning-rate schedules, one file each.
package enum ScheduleTable {
  /// All rows.
  package static let builtin = NamedTable(
    of: "schedule", [Schedule.constant, .cosine, .exponential, .linear, .step, .warmup])

  /// A factor to the power of a whole number, by squaring: products only, so that bits agree everywhere.
  static func power(_ factor: Double, _ exponent: Int) -> Double {
    var (result, square, left) = (1.0, factor, exponent)
    while left > 0 {
      if left & 1 == 1 { result *= square }
      square *= square
      left >>= 1
    }
    return result
  }
}

extension OptionSpecification {
  /// Steps that rise to the rate, in front of any schedule.
  static let warmup = OptionSpecification.integer(
    "warmup", aliases: ["warmup_steps"], default: 0, in: 0...1_000_000_000,
    help: "steps that rise to lr in equal parts before the schedule starts")

  /// How long a schedule lasts.
  static let scheduleSteps = OptionSpecification.integer(
    "steps", aliases: ["t_max", "total_iters", "total_steps"], default: 1000, in: 1...1_000_000_000,
    help: "steps from start to end, behind the warmup; then the rate stays")

  /// Factor of a decay.
  static func gamma(_ value: Double, help: String) -> OptionSpecification {
    .number("gamma", aliases: ["decay", "factor"], default: value, in: .nonNegative, help: help)
  }
}
