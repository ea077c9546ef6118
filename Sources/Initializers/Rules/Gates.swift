import InitKit

extension WeightSite {
  /// Rows of each gate of a parameter that stacks several.
  ///
  /// - Throws: `refused` when the rows cannot be shared out, `storage` when sizes disagree.
  func rowsPerGate(_ gates: Int, storage: Int) throws(InitializerError) -> Int {
    guard storage == count else { throw .storage(found: storage, needed: count) }
    guard rows % gates == 0 else {
      throw .refused(reason: "\(rows) rows do not share out among \(gates) gates")
    }
    return rows / gates
  }
}

extension ParameterSpecification {
  /// How many gates are stacked, 4 for an LSTM.
  static let gates = ParameterSpecification(
    "gates", .integer(1...64), default: .value(.number(4)), help: "gates stacked: LSTM 4, GRU 3")
}
