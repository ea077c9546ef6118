/// The activations, one file each.
package enum ActivationTable {
  /// All rows.
  package static let builtin = NamedTable(
    of: "activation",
    [
      Activation.atan, .elu, .erf, .gelu, .geluTanh, .hardSigmoid, .hardSwish, .hardTanh, .identity,
      .leakyRelu, .mish, .relu, .relu6, .selu, .sigmoid, .silu, .sin, .softmax, .softplus, .softsign, .tanh,
    ])
}
