import Engine
import Tensor

/// One training of a comparison.
struct TrialRun {
  private let model: Model
  private let target: Double

  /// Takes a fresh network.
  init(_ model: Model, target: Double) {
    self.model = model
    self.target = target
  }

  /// Trains and looks at what came of it; nil when interrupted.
  ///
  /// - Throws: what looking at the network throws.
  func train(steps: Int, interrupt: UnsafePointer<Int32>?) throws(EngineError) -> ComparisonTrial? {
    if let interrupt, interrupt.pointee != 0 { return nil }
    let firstLoss = try model.loss(on: .training)
    let ratio = try gradientRatio()
    var reached = firstLoss <= target ? 0 : nil
    var divergedAt: Int?
    while model.step < steps, divergedAt == nil {
      let before = model.step
      let outcome = model.run(steps: min(stride, steps - before), interrupt: interrupt)
      switch outcome.stoppedBy {
      case .interrupt: return nil
      case .diverged(let place): divergedAt = place.step
      case .count: break
      }
      if reached == nil { reached = try firstReached(after: before) }
    }
    let distinct = try hidden { layer throws(EngineError) in try model.distinct(in: layer.name) }
    let dead = try hidden { layer throws(EngineError) in try model.neuronStates(in: layer.name).deadCount }
    return ComparisonTrial(
      seed: model.description.seed, firstLoss: firstLoss, loss: try model.loss(on: .training),
      accuracy: model.accuracy(on: model.data.heldOut == nil ? .training : .heldOut), stepsToTarget: reached,
      distinct: distinct.reduce(0, +), isOneNeuron: isOneNeuron(distinct), dead: dead.reduce(0, +),
      gradientRatio: ratio, divergedAt: divergedAt)
  }

  /// Steps between two looks at the loss: with the full batch the record has every step's.
  private var stride: Int { model.blueprint.isFullBatch ? History.capacity : model.stepsPerEpoch }

  /// The first step after a given one at which the loss was at or below the target, where it is known.
  ///
  /// With the full batch, the record has all of the first 4096 steps, later every second, fourth, ...
  /// Else the loss of a batch is not that of the samples, which is taken once an epoch.
  private func firstReached(after step: Int) throws(EngineError) -> Int? {
    if model.blueprint.isFullBatch {
      let point = model.lossHistory.points.first { $0.index > step && $0.value <= target }
      if let point { return point.index }
    }
    return try model.loss(on: .training) <= target ? model.step : nil
  }

  /// Norm of the gradient by the first weights over that by the last.
  private func gradientRatio() throws(EngineError) -> Double? {
    let layers = model.weightedLayers
    guard let first = layers.first, let last = layers.last else { return nil }
    let firstNorm = try model.weightGradientNorm(of: first.name)
    let lastNorm = try model.weightGradientNorm(of: last.name)
    return firstNorm == 0 && lastNorm == 0 ? nil : firstNorm / lastNorm
  }

  private func hidden(_ count: (BlueprintLayer) throws(EngineError) -> Int) throws(EngineError) -> [Int] {
    var counts: [Int] = []
    for layer in model.hiddenLayers { counts.append(try count(layer)) }
    return counts
  }

  private func isOneNeuron(_ distinct: [Int]) -> Bool {
    let several = zip(model.hiddenLayers, distinct).filter { $0.0.units > 1 }
    return !several.isEmpty && several.allSatisfy { $0.1 == 1 }
  }
}
