import Engine

extension LayerDescription {
  /// What is frozen, as it is typed behind the layer's name, `all` for the whole layer; empty where all of it learns.
  var frozenTexts: [String] {
    if rateFactor == 0 { return ["all"] }
    return frozen.parameters.sorted() + frozenNeuronTexts
      + frozen.entries.sorted { $0.key < $1.key }.flatMap { $0.value.texts(of: $0.key) }
  }

  /// The frozen neurons, neighbors as a slice.
  var frozenNeuronTexts: [String] {
    frozen.units.map { $0..<$0 + 1 }.joinedRanges.map { "[\($0.indexText)]" }
  }
}

extension FrozenEntries {
  /// How they are typed, where they make up a block or are few; else how many they are.
  fileprivate func texts(of parameter: String) -> [String] {
    // More are not looked through for a block.
    let most = 1000
    guard count <= most else { return [number(of: parameter)] }
    let indices = ranges.joined().map(indices)
    let sides = shape.indices.map { axis in
      let along = indices.map { $0[axis] }
      return (along.min() ?? 0)..<(along.max() ?? -1) + 1
    }
    if sides.reduce(1, { $0 * $1.count }) == count {
      return ["\(parameter)[\(sides.map(\.indexText).joined(separator: ", "))]"]
    }
    guard indices.count <= 4 else { return [number(of: parameter)] }
    return indices.map { "\(parameter)[\($0.map(String.init).joined(separator: ", "))]" }
  }

  private func number(of parameter: String) -> String { "\(parameter) (\(count) numbers)" }
}

extension Range<Int> {
  /// As an index of the language: one number, or a slice.
  fileprivate var indexText: String { count == 1 ? "\(lowerBound)" : "\(lowerBound):\(upperBound)" }
}
