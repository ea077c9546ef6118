/// The kinds of layers, one file each.
package enum LayerTable {
  /// All rows.
  package static let builtin = NamedTable<any LayerKind>(
    of: "layer kind",
    [
      ActivationLayer(), AddLayer(), AvgPoolLayer(), BatchNormLayer(), ConcatenateLayer(), Conv1dLayer(),
      Conv2dLayer(), DenseLayer(), DepthwiseLayer(), DropoutLayer(), FlattenLayer(), GlobalAvgPoolLayer(),
      GroupNormLayer(), LayerNormLayer(), MaxPoolLayer(), ReshapeLayer(), ResidualLayer(), RmsNormLayer(),
      ScaleLayer(),
    ]
  ) { $0.specification }
}
