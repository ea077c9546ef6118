import Engine

/// A block of layers being written: `residual { … }`, `parallel { … }`, or a branch of the latter.
struct LayerBlock {
  /// Whether each layer reads what went into the block, rather than the layer before it.
  let isParallel: Bool
  /// What went into the block.
  let entry: String
  /// The layer written last.
  private(set) var last: String?
  /// The layers that the block ends in: all of a parallel one.
  private(set) var ends: [String] = []

  /// What the next layer reads.
  var nextInput: String { isParallel ? entry : last ?? entry }

  /// Starts a block behind a layer.
  init(isParallel: Bool, entry: String) {
    self.isParallel = isParallel
    self.entry = entry
  }

  /// Takes note of a layer, or of a whole block by its last one.
  mutating func append(_ name: String) {
    last = name
    ends = isParallel ? ends + [name] : [name]
  }
}

extension Session {
  /// Name of the layer that the next one reads.
  var nextLayerInput: String { blocks.last?.nextInput ?? layerNames.last ?? "input" }

  /// Writes a block and returns it when it ends; a block that fails leaves the network as it was.
  func writing(isParallel: Bool, _ body: () throws -> Void) throws -> LayerBlock {
    let before = laboratory.asked
    blocks.append(LayerBlock(isParallel: isParallel, entry: nextLayerInput))
    let depth = blocks.count
    do {
      try body()
      return blocks.removeLast()
    } catch {
      blocks.removeLast(blocks.count - depth + 1)
      laboratory.restore(before)
      throw error
    }
  }
}
