import Language

extension Setting {
  /// `set record loss|accuracy`
  static let record = Setting(
    name: "record",
    summary: "what training records for `plot`: the loss of each step, or the accuracy of each epoch as well",
    values: "loss, accuracy", defaultText: "loss", example: "accuracy",
    read: { $0.laboratory.recordsAccuracy ? "accuracy" : "loss" },
    write: { session, call in
      session.laboratory.recordsAccuracy =
        try call.binder.choice("value", from: ["loss", "accuracy"]) == "accuracy"
    })
}
