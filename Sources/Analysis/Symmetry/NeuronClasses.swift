import Engine

/// The classes of a layer's neurons in every sense that the mathematics knows.
package struct NeuronClasses: Equatable, Sendable {
  /// Equal bit for bit in all that makes a neuron.
  package let exact: [[Int]]
  /// Equal bit for bit in incoming weights and bias.
  package let incoming: [[Int]]
  /// Equal bit for bit in what reads them; nil where weights read several neurons as one, or nobody does.
  package let outgoing: [[Int]]?
  /// Equal bit for bit in the gradients of all that.
  package let gradients: [[Int]]
  /// Equal within a tolerance, relative to the largest number of the two.
  package let near: [[Int]]
  /// Equal within the tolerance when the sign of one is turned; nil unless the activation is odd.
  package let upToSign: [[Int]]?
  /// Equal within the tolerance when one is scaled, incoming by c and outgoing by 1/c; nil unless the activation is
  /// homogeneous.
  package let upToScale: [[Int]]?
}

extension Model {
  /// Sorts the neurons of a layer into classes.
  ///
  /// - Throws: `unknownName`; `notAvailable` for a layer without weights.
  package func neuronClasses(of layer: String, tolerance: Double) throws(EngineError) -> NeuronClasses {
    let neurons = try LayerNeurons(layer, of: self)
    let (incoming, outgoing) = (neurons.incomingRows, neurons.outgoingRows)
    let rows = neurons.rows
    let facts = try blueprint.readingActivation(of: layer).activation.facts
    let isRead = outgoing.map { $0.first?.isEmpty == false } ?? false
    return NeuronClasses(
      exact: EqualityClasses(rows: rows).groups, incoming: EqualityClasses(rows: incoming).groups,
      outgoing: isRead ? outgoing.map { EqualityClasses(rows: $0).groups } : nil,
      gradients: EqualityClasses(rows: try gradientRows(of: layer)).groups,
      near: NearClasses.groups(rows, tolerance),
      upToSign: facts.isOdd ? NearClasses.groups(rows, tolerance, upToSign: true) : nil,
      upToScale: facts.isHomogeneous && isRead
        ? NearClasses.groups(NearClasses.balanced(incoming, outgoing ?? []), tolerance) : nil)
  }

  /// For each neuron the gradients of its weights and biases, and of what reads it.
  private func gradientRows(of layer: String) throws(EngineError) -> [[Double]] {
    let place = try weightedPlace(layer)
    var columns = UnitColumns(units: layers[place].units)
    for part in layers[place].unitParts {
      columns.append(part.layout.gathered(try gradient(layer, part.parameter).values))
    }
    for reader in blueprint.readers(ofLayer: place) ?? [] {
      columns.append(try gradient(reader.owner ?? layer, reader.parameter).values, labels: reader.units)
    }
    return columns.all
  }
}

/// Classes of rows that are equal within a tolerance.
enum NearClasses {
  /// Rows that a chain of near ones joins are of one class; time grows with the square of their number, but most
  /// pairs part at their first entries.
  static func groups(_ rows: [[Double]], _ tolerance: Double, upToSign: Bool = false) -> [[Int]] {
    let sizes = rows.map { row in row.reduce(0) { max($0, abs($1)) } }
    var groupOf = Array(rows.indices)
    for i in rows.indices {
      for j in rows.indices.dropFirst(i + 1) where groupOf[j] != groupOf[i] {
        let bound = tolerance * max(sizes[i], sizes[j])
        let isNear =
          areNear(rows[i], rows[j], bound, sign: 1)
          || (upToSign && areNear(rows[i], rows[j], bound, sign: -1))
        guard isNear else { continue }
        let (kept, gone) = (min(groupOf[i], groupOf[j]), max(groupOf[i], groupOf[j]))
        for place in groupOf.indices where groupOf[place] == gone { groupOf[place] = kept }
      }
    }
    return Dictionary(grouping: rows.indices) { groupOf[$0] }.values.map { $0.sorted() }
      .sorted { $0[0] < $1[0] }
  }

  private static func areNear(_ left: [Double], _ right: [Double], _ bound: Double, sign: Double) -> Bool {
    for index in left.indices where !(abs(left[index] - sign * right[index]) <= bound) { return false }
    return true
  }

  /// Rows scaled so that incoming weights have norm 1, and what reads them is scaled back.
  static func balanced(_ incoming: [[Double]], _ outgoing: [[Double]]) -> [[Double]] {
    zip(incoming, outgoing).map { own, read in
      let norm = own.reduce(0) { $0 + $1 * $1 }.squareRoot()
      guard norm > 0 else { return own + read }
      return own.map { $0 / norm } + read.map { $0 * norm }
    }
  }
}
