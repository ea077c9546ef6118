import Tensor

/// What a network is to answer, one row for each sample.
package enum Targets: Equatable, Sendable {
  /// Numbers, `[N, O]`.
  case values(Tensor)
  /// Class numbers, `[N]`, and the classes' names.
  case classes([Int], names: [String])

  /// Number of samples.
  package var rows: Int {
    switch self {
    case .values(let tensor): return tensor.rows
    case .classes(let indices, _): return indices.count
    }
  }

  /// What they are, without the numbers.
  package var kind: TargetKind {
    switch self {
    case .values(let tensor): return .values(tensor.columns)
    case .classes(_, let names): return .classes(names.count)
    }
  }

  /// Some of the rows, in the order given.
  func selecting(_ rows: [Int]) -> Targets {
    switch self {
    case .values(let tensor): return .values(tensor.selecting(rows))
    case .classes(let indices, let names): return .classes(rows.map { indices[$0] }, names: names)
    }
  }

  /// Checks shape, finiteness and class numbers.
  func check() throws(EngineError) {
    switch self {
    case .values(let tensor):
      guard tensor.rank == 2, tensor.columns > 0 else { throw .data(.shape(tensor.shape)) }
      try tensor.checkFinite(isTarget: true)
    case .classes(let indices, let names):
      for (row, index) in indices.enumerated() where !names.indices.contains(index) {
        throw .data(.classIndex(index, row: row, classes: names.count))
      }
    }
  }
}

extension Tensor {
  /// Some of the rows, in the order given.
  func selecting(_ rows: [Int]) -> Tensor {
    let width = columns
    var picked: [Double] = []
    picked.reserveCapacity(rows.count * width)
    for row in rows { picked += values[row * width..<(row + 1) * width] }
    return Tensor(shape: [rows.count] + shape.dropFirst(), values: picked)
  }

  /// Finds the first entry that is not finite.
  func checkFinite(isTarget: Bool) throws(EngineError) {
    guard let place = values.firstIndex(where: { !$0.isFinite }) else { return }
    throw .data(.notFinite(row: place / columns, column: place % columns, isTarget: isTarget))
  }
}
