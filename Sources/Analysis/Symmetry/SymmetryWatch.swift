import Engine

/// Knows of each layer at which step its neurons first were not all equal; a value beside a model.
///
/// A layer whose neurons are one, with what the optimizer remembers of them, stays so for ever. So it
/// parts soon after something was done to it or never, and looking seldom is enough: training goes on in
/// chunks, and when a layer parted inside one, the chunk is run again step by step to find where. A layer
/// that parts by rounding and has met again when the chunk ends is not seen.
package struct SymmetryWatch: Equatable, Sendable {
  /// Most steps between two looks.
  static let longestChunk = 4096
  /// Most multiplications, roughly, in a chunk: it may have to be run again while a person waits.
  static let chunkWork = 1 << 28

  private var layers: [Layer] = []

  /// What is known of one layer.
  private struct Layer: Equatable, Sendable {
    let name: String
    let neurons: Int
    var brokeAt: Int?

    /// Whether a look may still tell something: a single neuron has nobody to differ from.
    var isOpen: Bool { neurons > 1 && brokeAt == nil }
  }

  /// Knows no layer yet.
  package init() {}

  /// Step at which a layer's neurons first were not all equal; nil while they are, or for an unknown layer.
  package func brokeAt(_ layer: String) -> Int? { layers.first { $0.name == layer }?.brokeAt }

  /// Looks at a model after its numbers or its structure were changed other than by training.
  ///
  /// Layers that are not all equal count as broken at the present step, or when they were broken before.
  package mutating func observe(_ model: Model) {
    var seen: [Layer] = []
    for layer in model.weightedLayers {
      guard let areAllEqual = try? LayerNeurons.areAllEqual(layer.name, of: model) else { continue }
      var entry = Layer(name: layer.name, neurons: layer.units, brokeAt: nil)
      if !areAllEqual {
        let known = layers.first { $0.name == layer.name && $0.neurons == layer.units }?.brokeAt
        entry.brokeAt = min(known ?? model.step, model.step)
      }
      seen.append(entry)
    }
    layers = seen
  }

  /// Trains; bits and record are those of `model.run`.
  package mutating func run(
    _ model: Model, steps: Int, interrupt: UnsafePointer<Int32>? = nil
  ) -> RunOutcome {
    if layers.map(\.name) != model.weightedLayers.map(\.name) { observe(model) }
    let start = model.step
    let longest = longestChunk(of: model)
    var left = max(0, steps)
    var chunk = 1
    while left > 0, layers.contains(where: \.isOpen) {
      let before = model.snapshot()
      let outcome = model.run(steps: min(chunk, left), interrupt: interrupt)
      locateBreaks(in: model, since: before)
      left -= outcome.taken
      chunk = min(2 * chunk, longest)
      if outcome.stoppedBy != .count { return total(outcome, since: start) }
    }
    return total(model.run(steps: left, interrupt: interrupt), since: start)
  }

  /// Trains to the end of the present epoch, and for more epochs; bits and record are those of `model.run`.
  package mutating func run(
    _ model: Model, epochs: Int, interrupt: UnsafePointer<Int32>? = nil
  ) -> RunOutcome {
    guard epochs > 0 else { return run(model, steps: 0, interrupt: interrupt) }
    let (more, overflow) = model.stepsPerEpoch.multipliedReportingOverflow(by: epochs - 1)
    let (steps, beyond) = more.addingReportingOverflow(model.stepsLeftInEpoch)
    return run(model, steps: overflow || beyond ? .max : steps, interrupt: interrupt)
  }

  private func total(_ outcome: RunOutcome, since start: Int) -> RunOutcome {
    var total = outcome
    total.taken = outcome.step - start
    return total
  }

  private func longestChunk(of model: Model) -> Int {
    let work = max(1, model.blueprint.parameterCount * model.batchRows)
    return min(max(1, Self.chunkWork / work), Self.longestChunk)
  }

  /// Open layers that are not all equal now.
  private func broken(in model: Model) -> [Int] {
    layers.indices.filter { layers[$0].isOpen && !isOneClass(layers[$0].name, model) }
  }

  private func isOneClass(_ layer: String, _ model: Model) -> Bool {
    (try? LayerNeurons.areAllEqual(layer, of: model)) ?? true
  }

  /// Notes the steps at which layers parted since a snapshot, in which all open ones were whole.
  ///
  /// Goes step by step and not by halves: rounding may let neurons that parted meet again for a while.
  private mutating func locateBreaks(in model: Model, since before: Snapshot) {
    var missing = Set(broken(in: model))
    guard !missing.isEmpty else { return }
    let after = model.snapshot()
    model.goBack(to: before)
    while model.step < after.step, !missing.isEmpty {
      _ = model.run(steps: 1)
      for place in broken(in: model) {
        layers[place].brokeAt = model.step
        missing.remove(place)
      }
    }
    model.goBack(to: after)
  }
}

extension Model {
  /// Puts back a snapshot that was taken of this very network.
  fileprivate func goBack(to snapshot: Snapshot) {
    do throws(EngineError) {
      try restore(snapshot)
    } catch {
      preconditionFailure("a network takes back its own snapshot: \(error)")
    }
  }
}
