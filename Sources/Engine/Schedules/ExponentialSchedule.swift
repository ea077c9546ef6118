extension Schedule {
  /// A little less at every step.
  static let exponential = Schedule(
    Specification(
      name: "exponential", aliases: ["exp_decay", "exponential_decay"],
      summary: "Multiplies the learning rate by gamma at every step.",
      formula: "lr(t) = lr gamma^t", source: "PyTorch ExponentialLR, counted in steps",
      options: [.gamma(0.999, help: "factor of each step")],
      example: "schedule exponential gamma=0.995"),
    rate: { step, rate, values in rate * ScheduleTable.power(values.number("gamma", else: 1), step) })
}
