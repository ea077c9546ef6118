import Engine
import Tensor

/// What makes the neurons of a layer: incoming weights, bias, outgoing weights.
///
/// Two neurons are the same when all three agree bit for bit; then no gradient can part them.
package struct LayerNeurons: Equatable, Sendable {
  /// Name of the layer.
  package let layer: String
  /// Number of neurons.
  package let count: Int
  /// Their incoming weights, biases, and where they read one another, one neuron after the other.
  let own: [Double]
  /// What reads them, one neuron after the other; nil where weights read several as one.
  let outgoing: [Double]?

  /// Takes the numbers as they are, `count` equal runs of each.
  init(layer: String, count: Int, own: [Double], outgoing: [Double]?) {
    self.layer = layer
    self.count = count
    self.own = own
    self.outgoing = outgoing
  }

  /// Numbers of one neuron's own.
  var ownWidth: Int { own.count / max(1, count) }
  /// Numbers that read one neuron.
  private var outgoingWidth: Int { (outgoing?.count ?? 0) / max(1, count) }

  /// One row a neuron: incoming weights, bias, outgoing weights.
  package var rows: [[Double]] { (0..<count).map(row) }

  /// A neuron's incoming weights, bias and outgoing weights.
  package func row(_ neuron: Int) -> [Double] {
    let row = Array(own[neuron * ownWidth..<(neuron + 1) * ownWidth])
    guard let outgoing else { return row }
    return row + outgoing[neuron * outgoingWidth..<(neuron + 1) * outgoingWidth]
  }

  /// One row a neuron: incoming weights and bias.
  var incomingRows: [[Double]] {
    (0..<count).map { Array(own[$0 * ownWidth..<($0 + 1) * ownWidth]) }
  }

  /// One row a neuron: outgoing weights; nil where they cannot be told apart.
  var outgoingRows: [[Double]]? {
    outgoing.map { values in
      (0..<count).map { Array(values[$0 * outgoingWidth..<($0 + 1) * outgoingWidth]) }
    }
  }

  /// Whether all neurons are one; looks no further than the first difference.
  package var areAllEqual: Bool {
    guard count > 1 else { return true }
    return Self.isRepeated(own, every: ownWidth) && Self.isRepeated(outgoing ?? [], every: outgoingWidth)
  }

  /// Whether all neurons of a layer are one, by `areAllEqual`; reads no more parameters than it must.
  ///
  /// - Throws: as the reading of all of them.
  static func areAllEqual(_ layer: String, of model: Model) throws(EngineError) -> Bool {
    let kind = model.layers[try model.weightedPlace(layer)]
    guard kind.units > 1 else { return true }
    for part in kind.unitParts {
      let gathered = part.layout.gathered(try model.parameter(layer, part.parameter).values)
      guard isRepeated(gathered, every: gathered.count / kind.units) else { return false }
    }
    return try LayerNeurons(layer, of: model).areAllEqual
  }

  /// Whether the numbers are a first run again and again, bit for bit.
  private static func isRepeated(_ values: [Double], every width: Int) -> Bool {
    for index in values.indices.dropFirst(width)
    where values[index].bitPattern != values[index - width].bitPattern { return false }
    return true
  }
}

extension LayerNeurons {
  /// Reads a layer of a model; the outgoing weights are those of all layers that read it, as far as each
  /// of them reads a single neuron.
  ///
  /// - Throws: `unknownName`; `notAvailable` for a layer without weights.
  package init(_ layer: String, of model: Model) throws(EngineError) {
    let place = try model.weightedPlace(layer)
    let units = model.layers[place].units
    var own = UnitColumns(units: units)
    for part in model.layers[place].unitParts {
      let values = try model.parameter(layer, part.parameter).values
      own.append(part.layout.gathered(values))
    }
    var outgoing: UnitColumns? = UnitColumns(units: units)
    if let readers = model.blueprint.readers(ofLayer: place) {
      for reader in readers {
        let values = try model.parameter(reader.owner ?? layer, reader.parameter).values
        outgoing?.append(values, labels: reader.units)
      }
    } else {
      outgoing = nil
    }
    self.init(layer: layer, count: units, own: own.joined, outgoing: outgoing?.joined)
  }
}

/// Numbers collected unit by unit.
struct UnitColumns {
  private var columns: [[Double]]

  /// None yet.
  init(units: Int) { columns = [[Double]](repeating: [], count: units) }

  /// Adds an equal run of numbers to each unit.
  mutating func append(_ gathered: [Double]) {
    let width = gathered.count / max(1, columns.count)
    for unit in columns.indices { columns[unit] += gathered[unit * width..<(unit + 1) * width] }
  }

  /// Adds each number to the unit it is labelled with, if any.
  mutating func append(_ values: [Double], labels: UnitLabels) {
    for (value, label) in zip(values, labels) where label != noUnit { columns[Int(label)].append(value) }
  }

  /// The units' numbers, a row for each.
  var all: [[Double]] { columns }

  /// The units' numbers, one unit after the other.
  var joined: [Double] { Array(columns.joined()) }
}
