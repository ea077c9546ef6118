import CKernels

extension Loss {
  /// max(0, 1 - s p)
  static let hinge = Loss(
    Specification(
      name: "hinge",
      summary: "Asks for a margin of 1 on the right side of zero, mean over samples and outputs.",
      formula: "mean of max(0, 1 - s p), s = t > 0 ? 1 : -1", source: "Cortes and Vapnik 1995",
      example: "loss hinge"),
    allowed: "-1, 0 or 1", allows: { [-1, 0, 1].contains($0) }, outputsNeeded: oneForTwoClasses
  ) { targets, outputs in
    switch targets {
    case .values(outputs): return Form(kernel: IL_HINGE, encoding: .values)
    case .classes(outputs): return Form(kernel: IL_HINGE_CLASSES, encoding: .indices)
    case .classes(2) where outputs == 1: return Form(kernel: IL_HINGE, encoding: .zeroOne)
    default: return nil
    }
  }
}
