import InitKit
import Tensor

/// Samples to learn from, and some held out; a value.
///
/// All numbers lie in one block, training samples in front, exactly as they were read and as narrow as that
/// allows; networks read them there. What a network computes in another number type is converted batch by
/// batch, so that no change of the precision ever loses a digit.
package struct Dataset: Equatable, Sendable {
  /// The name it was asked for by.
  package var name: String
  /// Inputs of all samples.
  private(set) var allInputs: SampleRows
  /// Targets of all samples.
  private(set) var allTargets: Targets
  /// Number of training samples.
  package private(set) var rows: Int
  /// Names of the features, as many as columns, or none.
  package var featureNames: [String]
  /// Names of the tokens that the inputs are numbers of; nil when inputs are amounts.
  package let vocabulary: [String]?

  /// Inputs with their targets; a view.
  package struct Samples: Equatable, Sendable {
    /// The inputs where they lie.
    package let rows: SampleRows
    /// As many rows.
    package let targets: Targets
    /// `[H, features...]`; a copy, for looking.
    package var inputs: Tensor { rows.tensor }
  }

  /// Puts samples together.
  ///
  /// - Throws: `noData` without rows, `data` when inputs and targets do not belong together or hold
  ///   what is no number, or no token of the vocabulary.
  package init(
    name: String, inputs: SampleRows, targets: Targets, featureNames: [String] = [],
    vocabulary: [String]? = nil
  ) throws(EngineError) {
    try targets.checkGiven()
    guard !inputs.shape.isEmpty else { throw .data(.shape([inputs.count])) }
    guard inputs.count == targets.rows else {
      throw .data(.rows(inputs: inputs.count, targets: targets.rows))
    }
    guard inputs.count > 0 else { throw .noData }
    try inputs.checkFinite(isTarget: false)
    try targets.check()
    if let vocabulary { try inputs.checkTokens(vocabulary.count) }
    self.name = name
    allInputs = inputs
    allTargets = targets
    rows = inputs.count
    self.featureNames = featureNames
    self.vocabulary = vocabulary
  }

  /// Puts samples together that are tensors, `[N, features...]`.
  ///
  /// - Throws: as above, and `noMemory`.
  package init(
    name: String, inputs: Tensor, targets: Targets, featureNames: [String] = [], vocabulary: [String]? = nil
  ) throws(EngineError) {
    guard inputs.rank >= 2, inputs.columns > 0 else { throw .data(.shape(inputs.shape)) }
    try self.init(
      name: name, inputs: try SampleRows(inputs), targets: targets, featureNames: featureNames,
      vocabulary: vocabulary)
  }

  /// Inputs of the training samples, `[N, features...]`; a copy, for looking.
  package var inputs: Tensor { allInputs.slice(0..<rows).tensor }

  /// Targets of the training samples.
  package var targets: Targets { allTargets.slice(0..<rows) }

  /// Number of samples held out.
  package var heldOutRows: Int { allInputs.count - rows }

  /// The samples that training does not see; nil when there are none.
  package var heldOut: Samples? {
    guard heldOutRows > 0 else { return nil }
    let range = rows..<allInputs.count
    return Samples(rows: allInputs.slice(range), targets: allTargets.slice(range))
  }

  /// Shape of one sample's input.
  package var inputShape: [Int] { allInputs.shape }

  /// Puts sample `order[i]` at place i; where nobody else holds the numbers, in place.
  mutating func reorder(_ order: [Int]) throws(EngineError) {
    try allInputs.reorder(order)
    try allTargets.reorder(order)
  }

  /// Makes the last training samples the held-out ones.
  mutating func holdOut(last count: Int) { rows -= count }

  /// Replaces each input by a function of its place in its row and itself.
  mutating func replaceInputs(_ replacement: (Int, Double) -> Double) throws(EngineError) {
    let width = allInputs.columns
    try allInputs.replaceEach { replacement($0 % width, $1) }
  }
}
