import Engine
import InitKit

/// Trains the same network from several initializers and several seeds; a value that says how.
package struct Comparison: Sendable {
  /// The network; its seed is the first of the seeds.
  package var description: ModelDescription
  /// The samples.
  package var data: Dataset
  /// The plugin table, for what the description leaves to defaults.
  package var initializers: InitializerTable
  /// What is compared, one row each.
  package var candidates: [ChosenInitializer]
  /// The layer whose weights are drawn by the candidates; nil for all layers.
  package var layer: String?
  /// Whether candidates initialize the whole network, biases and all, whatever else was chosen.
  package var isNetworkWide = false
  /// Number of seeds, at least 1: the description's and those that follow it.
  package var seeds: Int
  /// Steps to train.
  package var steps: Int
  /// Loss to reach; nil for a tenth of the loss of the network with all parameters zero.
  package var target: Double?

  /// Says what to compare.
  package init(
    _ candidates: [ChosenInitializer], description: ModelDescription, data: Dataset,
    initializers: InitializerTable
  ) {
    self.candidates = candidates
    self.description = description
    self.data = data
    self.initializers = initializers
    seeds = 5
    steps = 1000
  }

  /// What was found.
  package struct Result: Sendable {
    /// One row a candidate in the order asked for; fewer when interrupted.
    package let rows: [ComparisonRow]
    /// The loss that was to be reached.
    package let target: Double
    /// Loss of the network with all parameters zero.
    package let zeroLoss: Double
    /// Whether all rows are there.
    package let isComplete: Bool
  }

  /// Compares; `progress` is told row and seed, both from 0, before each training.
  ///
  /// A row depends on its own candidate only. An interrupt ends it with the rows that are complete.
  ///
  /// - Throws: what `Model` throws, before the first step where an initializer does not fit the network;
  ///   `unknownName` or `notAvailable` for the layer.
  package func run(
    interrupt: UnsafePointer<Int32>? = nil, progress: (_ row: Int, _ seed: Int) -> Void = { _, _ in }
  ) throws(EngineError) -> Result {
    precondition(seeds >= 1 && steps >= 0, "\(seeds) seeds, \(steps) steps")
    let zero = try Model(description, data: data, initializers: initializers, isDrawn: false)
    try zero.clear()
    let zeroLoss = try zero.loss(on: .training)
    let target = target ?? zeroLoss / 10
    let neurons = zero.hiddenLayers.reduce(0) { $0 + $1.units }
    // A candidate that cannot fill these shapes is told before minutes were spent on the others.
    for candidate in candidates { _ = try model(candidate, seed: 0, interrupt) }

    var rows: [ComparisonRow] = []
    for (place, candidate) in candidates.enumerated() {
      var trials: [ComparisonTrial] = []
      for seed in 0..<seeds {
        progress(place, seed)
        let trial = try TrialRun(try model(candidate, seed: seed, interrupt), target: target)
          .train(steps: steps, interrupt: interrupt)
        guard let trial else {
          return Result(rows: rows, target: target, zeroLoss: zeroLoss, isComplete: false)
        }
        trials.append(trial)
      }
      let row = ComparisonRow(candidate, trials, neurons: neurons, zeroLoss: zeroLoss)
      if let row { rows.append(row) }
    }
    return Result(rows: rows, target: target, zeroLoss: zeroLoss, isComplete: true)
  }

  /// A fresh network drawn by a candidate.
  private func model(
    _ candidate: ChosenInitializer, seed: Int, _ interrupt: UnsafePointer<Int32>?
  ) throws(EngineError) -> Model {
    var changed = description
    if isNetworkWide {
      changed.initializeNetwork(by: candidate)
    } else {
      changed = try description.drawingWeights(of: layer, by: candidate, data, initializers)
    }
    changed.seed = description.seed &+ UInt64(seed)
    return try Model(changed, data: data, initializers: initializers, interrupt: interrupt)
  }
}

extension Model {
  /// Sets every parameter to zero.
  fileprivate func clear() throws(EngineError) {
    for layer in layers {
      for parameter in layer.parameters {
        try setParameter(layer.name, parameter.name, to: .init(repeating: 0, shape: parameter.shape))
      }
    }
  }
}
