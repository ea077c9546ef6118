/// The kinds of layers, one file each.
package enum LayerTable {
  /// All rows.
  package static let builtin = NamedTable<any LayerKind>(
    of: "layer kind",
    [
      ActivationLayer(), AddLayer(), AttentionLayer(), AvgPoolLayer(), BatchNormLayer(), ConcatenateLayer(),
      Conv1dLayer(), Conv2dLayer(), DenseLayer(), DepthwiseLayer(), DropoutLayer(), EmbeddingLayer(),
      FlattenLayer(), GlobalAvgPoolLayer(), GroupNormLayer(), GruLayer(), LayerNormLayer(), LstmLayer(),
      MaxPoolLayer(), MeanPoolLayer(), PositionEmbeddingLayer(), ReshapeLayer(), ResidualLayer(),
      RmsNormLayer(), RnnLayer(), ScaleLayer(), TransformerBlockLayer(),
    ]
  ) { $0.specification }
}
