import Engine
import Tensor

extension CauseSearch {
  /// Losses below are as good as 0.
  private static let leastLoss = 1e-12
  /// Steps that are looked at, at most.
  private static let window = 100
  /// A fall by less than this share of the loss is none.
  private static let leastShare = 1e-3

  /// Why the loss moves, or does not.
  ///
  /// - Throws: `notAvailable`, which cannot be here.
  func ofLoss() throws(EngineError) -> [Cause] {
    let loss = model.loss
    if abs(loss) < Self.leastLoss { return [.atMinimum(loss: loss)] }
    let layers = model.weightedLayers
    if model.learningRate == 0 { return [.noLearningRate] }
    let moving = layers.filter { $0.parameters.contains(where: \.learns) }
    guard let first = moving.first else { return layers.map { .frozen(layer: $0.name) } }
    var norms: [Double] = []
    for layer in moving { norms.append(try norm(layer)) }
    if norms.allSatisfy({ $0 == 0 }) { return try ofZero(first.name, nil) }
    let hidden = model.hiddenLayers.filter { $0.units > 1 }
    if !hidden.isEmpty {
      var different = 0
      for layer in hidden where try model.distinct(in: layer.name) > 1 { different += 1 }
      if different == 0 { return [.oneNeuron(layers: hidden.map(\.name), loss: loss)] }
    }
    let total = norms.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return [try course(loss, total)] + (try vanishing(moving))
  }

  /// What the recorded losses say of the last steps.
  private func course(_ loss: Double, _ norm: Double) throws(EngineError) -> Cause {
    let points = model.lossHistory.points.suffix(where: { $0.index >= model.step - Self.window })
    guard let start = points.first else {
      return .inOrder(layer: nil, subject: "loss", norm: norm, mean: norm, ratio: nil)
    }
    let values = points.map(\.value) + [loss]
    let fell = start.value - loss
    let wandered = zip(values, values.dropFirst()).reduce(0) { $0 + max(0, $1.1 - $1.0) }
    let steps = model.step - start.index
    // Gradient descent lowers the loss by about lr |g|^2 at each step.
    let expected = model.learningRate * norm * norm * Double(steps)
    if wandered >= abs(fell), wandered > Self.leastShare * abs(loss) {
      return .oscillating(steps: steps, fell: fell, wandered: wandered)
    }
    if fell < Self.leastShare * abs(loss) {
      return .flat(steps: steps, fell: fell, norm: norm, expected: expected)
    }
    return .falling(steps: steps, fell: fell, loss: loss)
  }

  /// The first layer whose gradient vanishes, if one does.
  private func vanishing(_ layers: [BlueprintLayer]) throws(EngineError) -> [Cause] {
    for layer in layers {
      let mean = try meanGradient(layer)
      guard mean < thresholds.vanishingGradient else { continue }
      return [
        .vanishing(
          layer: layer.name, mean: mean, threshold: thresholds.vanishingGradient,
          path: try path(down: layer.name))
      ]
    }
    return []
  }

  private func norm(_ layer: BlueprintLayer) throws(EngineError) -> Double {
    var sum = 0.0
    for parameter in layer.parameters {
      sum += try model.gradient(layer.name, parameter.name).values.reduce(0) { $0 + $1 * $1 }
    }
    return sum.squareRoot()
  }

  private func meanGradient(_ layer: BlueprintLayer) throws(EngineError) -> Double {
    var (sum, count) = (0.0, 0)
    for parameter in layer.parameters {
      let values = try model.gradient(layer.name, parameter.name).values
      sum += values.reduce(0) { $0 + abs($1) }
      count += values.count
    }
    return sum / Double(max(1, count))
  }

  /// The way of the gradient from the loss down to a layer.
  func path(down layer: String) throws(EngineError) -> [CauseLink] {
    var links: [CauseLink] = []
    for link in model.weightedLayers.reversed() {
      let deltas = try model.activations(link.name, .delta).values
      let pre = try model.activations(link.name, .pre).values
      let slopes = try model.outlet(of: link).activation.slopes(at: pre)
      let weight = link.parameters.first { $0.site.role == .weight }
      var values: [Double]?
      if let weight { values = try model.parameter(link.name, weight.name).values }
      let square = Self.meanSquare(slopes)
      links.append(
        CauseLink(
          layer: link.name, delta: Self.meanSquare(deltas).squareRoot(),
          deviation: values.flatMap { Reduction.deviation.apply($0) }, slope: square.squareRoot(),
          factor: values.flatMap { values in
            weight.map { Double($0.declaration.fans.output) * Self.meanSquare(values) * square }
          }))
      if link.name == layer { break }
    }
    return links
  }

  private static func meanSquare(_ values: [Double]) -> Double {
    values.isEmpty ? 0 : values.reduce(0) { $0 + $1 * $1 } / Double(values.count)
  }
}

extension Array {
  /// The last elements that are so.
  fileprivate func suffix(where isSo: (Element) -> Bool) -> ArraySlice<Element> {
    self[(lastIndex { !isSo($0) }.map { $0 + 1 } ?? startIndex)...]
  }
}
