import Language

extension Setting {
  /// `set record loss|accuracy|neurons`
  static let record = Setting(
    name: "record",
    summary:
      "what training records beside each step's loss: each epoch's accuracy, or each neuron's gradient",
    values: "loss, accuracy, neurons", defaultText: "loss", example: "accuracy",
    read: { session in
      session.laboratory.description.recordsNeurons
        ? "neurons" : session.laboratory.recordsAccuracy ? "accuracy" : "loss"
    },
    write: { session, call in
      let choice = try call.binder.choice("value", from: ["loss", "accuracy", "neurons"])
      try session.laboratory.change { $0.recordsNeurons = choice == "neurons" }
      session.laboratory.recordsAccuracy = choice == "accuracy"
    })
}
