/// A snapshot taken apart, to be written to a file and put together again; a value.
package struct SnapshotRecord: Equatable, Sendable {
  /// Steps taken.
  package var step: Int
  /// Epochs finished.
  package var epoch: Int
  /// Row of the epoch's order where the batch starts.
  package var firstRow: Int
  /// Parameters, optimizer, statistics.
  package var bytes: [UInt8]
  /// Parameters before the last step; nil when there was none.
  package var previous: [UInt8]?
  /// How often each parameter was drawn, by names such as `h1.weight`.
  package var draws: [String: UInt64]
  /// Updates of parameters that were written by hand, by name.
  package var heldUpdates: [String: [Double]]
  /// Losses recorded.
  package var losses: History
  /// Accuracies recorded.
  package var accuracies: History

  /// Takes the parts.
  package init(
    step: Int, epoch: Int, firstRow: Int, bytes: [UInt8], previous: [UInt8]?,
    draws: [String: UInt64],
    heldUpdates: [String: [Double]], losses: History, accuracies: History
  ) {
    (self.step, self.epoch, self.firstRow, self.bytes) = (step, epoch, firstRow, bytes)
    self.previous = previous
    (self.draws, self.heldUpdates) = (draws, heldUpdates)
    (self.losses, self.accuracies) = (losses, accuracies)
  }
}

extension Snapshot {
  /// Its parts.
  package var record: SnapshotRecord {
    SnapshotRecord(
      step: step, epoch: epoch, firstRow: firstRow, bytes: bytes, previous: previousBytes,
      draws: Dictionary(uniqueKeysWithValues: draws.map { ($0.key.text, $0.value) }),
      heldUpdates: Dictionary(uniqueKeysWithValues: heldUpdates.map { ($0.key.text, $0.value) }),
      losses: lossHistory, accuracies: accuracyHistory)
  }
}

extension Model {
  /// Puts the state of a record back.
  ///
  /// - Throws: `snapshot` when it is not one of this network, optimizer, batch size and number of rows.
  package func restore(_ record: SnapshotRecord) throws(EngineError) {
    let shape = StateShape(network)
    let known = Dictionary(uniqueKeysWithValues: network.memory.slots.map { ($0.key.text, $0) })
    guard record.step >= 0, record.epoch >= 0, (0..<max(1, data.rows)).contains(record.firstRow),
      record.previous.map({ $0.count == network.memory.parameterCount * precision.bytes }) ?? true,
      record.draws.keys.allSatisfy({ known[Self.whole($0)] != nil }),
      record.heldUpdates.allSatisfy({ known[$0.key]?.count == $0.value.count })
    else { throw .snapshot }
    var draws: [ParameterKey: UInt64] = [:]
    for (name, count) in record.draws {
      guard let slot = known[Self.whole(name)] else { continue }
      let entries = name.dropFirst(Self.whole(name).count)
      draws[ParameterKey(layer: slot.key.layer, parameter: slot.key.parameter + entries)] = count
    }
    var heldUpdates: [ParameterKey: [Double]] = [:]
    for (name, values) in record.heldUpdates { if let slot = known[name] { heldUpdates[slot.key] = values } }
    try restore(
      Snapshot(
        step: record.step, epoch: record.epoch, firstRow: record.firstRow, bytes: record.bytes,
        previousBytes: record.previous, draws: draws,
        heldUpdates: heldUpdates, lossHistory: record.losses, accuracyHistory: record.accuracies,
        neuronRecord: NeuronRecord(), shape: shape
      ))
  }

  /// The parameter's name, where only some entries of it were drawn: `h1.weight` of `h1.weight[6...8/3]`.
  private static func whole(_ name: String) -> String { String(name.prefix { $0 != "[" }) }
}

extension ParameterKey {
  /// Layer and name, such as `h1.weight`.
  var text: String { "\(layer).\(parameter)" }
}
