import CKernels

extension Loss {
  /// mean |p - t|
  static let mae = Loss(
    Specification(
      name: "mae", aliases: ["l1", "mean_absolute_error"],
      summary: "Mean of the absolute errors over samples and outputs; slope 0 at 0.",
      formula: "mean of |p - t|", source: "Laplace 1774; PyTorch L1Loss", example: "loss mae"),
    form: elementwise(IL_MAE))
}
