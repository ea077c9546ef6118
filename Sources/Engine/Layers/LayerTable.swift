/// The kinds of layers, one file each.
package enum LayerTable {
  /// All rows.
  package static let builtin = NamedTable<any LayerKind>(
    of: "layer kind",
    [
      ActivationLayer(), AddLayer(), AttentionLayer(), AvgPoolLayer(), AvgPool1dLayer(), BatchNormLayer(),
      ConcatenateLayer(), Conv1dLayer(), Conv2dLayer(), ConvTranspose1dLayer(), ConvTranspose2dLayer(),
      DenseLayer(), DepthwiseLayer(), DropoutLayer(), EmbeddingLayer(), FlattenLayer(), GlobalAvgPoolLayer(),
      GlobalMaxPoolLayer(), GroupNormLayer(), GruLayer(), LayerNormLayer(), LstmLayer(), MaxPoolLayer(),
      MaxPool1dLayer(), MeanPoolLayer(), PositionEmbeddingLayer(), ReshapeLayer(), ResidualLayer(),
      RmsNormLayer(), RnnLayer(), ScaleLayer(), TransformerBlockLayer(),
    ]
  ) { $0.specification }
}
