import InitKit

/// The optimizers, one file each.
package enum OptimizerTable {
  /// All rows.
  package static let builtin = NamedTable(
    of: "optimizer",
    [
      Optimizer.adadelta, .adagrad, .adam, .adamw, .lbfgs, .lion, .momentum, .nadam, .nesterov, .rmsprop,
      .sgd,
    ])
}

extension OptionSpecification {
  /// The learning rate.
  static func learningRate(_ value: Double) -> OptionSpecification {
    .number(
      "lr", aliases: ["learning_rate", "learningrate", "eta", "rate"], default: value, in: .nonNegative,
      help: "learning rate")
  }

  /// L2 penalty added to the gradient, or decay of the weights themselves.
  static func weightDecay(_ value: Double, help: String) -> OptionSpecification {
    .number(
      "weight_decay", aliases: ["wd", "l2", "decay"], default: value, in: .nonNegative, help: help)
  }

  /// Share of the last step that is taken again.
  static func momentum(_ value: Double) -> OptionSpecification {
    .number(
      "momentum", aliases: ["mu"], default: value, in: NumberRange(0, 1, includesUpper: false),
      help: "share of the last step that is taken again")
  }

  /// Memory of a running mean.
  static func memory(_ name: String, aliases: [String], _ value: Double, of what: String)
    -> OptionSpecification
  {
    .number(
      name, aliases: aliases, default: value, in: NumberRange(0, 1, includesUpper: false),
      help: "memory of the running mean of \(what)")
  }

  /// What is added to a root before it divides.
  static func epsilon(_ value: Double) -> OptionSpecification {
    .number(
      "epsilon", aliases: ["eps"], default: value, in: .nonNegative,
      help: "added to the root that divides")
  }
}
