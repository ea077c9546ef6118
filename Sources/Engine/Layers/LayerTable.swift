/// The kinds of layers, one file each.
package enum LayerTable {
  /// All rows.
  package static let builtin = NamedTable<any LayerKind>(
    of: "layer kind",
    [
      ActivationLayer(), AvgPoolLayer(), Conv1dLayer(), Conv2dLayer(), DenseLayer(), DepthwiseLayer(),
      FlattenLayer(), GlobalAvgPoolLayer(), MaxPoolLayer(), ReshapeLayer(),
    ]
  ) { $0.specification }
}
