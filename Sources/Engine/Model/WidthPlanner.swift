import InitKit

/// Finds out which axes of the parameters grow with the width of a network.
///
/// Layers with a size of their own grow, but for the last one with weights; what comes behind grows with them; the
/// network's input does not grow.
struct WidthPlanner {
  private let base: Double
  private let layers: [PlannedLayer]
  private let declared: [[ParameterDeclaration]]
  /// The last layer with weights: its outputs are as many as the targets ask for.
  private let outputPlace: Int?
  /// By place how many times wider a layer's output is than at the base; nil where it does not grow.
  private var growth: [Double?] = []

  /// Plans layers that are in order.
  init(base: Int, _ layers: [PlannedLayer], _ declared: [[ParameterDeclaration]]) {
    self.base = Double(base)
    self.layers = layers
    self.declared = declared
    let weights: Set<ParameterRole> = [.weight, .recurrent, .embedding]
    outputPlace = declared.lastIndex { $0.contains { weights.contains($0.role) } }
    for place in layers.indices { growth.append(outputGrowth(of: place)) }
  }

  /// How many times wider what a layer reads is than at the base.
  private func growthBelow(_ place: Int) -> Double? {
    place == LayerGraph.networkInput ? nil : growth[place]
  }

  private func outputGrowth(of place: Int) -> Double? {
    let layer = layers[place]
    if let output = outputPlace, place >= output { return nil }
    if let size = layer.settings.size, layer.kind.sizeRule != .none { return Double(size) / base }
    let below = layer.inputs.map(growthBelow)
    guard layer.kind.isJoin, layer.inputs.count > 1 else { return below.first ?? nil }
    // Joined side by side, what grows is set against what there was at the base.
    var (wide, narrow) = (0.0, 0.0)
    for (growth, shape) in zip(below, layer.inputShapes) {
      let units = Double(shape.first ?? 1)
      wide += units
      narrow += units / (growth ?? 1)
    }
    return below.contains { $0 != nil } ? wide / max(1, narrow) : nil
  }

  /// The place of one parameter of a layer.
  func scaling(of parameter: ParameterDeclaration, at place: Int) -> WidthScaling {
    let layer = layers[place]
    let below = layer.inputs.first.flatMap(growthBelow)
    let above = growth[place]
    guard parameter.shape.reduce(1, *) > 1 else { return .fixed }
    switch parameter.role {
    case .bias, .scale: return above.map { WidthScaling(role: .vector, input: 1, output: $0) } ?? .fixed
    case .embedding: return above.map { WidthScaling(role: .input, input: 1, output: $0) } ?? .fixed
    case .recurrent: return Self.scaling(above, above)
    case .weight: return Self.scaling(layer.settings.kind == "depthwise" ? nil : below, above)
    }
  }

  private static func scaling(_ below: Double?, _ above: Double?) -> WidthScaling {
    let role: WidthRole =
      switch (below, above) {
      case (nil, nil): .fixed
      case (nil, _): .input
      case (_, nil): .output
      default: .hidden
      }
    return WidthScaling(role: role, input: below ?? 1, output: above ?? 1)
  }
}
