import CKernels

extension Loss {
  /// mean (p - t)^2
  static let mse = Loss(
    Specification(
      name: "mse", aliases: ["l2", "mean_squared_error"],
      summary: "Mean of the squared errors over samples and outputs.",
      formula: "mean of (p - t)^2", source: "Gauss 1809; PyTorch MSELoss", example: "loss mse"),
    form: elementwise(IL_MSE))
}
