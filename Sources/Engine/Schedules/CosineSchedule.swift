import InitKit

extension Schedule {
  /// Half a period of the cosine, from the rate down to the lowest.
  static let cosine = Schedule(
    Specification(
      name: "cosine", aliases: ["cosine_annealing"],
      summary: "Falls from the learning rate to lr_min along half a cosine, then stays.",
      formula: "lr(t) = lr_min + (lr - lr_min) (1 + cos(pi t / steps)) / 2, t at most steps",
      source: "Loshchilov and Hutter 2017, arXiv:1608.03983, equation 5; PyTorch CosineAnnealingLR",
      options: [
        .scheduleSteps,
        .number(
          "lr_min", aliases: ["eta_min", "min_lr"], default: 0, in: .nonNegative, help: "rate at the end"),
      ],
      example: "schedule cosine steps=1000 warmup=100"),
    rate: { step, rate, values in
      let lowest = values.number("lr_min", else: 0)
      let steps = values.integer("steps", else: 1)
      // The end itself, which rounding of the formula might miss.
      guard step < steps else { return lowest }
      let angle = PortableMath.pi * (Double(step) / Double(steps))
      return lowest + (rate - lowest) * ((1 + PortableMath.cos(angle)) * 0.5)
    })
}
