/// The kinds of layers, one file each.
package enum LayerTable {
  /// All rows.
  package static let builtin = NamedTable<any LayerKind>(
    of: "layer kind",
    [
      ActivationLayer(), AddLayer(), AvgPoolLayer(), AvgPool1dLayer(), BatchNormLayer(), ConcatenateLayer(),
      Conv1dLayer(), Conv2dLayer(), ConvTranspose1dLayer(), ConvTranspose2dLayer(), DenseLayer(),
      DepthwiseLayer(), DropoutLayer(), FlattenLayer(), GlobalAvgPoolLayer(), GlobalMaxPoolLayer(),
      GroupNormLayer(), LayerNormLayer(), MaxPoolLayer(), MaxPool1dLayer(), ReshapeLayer(), ResidualLayer(),
      RmsNormLayer(), ScaleLayer(),
    ]
  ) { $0.specification }
}
