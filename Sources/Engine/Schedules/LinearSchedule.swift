import InitKit

extension Schedule {
  /// A straight line between two parts of the rate.
  static let linear = Schedule(
    Specification(
      name: "linear", summary: "Goes in a straight line between two parts of the learning rate, then stays.",
      formula: "lr(t) = lr (start + (end - start) t / steps), t at most steps",
      source: "PyTorch LinearLR, whose defaults are start=1/3 end=1",
      options: [
        .scheduleSteps,
        .number(
          "start", aliases: ["start_factor"], default: 1, in: .nonNegative, help: "part of lr at the start"),
        .number("end", aliases: ["end_factor"], default: 0, in: .nonNegative, help: "part of lr at the end"),
      ],
      example: "schedule linear steps=1000 end=0.1"),
    rate: { step, rate, values in
      let (start, end) = (values.number("start", else: 1), values.number("end", else: 0))
      let steps = values.integer("steps", else: 1)
      guard step < steps else { return rate * end }
      let share = Double(step) / Double(steps)
      return rate * (start + (end - start) * share)
    })
}
