extension Schedule {
  /// The optimizer's rate at every step.
  static let constant = Schedule(
    Specification(
      name: "constant", aliases: ["none"], summary: "Every step takes the optimizer's learning rate.",
      formula: "lr(t) = lr", source: "PyTorch ConstantLR with factor 1", example: "schedule constant"),
    rate: { _, rate, _ in rate })
}
