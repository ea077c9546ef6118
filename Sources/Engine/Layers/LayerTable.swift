/// The kinds of layers, one file each.
package enum LayerTable {
  /// All rows.
  package static let builtin = NamedTable<any LayerKind>(
    of: "layer kind",
    [
      ActivationLayer(), AddLayer(), AvgPoolLayer(), AvgPool1dLayer(), ConcatenateLayer(), Conv1dLayer(),
      Conv2dLayer(), ConvTranspose1dLayer(), ConvTranspose2dLayer(), DenseLayer(), DepthwiseLayer(),
      FlattenLayer(), GlobalAvgPoolLayer(), GlobalMaxPoolLayer(), MaxPoolLayer(), MaxPool1dLayer(),
      ReshapeLayer(), ResidualLayer(),
    ]
  ) { $0.specification }
}
