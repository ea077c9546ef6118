/// The kinds of layers, one file each.
package enum LayerTable {
  /// All rows.
  package static let builtin = NamedTable<any LayerKind>(
    of: "layer kind",
    [
      ActivationLayer(), AddLayer(), AvgPoolLayer(), ConcatenateLayer(), Conv1dLayer(), Conv2dLayer(),
      DenseLayer(), DepthwiseLayer(), FlattenLayer(), GlobalAvgPoolLayer(), MaxPoolLayer(), ReshapeLayer(),
      ResidualLayer(),
    ]
  ) { $0.specification }
}
