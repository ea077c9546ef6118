import CKernels

extension Loss {
  /// Quadratic near zero, linear beyond delta.
  static let huber = Loss(
    Specification(
      name: "huber", aliases: ["smooth_l1"],
      summary: "Squares small errors and takes large ones linearly, mean over samples and outputs.",
      formula: "mean of (e < delta ? e^2 / 2 : delta (e - delta / 2)), e = |p - t|",
      source: "Huber 1964; PyTorch HuberLoss",
      options: [
        .number(
          "delta", aliases: ["beta"], default: 1, in: .positive, help: "error at which the parabola ends")
      ],
      example: "loss huber delta=0.5"),
    form: elementwise(IL_HUBER))
}
