import Engine

/// Which neurons of a layer are the same, and how far the others are from it.
package struct LayerSymmetry: Equatable, Sendable {
  /// Name of the layer.
  package let layer: String
  /// Number of neurons.
  package let neurons: Int
  /// Neurons by class, each ascending, classes by their first neuron.
  package let groups: [[Int]]
  /// Smallest distance between two neurons, over incoming weights, bias, outgoing weights; nil for one.
  package let gap: Double?

  /// Number of different neurons.
  package var distinct: Int { groups.count }

  /// Sorts the neurons of a layer.
  package init(_ neurons: LayerNeurons) {
    let rows = neurons.rows
    let classes = EqualityClasses(rows: rows)
    layer = neurons.layer
    self.neurons = neurons.count
    groups = classes.groups
    gap = NearestRows.gap(of: rows, classes: classes)
  }
}

extension Model {
  /// Equal neurons of a layer.
  ///
  /// - Throws: `unknownName`; `notAvailable` for a layer without weights.
  package func symmetry(of layer: String) throws(EngineError) -> LayerSymmetry {
    LayerSymmetry(try LayerNeurons(layer, of: self))
  }

  /// How many different neurons a layer has.
  ///
  /// - Throws: `unknownName`; `notAvailable` for a layer without weights.
  package func distinct(in layer: String) throws(EngineError) -> Int {
    EqualityClasses(rows: try LayerNeurons(layer, of: self).rows).distinct
  }
}
