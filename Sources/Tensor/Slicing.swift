/// What is taken of one axis.
package enum TensorIndex: Equatable, Sendable {
  /// One place; the axis disappears. Negative places count from the end.
  case at(Int)
  /// Places from `start` up to, not including, `end`, cut to the axis as in Python.
  case range(start: Int?, end: Int?)

  /// The whole axis.
  package static let all = TensorIndex.range(start: nil, end: nil)
}

extension Tensor {
  /// Takes places or ranges of the first axes and all of the others.
  ///
  /// Complexity: linear in the result.
  ///
  /// - Throws: `tooManyIndices`, or `index` for a place beyond its axis.
  package func slice(_ indices: [TensorIndex]) throws(TensorError) -> Tensor {
    let result = try selection(indices)
    return Tensor(shape: result.shape, values: result.positions.map { values[$0] })
  }

  /// Writes a tensor, broadcast to the selection's shape, over places or ranges.
  ///
  /// - Throws: what `slice` throws; `shapes` when the value does not fit.
  package mutating func assign(_ value: Tensor, at indices: [TensorIndex]) throws(TensorError) {
    let result = try selection(indices)
    let fitted = try value.broadcast(to: result.shape)
    for (position, number) in zip(result.positions, fitted.values) { values[position] = number }
  }

  /// Shape of a selection and the flat places of its entries in order.
  private func selection(
    _ indices: [TensorIndex]
  ) throws(TensorError) -> (shape: [Int], positions: [Int]) {
    guard indices.count <= rank else { throw .tooManyIndices(given: indices.count, axes: rank) }
    var kept: [Int] = []
    var positions = [0]
    for (axis, size) in shape.enumerated() {
      let index = axis < indices.count ? indices[axis] : .all
      let range = try bounds(of: index, axis: axis)
      if case .range = index { kept.append(range.count) }
      positions = positions.flatMap { start in range.map { start * size + $0 } }
    }
    return (kept, positions)
  }

  /// The places that an index takes of an axis.
  private func bounds(of index: TensorIndex, axis: Int) throws(TensorError) -> Range<Int> {
    let size = shape[axis]
    switch index {
    case .at(let place):
      let found = place < 0 ? place + size : place
      guard (0..<size).contains(found) else { throw .index(place, axis: axis, size: size) }
      return found..<found + 1
    case .range(let start, let end):
      let first = clamped(start ?? 0, size)
      return first..<max(first, clamped(end ?? size, size))
    }
  }

  /// A place from either end, cut to the axis.
  private func clamped(_ place: Int, _ size: Int) -> Int {
    min(size, max(0, place < 0 ? place + size : place))
  }
}
