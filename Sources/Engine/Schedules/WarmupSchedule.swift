extension Schedule {
  /// A rise to the rate, which then stays.
  static let warmup = Schedule(
    Specification(
      name: "warmup",
      summary: "Rises to the learning rate in equal parts, then stays; other schedules take warmup= instead.",
      formula: "lr(t) = lr (t + 1) / steps, t below steps",
      source: "Goyal et al. 2017, arXiv:1706.02677, section 2.2",
      options: [
        .integer(
          "warmup", aliases: ["steps", "warmup_steps"], default: 100, in: 0...1_000_000_000,
          help: "steps of the rise; steps= says the same")
      ],
      example: "schedule warmup steps=100"),
    rate: { _, rate, _ in rate })
}
