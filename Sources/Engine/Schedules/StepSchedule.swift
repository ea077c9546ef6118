extension Schedule {
  /// A staircase down.
  static let step = Schedule(
    Specification(
      name: "step", aliases: ["step_decay", "staircase"],
      summary: "Multiplies the learning rate by gamma every step_size steps.",
      formula: "lr(t) = lr gamma^floor(t / step_size)", source: "PyTorch StepLR, counted in steps",
      options: [
        .integer(
          "step_size", aliases: ["every"], default: 1000, in: 1...1_000_000_000,
          help: "steps between two changes"),
        .gamma(0.1, help: "factor of each change"),
      ],
      example: "schedule step step_size=500 gamma=0.5"),
    rate: { step, rate, values in
      let changes = step / values.integer("step_size", else: 1)
      return rate * ScheduleTable.power(values.number("gamma", else: 1), changes)
    })
}
