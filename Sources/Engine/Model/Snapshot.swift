import Tensor

/// The whole state of a model at a step, bit for bit; a value.
package struct Snapshot: Sendable {
  /// Steps taken.
  package let step: Int
  /// Epochs finished.
  package let epoch: Int
  /// Row of the epoch's order where the batch starts.
  let firstRow: Int
  /// Parameters, optimizer, statistics.
  let bytes: [UInt8]
  /// Parameters before the last step; nil when there was none.
  let previousBytes: [UInt8]?
  /// How often each parameter was drawn.
  let draws: [ParameterKey: UInt64]
  /// Updates of parameters that were written by hand.
  let heldUpdates: [ParameterKey: [Double]]
  /// Losses recorded.
  let lossHistory: History
  /// Accuracies recorded.
  let accuracyHistory: History
  /// What steps did to neurons.
  let neuronRecord: NeuronRecord
  /// What it fits.
  let shape: StateShape

  /// Size of the parameters and the optimizer's memory in it.
  package var byteCount: Int { bytes.count + (previousBytes?.count ?? 0) }

  /// Size of all that it holds, the record of losses and accuracies among it.
  package var memoryBytes: Int {
    byteCount + heldUpdates.byteCount + lossHistory.byteCount + accuracyHistory.byteCount
      + neuronRecord.byteCount
  }
}

extension [ParameterKey: [Double]] {
  /// Size of the numbers.
  fileprivate var byteCount: Int { values.reduce(0) { $0 + $1.count } * MemoryLayout<Double>.size }
}

/// What must agree between a snapshot and the network it is put into.
struct StateShape: Equatable, Sendable {
  /// The number type.
  let precision: Precision
  /// Layer, name and shape of each parameter and each statistic.
  let parameters: [String]
  /// Name of the optimizer.
  let optimizer: String
  /// Parameters that learn at one rate each, whose powers it holds.
  let rateRuns: [RateRun]
  /// Number of training samples.
  let rows: Int
  /// Most rows of a batch.
  let batchRows: Int

  /// What a network needs of a snapshot.
  init(_ network: CompiledNetwork) {
    precision = network.precision
    parameters =
      network.memory.slots.map { "\($0.layerName).\($0.parameter.name)\($0.parameter.shape)" }
      + network.memory.statistics.map { "\($0.layerName).\($0.statistic.name)\($0.statistic.shape)" }
    optimizer = network.blueprint.optimizer.optimizer.name
    rateRuns = network.memory.rateRuns
    rows = network.memory.rows
    batchRows = network.blueprint.batchRows
  }
}

extension Model {
  /// What a snapshot of now would hold, by `memoryBytes`.
  package var snapshotBytes: Int {
    network.memory.persistentBytes + network.memory.parameterCount * precision.bytes + heldUpdates.byteCount
      + lossHistory.byteCount + accuracyHistory.byteCount + neuronRecord.byteCount
  }

  /// Copies the state.
  package func snapshot() -> Snapshot {
    Snapshot(
      step: step, epoch: epoch, firstRow: firstRow,
      bytes: network.arena.bytes(network.memory.persistentBytes), previousBytes: previousBytes, draws: draws,
      heldUpdates: heldUpdates,
      lossHistory: lossHistory, accuracyHistory: accuracyHistory, neuronRecord: neuronRecord,
      shape: StateShape(network))
  }

  /// Puts a state back; every number and every later step is as it was, bit for bit.
  ///
  /// - Throws: `snapshot` when it is one of another network, optimizer, batch size or number of rows.
  package func restore(_ snapshot: Snapshot) throws(EngineError) {
    guard snapshot.shape == StateShape(network),
      snapshot.bytes.count == network.memory.persistentBytes
    else { throw .snapshot }
    network.arena.restore(snapshot.bytes)
    restorePrevious(snapshot.previousBytes)
    (step, epoch, firstRow) = (snapshot.step, snapshot.epoch, snapshot.firstRow)
    (draws, heldUpdates) = (snapshot.draws, snapshot.heldUpdates)
    (lossHistory, accuracyHistory) = (snapshot.lossHistory, snapshot.accuracyHistory)
    neuronRecord = snapshot.neuronRecord
    evaluated = .nothing
    shuffle()
  }
}
