import InitKit
import Tensor

/// Samples to learn from, and some held out; a value.
package struct Dataset: Equatable, Sendable {
  /// The name it was asked for by.
  package var name: String
  /// Inputs of the training samples, `[N, features...]`.
  package let inputs: Tensor
  /// Targets of the training samples.
  package let targets: Targets
  /// Names of the features, as many as columns, or none.
  package var featureNames: [String]
  /// The samples that training does not see.
  package let heldOut: Samples?

  /// Inputs with their targets.
  package struct Samples: Equatable, Sendable {
    /// `[H, features...]`
    package let inputs: Tensor
    /// As many rows.
    package let targets: Targets
  }

  /// Puts samples together.
  ///
  /// - Throws: `noData` without rows, `data` when inputs and targets do not belong together or hold
  ///   what is no number.
  package init(
    name: String, inputs: Tensor, targets: Targets, featureNames: [String] = []
  ) throws(EngineError) {
    guard inputs.rank >= 2, inputs.columns > 0 else { throw .data(.shape(inputs.shape)) }
    guard inputs.rows == targets.rows else {
      throw .data(.rows(inputs: inputs.rows, targets: targets.rows))
    }
    guard inputs.rows > 0 else { throw .noData }
    try inputs.checkFinite(isTarget: false)
    try targets.check()
    self.init(name, inputs, targets, featureNames, nil)
  }

  /// Puts parts together that were checked before.
  private init(
    _ name: String, _ inputs: Tensor, _ targets: Targets, _ featureNames: [String], _ heldOut: Samples?
  ) {
    self.name = name
    self.inputs = inputs
    self.targets = targets
    self.featureNames = featureNames
    self.heldOut = heldOut
  }

  /// The same samples to learn from, with others held out.
  ///
  /// - Throws: `data` when inputs and targets do not belong together, or are of another form.
  package func holdingOut(inputs held: Tensor, targets heldTargets: Targets) throws(EngineError) -> Dataset {
    let samples = try Dataset(name: name, inputs: held, targets: heldTargets)
    guard samples.inputShape == inputShape, heldTargets.kind == targets.kind else {
      throw .data(.shape(held.shape))
    }
    return Dataset(name, inputs, targets, featureNames, Samples(inputs: held, targets: heldTargets))
  }

  /// Number of training samples.
  package var rows: Int { inputs.rows }

  /// Shape of one sample's input.
  package var inputShape: [Int] { Array(inputs.shape.dropFirst()) }

  /// Moves a share of the rows, drawn by a seed, to the held-out part; both parts keep their order.
  ///
  /// - Throws: `data(.split)` when one side would be empty.
  package func splitting(_ share: Double, seed: UInt64) throws(EngineError) -> Dataset {
    guard share > 0 else { return self }
    let count = share < 1 ? Int((share * Double(rows)).rounded()) : rows
    guard count >= 1, count < rows else { throw .data(.split(share: share, rows: rows)) }
    var stream = RandomStream(StreamKey(seed: seed, purpose: "split"))
    let order = stream.permutation(rows)
    let kept = order[count...].sorted()
    let held = order[..<count].sorted()
    let samples = Samples(inputs: inputs.selecting(held), targets: targets.selecting(held))
    return Dataset(name, inputs.selecting(kept), targets.selecting(kept), featureNames, samples)
  }

  /// Shifts and scales each feature to mean 0 and deviation 1 on the training samples.
  ///
  /// Held-out samples are moved by the same numbers; a constant feature is only shifted.
  package func standardized() -> Dataset {
    let width = inputs.columns
    var means = [Double](repeating: 0, count: width)
    var scales = [Double](repeating: 1, count: width)
    for column in 0..<width {
      let line = stride(from: column, to: inputs.count, by: width).map { inputs.values[$0] }
      let mean = line.reduce(0, +) / Double(rows)
      let variance = line.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(rows)
      means[column] = mean
      scales[column] = variance > 0 ? variance.squareRoot() : 1
    }
    func moved(_ tensor: Tensor) -> Tensor {
      var result = tensor
      for place in result.values.indices {
        result.values[place] = (result.values[place] - means[place % width]) / scales[place % width]
      }
      return result
    }
    let samples = heldOut.map { Samples(inputs: moved($0.inputs), targets: $0.targets) }
    return Dataset(name, moved(inputs), targets, featureNames, samples)
  }
}
