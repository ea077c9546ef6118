/// The kinds of layers, one file each.
package enum LayerTable {
  /// All rows.
  package static let builtin = NamedTable<any LayerKind>(
    of: "layer kind",
    [
      ActivationLayer(), AddLayer(), AttentionLayer(), AvgPoolLayer(), ConcatenateLayer(), Conv1dLayer(),
      Conv2dLayer(), DenseLayer(), DepthwiseLayer(), EmbeddingLayer(), FlattenLayer(), GlobalAvgPoolLayer(),
      GruLayer(), LstmLayer(), MaxPoolLayer(), MeanPoolLayer(), PositionEmbeddingLayer(), ReshapeLayer(),
      ResidualLayer(), RnnLayer(), TransformerBlockLayer(),
    ]
  ) { $0.specification }
}
