/// The activations, one file each.
package enum ActivationTable {
  /// All rows.
  package static let builtin = NamedTable(
    of: "activation",
    [
      Activation.elu, .erf, .gelu, .geluTanh, .hardTanh, .identity, .leakyRelu, .relu, .selu, .sigmoid,
      .silu, .sin, .softmax, .softplus, .softsign, .tanh,
    ])
}
