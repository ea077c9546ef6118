import InitKit

extension Blueprint {
  /// The layers as a scheme sees them.
  var networkLayers: [NetworkLayer] {
    var place = 0
    return layers.enumerated().map { index, layer in
      let parameters = layer.parameters.map { parameter in
        defer { place += 1 }
        return NetworkParameter(place: place, site: parameter.site, isFree: parameter.isFree)
      }
      return NetworkLayer(
        place: index, name: layer.name, kind: layer.settings.kind, inputs: layer.inputs,
        inputShapes: layer.inputShapes, outputShape: layer.outputShape, units: layer.units,
        activation: layer.settings.activation.site(isOutput: index == layers.count - 1),
        numbers: layer.settings.options.values.compactMapValues {
          if case .number(let number) = $0 { number } else { nil }
        }, parameters: parameters, isOutput: index == layers.count - 1)
    }
  }
}

/// Finds the branches of a network whose answers are added to what went into them.
struct BranchSearch {
  private let layers: [NetworkLayer]

  /// Takes a network's layers.
  init(_ layers: [NetworkLayer]) { self.layers = layers }

  /// The branches, in the order of the layers that add.
  var branches: [ResidualBranch] {
    layers.flatMap { layer -> [ResidualBranch] in
      switch layer.kind {
      case "residual":
        guard let entry = layer.inputs.first else { return [] }
        return layer.inputs.dropFirst().compactMap { branch(from: entry, through: $0, to: layer) }
      case "add" where layer.inputs.count == 2: return besideShortcut(layer).map { [$0] } ?? []
      case "transformer_block": return halves(of: layer)
      default: return []
      }
    }
  }

  /// Layers that attention counts for: queries, keys and values, scores, output.
  private static let attentionLayers = 4

  /// The branch between two places; nil when it has no weights.
  private func branch(from entry: Int, through last: Int, to end: NetworkLayer) -> ResidualBranch? {
    guard let path = path(from: entry, to: last) else { return nil }
    return branch(path, end: end.place)
  }

  /// All layers from behind an entry up to a place, blocks in between whole; nil when a way passes the entry by.
  private func path(from entry: Int, to last: Int) -> [NetworkLayer]? {
    var met: Set<Int> = []
    var open = [last]
    while let place = open.popLast() {
      guard place != entry, !met.contains(place) else { continue }
      guard place > entry, place >= 0 else { return nil }
      met.insert(place)
      open += layers[place].inputs
    }
    return met.sorted().map { layers[$0] }
  }

  private func branch(_ path: [NetworkLayer], end: Int) -> ResidualBranch? {
    let weights = path.flatMap(\.weights)
    guard let last = path.lastIndex(where: { !$0.weights.isEmpty }) else { return nil }
    let count = path.reduce(0) { sum, layer in
      sum + (layer.kind == "attention" ? Self.attentionLayers : layer.weights.isEmpty ? 0 : 1)
    }
    let factors = path[last...].flatMap { $0.parameters.filter { $0.site.role == .scale } }
    return ResidualBranch(
      end: end, weights: weights, layerCount: count, lastFactors: factors,
      hasAttention: path.contains { $0.kind == "attention" })
  }

  /// Of two paths that are added, the one with more layers of weights, if the other has one at most.
  private func besideShortcut(_ join: NetworkLayer) -> ResidualBranch? {
    guard let entry = commonEntry(join.inputs[0], join.inputs[1]),
      let left = path(from: entry, to: join.inputs[0]), let right = path(from: entry, to: join.inputs[1])
    else { return nil }
    let counts = [left, right].map { path in path.count { !$0.weights.isEmpty } }
    guard counts[0] != counts[1], counts.min() ?? 0 <= 1 else { return nil }
    return branch(counts[0] > counts[1] ? left : right, end: join.place)
  }

  /// The last place that both paths come from.
  private func commonEntry(_ left: Int, _ right: Int) -> Int? {
    func places(below start: Int) -> [Int] {
      var result = [start]
      var place = start
      while place >= 0, let next = layers[place].inputs.first {
        result.append(next)
        place = next
      }
      return result
    }
    let others = Set(places(below: right))
    return places(below: left).first { others.contains($0) }
  }

  /// Attention and the two products of a transformer block.
  private func halves(of block: NetworkLayer) -> [ResidualBranch] {
    let attention = block.weights.filter { $0.site.parameter.hasPrefix("self_attn.") }
    let products = block.weights.filter { $0.site.parameter.hasPrefix("linear") }
    return [
      ResidualBranch(
        end: block.place, weights: attention, layerCount: Self.attentionLayers, hasAttention: true),
      ResidualBranch(end: block.place, weights: products, layerCount: products.count),
    ]
  }
}
