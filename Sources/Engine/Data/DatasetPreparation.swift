import InitKit
import Tensor

extension Dataset {
  /// Moves a share of the rows, drawn by a seed, to the held-out part; both parts keep their order.
  ///
  /// - Throws: `data(.split)` when one side would be empty, `noMemory`.
  package mutating func split(_ share: Double, seed: UInt64) throws(EngineError) {
    let count = try heldOutCount(share)
    guard count > 0 else { return }
    var stream = RandomStream(StreamKey(seed: seed, purpose: "split"))
    let order = stream.permutation(rows)
    try reorder(order[count...].sorted() + order[..<count].sorted())
    holdOut(last: count)
  }

  private func heldOutCount(_ share: Double) throws(EngineError) -> Int {
    guard share > 0 else { return 0 }
    let count = share < 1 ? Int((share * Double(rows)).rounded()) : rows
    guard count >= 1, count < rows else { throw .data(.split(share: share, rows: rows)) }
    return count
  }

  /// Shifts and scales each feature to mean 0 and deviation 1 on the training samples.
  ///
  /// Of sequences a feature is taken over all time steps, of images a channel over all pixels. Held-out
  /// samples are moved by the same numbers; a constant feature is only shifted.
  /// - Throws: `data(.tokens)` for what is no amount, `noMemory`.
  package mutating func standardize() throws(EngineError) {
    guard vocabulary == nil else { throw .data(.tokens) }
    let units = UnitLayout(shape: inputShape)
    let width = allInputs.columns
    let features = (0..<width).map { units.unit(of: $0) }
    let count = (features.max() ?? 0) + 1
    let places = rows * width
    let share = Double(rows * (width / count))
    var means = [Double](repeating: 0, count: count)
    for place in 0..<places { means[features[place % width]] += allInputs.numbers[place] }
    for feature in 0..<count { means[feature] /= share }
    var scales = [Double](repeating: 0, count: count)
    for place in 0..<places {
      let feature = features[place % width]
      let distance = allInputs.numbers[place] - means[feature]
      scales[feature] += distance * distance
    }
    for feature in 0..<count {
      let variance = scales[feature] / share
      scales[feature] = variance > 0 ? variance.squareRoot() : 1
    }
    try replaceInputs { ($1 - means[features[$0]]) / scales[features[$0]] }
  }

  /// A split of a copy.
  ///
  /// - Throws: as `split`.
  package func splitting(_ share: Double, seed: UInt64) throws(EngineError) -> Dataset {
    var result = self
    try result.split(share, seed: seed)
    return result
  }

  /// A standardized copy.
  ///
  /// - Throws: as `standardize`.
  package func standardized() throws(EngineError) -> Dataset {
    var result = self
    try result.standardize()
    return result
  }
}
