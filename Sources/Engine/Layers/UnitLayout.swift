import Tensor

/// Where the numbers of a layer's units lie in a sample, or in a parameter.
///
/// Entry `((block · outer + o) · count / blocks + u) · inner + i` belongs to unit `block · count / blocks + u`:
/// the channels of an image lie in front of its height and width, the features of a sequence behind its time,
/// and the output channels of a grouped transposed convolution behind the inputs of their group.
package struct UnitLayout: Equatable, Sendable {
  /// Parts with units of their own.
  package let blocks: Int
  /// Times that the units of a block come by.
  package let outer: Int
  /// How many units there are.
  package let count: Int
  /// Numbers of a unit that lie together.
  package let inner: Int

  /// Takes the sizes as they are.
  package init(blocks: Int = 1, outer: Int, count: Int, inner: Int) {
    self.blocks = max(1, blocks)
    self.outer = outer
    self.count = count
    self.inner = inner
  }

  /// The units of a sample's shape: `[units]`, `[time, units]`, `[units, height, width]`.
  package init(shape: [Int]) {
    let axis = shape.count == 2 ? 1 : 0
    self.init(
      outer: shape.prefix(axis).reduce(1, *), count: shape.dropFirst(axis).first ?? 1,
      inner: shape.dropFirst(axis + 1).reduce(1, *))
  }

  /// Units of a block.
  private var width: Int { max(1, count / blocks) }
  /// How many numbers there are.
  package var size: Int { outer * count * inner }

  /// The unit that an entry belongs to, also where the whole comes again and again.
  package func unit(of entry: Int) -> Int {
    let run = entry / max(1, inner) % max(1, outer * count)
    return run / max(1, outer * width) * width + run % width
  }

  /// The unit of every entry.
  package var labels: UnitLabels { (0..<size).map { Int32(unit(of: $0)) } }

  /// The numbers put in order of the units, those of a unit in the order in which they lay.
  package func gathered(_ values: [Double]) -> [Double] {
    guard outer > 1 else { return values }
    var result: [Double] = []
    result.reserveCapacity(values.count)
    for unit in 0..<count {
      let (block, place) = (unit / width, unit % width)
      for run in 0..<outer {
        let start = ((block * outer + run) * width + place) * inner
        result += values[start..<start + inner]
      }
    }
    return result
  }
}

/// By entry of a sample or a parameter the unit that it belongs to; `noUnit` for none.
package typealias UnitLabels = [Int32]

/// The label of an entry that belongs to no unit in question.
package let noUnit: Int32 = -1

/// Which entries of a layer's own parameter belong to which of its units.
package struct UnitPart: Equatable, Sendable {
  /// Name of the parameter.
  package let parameter: String
  /// How its entries lie.
  package let layout: UnitLayout
  /// Whether the entries say how the layer reads the unit, as a recurrent weight's columns do.
  package let isOutgoing: Bool

  /// Describes a part.
  package init(_ parameter: String, _ layout: UnitLayout, isOutgoing: Bool = false) {
    self.parameter = parameter
    self.layout = layout
    self.isOutgoing = isOutgoing
  }

  /// The first axis counts the units.
  package init(_ parameter: String, rowsOf shape: [Int]) {
    self.init(
      parameter, UnitLayout(outer: 1, count: shape.first ?? 1, inner: shape.dropFirst().reduce(1, *)))
  }
}

/// What becomes of the units of a layer below on the way through another.
package struct UnitPassage: Equatable, Sendable {
  /// Weights that read units, entry by entry.
  package var readers: [UnitReader] = []
  /// Where the units lie in what goes out; nil where they end in sums of their own.
  package var onward: UnitLabels?
  /// Whether an entry reads several units, so that nobody's outgoing weights can be told.
  package var isMixed = false

  /// Several units are read as one.
  package static let mixed = UnitPassage(isMixed: true)
}

/// A parameter whose entries read units.
package struct UnitReader: Equatable, Sendable {
  /// Name of the layer that has the parameter; nil for the reading layer itself.
  package var owner: String?
  /// Name of the parameter.
  package let parameter: String
  /// By entry the unit that it reads.
  package let units: UnitLabels

  /// Describes a reader.
  package init(_ parameter: String, _ units: UnitLabels, owner: String? = nil) {
    self.parameter = parameter
    self.units = units
    self.owner = owner
  }
}

extension BlueprintLayer {
  /// Where its units lie in a sample that goes out.
  package var unitLayout: UnitLayout { UnitLayout(shape: outputShape) }
  /// Number of its units: neurons, channels, features.
  package var units: Int { unitLayout.count }
  /// Axis of a sample's shape that counts the units.
  package var unitAxis: Int { outputShape.count == 2 ? 1 : 0 }
  /// Which entries of its parameters belong to which of its units.
  package var unitParts: [UnitPart] { kind.unitParts(of: settings, input: inputShape) }
}

extension Blueprint {
  /// Everything that reads the units of a layer, in the order of the layers; nil where an entry reads several.
  package func readers(ofLayer place: Int) -> [UnitReader]? {
    var labels: [Int: UnitLabels] = [place: layers[place].unitLayout.labels]
    var result: [UnitReader] = []
    for next in layers.indices.dropFirst(place + 1) {
      let layer = layers[next]
      guard layer.inputs.contains(where: { labels[$0] != nil }) else { continue }
      let below = zip(layer.inputs, layer.inputShapes).map { input, shape in
        labels[input] ?? UnitLabels(repeating: noUnit, count: shape.reduce(1, *))
      }
      let passage = layer.kind.passage(of: below, through: layer.settings, inputs: layer.inputShapes)
      guard !passage.isMixed else { return nil }
      result += passage.readers.map { UnitReader($0.parameter, $0.units, owner: $0.owner ?? layer.name) }
      labels[next] = passage.onward
    }
    return result
  }
}
