import Tensor

/// The whole state of a model at a step, bit for bit; a value.
package struct Snapshot: Sendable {
  /// Steps taken.
  package let step: Int
  /// Epochs finished.
  package let epoch: Int
  let firstRow: Int
  let bytes: [UInt8]
  let draws: [ParameterKey: UInt64]
  let heldUpdates: [ParameterKey: [Double]]
  let lossHistory: History
  let accuracyHistory: History
  let shape: StateShape

  /// Size of the parameters and the optimizer's memory in it.
  package var byteCount: Int { bytes.count }
}

/// What must agree between a snapshot and the network it is put into.
struct StateShape: Equatable, Sendable {
  let precision: Precision
  let parameters: [String]
  let optimizer: String
  let rows: Int
  let batchRows: Int

  init(_ network: CompiledNetwork) {
    precision = network.precision
    parameters = network.memory.slots.map { "\($0.layerName).\($0.parameter.name)\($0.parameter.shape)" }
    optimizer = network.blueprint.optimizer.optimizer.name
    rows = network.memory.rows
    batchRows = network.blueprint.batchRows
  }
}

extension Model {
  /// Copies the state.
  package func snapshot() -> Snapshot {
    Snapshot(
      step: step, epoch: epoch, firstRow: firstRow,
      bytes: network.arena.bytes(network.memory.persistentBytes), draws: draws, heldUpdates: heldUpdates,
      lossHistory: lossHistory, accuracyHistory: accuracyHistory, shape: StateShape(network))
  }

  /// Puts a state back; every number and every later step is as it was, bit for bit.
  ///
  /// - Throws: `snapshot` when it is one of another network, optimizer, batch size or number of rows.
  package func restore(_ snapshot: Snapshot) throws(EngineError) {
    guard snapshot.shape == StateShape(network),
      snapshot.bytes.count == network.memory.persistentBytes
    else { throw .snapshot }
    network.arena.restore(snapshot.bytes)
    (step, epoch, firstRow) = (snapshot.step, snapshot.epoch, snapshot.firstRow)
    (draws, heldUpdates) = (snapshot.draws, snapshot.heldUpdates)
    (lossHistory, accuracyHistory) = (snapshot.lossHistory, snapshot.accuracyHistory)
    evaluated = .nothing
    shuffle()
  }
}
