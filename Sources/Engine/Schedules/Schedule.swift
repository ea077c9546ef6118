import InitKit

/// A row of the table of schedules: how the learning rate goes with the step.
package struct Schedule: Described {
  /// All that is said of it.
  package let specification: Specification
  /// The rate at a step behind the warmup, counted from 0, of the optimizer's rate.
  let rate: @Sendable (_ step: Int, _ rate: Double, OptionValues) -> Double

  /// Describes a row; the option of a warmup is added where it is none itself.
  init(_ specification: Specification, rate: @escaping @Sendable (Int, Double, OptionValues) -> Double) {
    var whole = specification
    if whole.option(OptionSpecification.warmup.name) == nil { whole.options.append(.warmup) }
    self.specification = whole
    self.rate = rate
  }

  /// The name to type.
  package var name: String { specification.name }
}

/// A schedule as a description names it; a value.
package struct ScheduleDescription: Equatable, Sendable {
  /// Name or alias in the table.
  package var name: String
  /// Options as they were written.
  package var options: [NamedArgument]

  /// Names a schedule.
  package init(_ name: String, options: [NamedArgument] = []) {
    self.name = name
    self.options = options
  }
}

/// A schedule with its options, found and checked.
package struct ChosenSchedule: Sendable {
  /// The row of the table.
  package let schedule: Schedule
  /// Its options, defaults filled in.
  package let values: OptionValues

  /// Finds a description in the table; nil stands for `constant`.
  ///
  /// - Throws: `unknownName`, `unknownOption` or `option`.
  package init(_ description: ScheduleDescription?) throws(EngineError) {
    schedule = try ScheduleTable.builtin.row(description?.name ?? "constant")
    values = try OptionValues(named: description?.options ?? [], for: schedule.specification)
  }

  /// Steps of the warmup.
  package var warmup: Int { values.integer("warmup", else: 0) }

  /// Whether the rate is the optimizer's at every step.
  package var isConstant: Bool { schedule.name == "constant" && warmup == 0 }

  /// The learning rate of a step, counted from 0: a pure function of its number.
  ///
  /// The first W = warmup steps take rate (step + 1) / W; behind them the schedule counts from 0.
  /// Source: Goyal et al. 2017, arXiv:1706.02677, section 2.2.
  package func rate(at step: Int, of rate: Double) -> Double {
    if step < warmup { return rate * (Double(step + 1) / Double(warmup)) }
    return schedule.rate(step - warmup, rate, values)
  }
}
