import Tensor

extension Evaluator {
  /// Takes entries out of a list or a tensor; an axis that is counted drops, a sliced one stays.
  func indexed(
    _ value: Value, _ selectors: ArraySlice<Reference.Selector>, axis: Int, at range: SourceRange
  ) throws(Diagnostic) -> Value {
    guard let first = selectors.first else { return value }
    switch value {
    case .tensor(let tensor):
      guard selectors.count <= tensor.shape.count else {
        throw tooManyIndices(value, axis + selectors.count, axis + tensor.shape.count, at: range)
      }
      return Value(try indexed(tensor, Array(selectors), from: axis, at: range))
    case .list(let items):
      switch first {
      case .at(let place):
        let item = items[try checked(place, items.count, axis, at: range)]
        return try indexed(item, selectors.dropFirst(), axis: axis + 1, at: range)
      case .slice(let from, let to):
        var kept: [Value] = []
        for item in items[bounds(from, to, items.count)] {
          kept.append(try indexed(item, selectors.dropFirst(), axis: axis + 1, at: range))
        }
        return .list(kept)
      }
    default: throw tooManyIndices(value, axis + selectors.count, axis, at: range)
    }
  }

  /// Axes are counted from `axis` on in messages: lists may stand around the tensor.
  private func indexed(
    _ tensor: Tensor, _ selectors: [Reference.Selector], from axis: Int, at range: SourceRange
  ) throws(Diagnostic) -> Tensor {
    for (place, selector) in selectors.enumerated() {
      if case .at(let index) = selector {
        _ = try checked(index, tensor.shape[place], axis + place, at: range)
      }
    }
    do throws(TensorError) {
      return try tensor.slice(selectors.map(\.tensorIndex))
    } catch {
      throw tooManyIndices(.tensor(tensor), selectors.count, tensor.rank, at: range)
    }
  }

  private func checked(
    _ place: Int, _ count: Int, _ axis: Int, at range: SourceRange
  ) throws(Diagnostic) -> Int {
    let index = place < 0 ? place + count : place
    guard index >= 0, index < count else {
      let allowed = count == 0 ? "there are no entries" : "from 0 to \(count - 1), or -\(count) to -1"
      throw failure(
        "index-out-of-range", "index \(place) is out of range on axis \(axis), which has \(count) entries",
        label: allowed, help: "the last entry is `[-1]`", at: range)
    }
    return index
  }

  /// Slices are cut to what there is, as in Python.
  private func bounds(_ from: Int?, _ to: Int?, _ count: Int) -> Range<Int> {
    func place(_ index: Int) -> Int { min(max(index < 0 ? index + count : index, 0), count) }
    let start = place(from ?? 0)
    return start..<max(start, to.map(place) ?? count)
  }

  private func tooManyIndices(
    _ value: Value, _ given: Int, _ rank: Int, at range: SourceRange
  ) -> Diagnostic {
    let has =
      rank == 0 ? "\(value.kindName) has no entries" : "there are only \(rank) axes for \(given) indices"
    return failure(
      "too-many-indices", has, label: rank == 0 ? "nothing to count here" : "\(given) indices",
      help: rank == 0 ? "leave the brackets out" : "`print shape(x)` shows the axes of `x`", at: range)
  }
}

extension Reference.Selector {
  /// The same for a tensor's axis.
  package var tensorIndex: TensorIndex {
    switch self {
    case .at(let place): .at(place)
    case .slice(let from, let to): .range(start: from, end: to)
    }
  }
}
