import Engine

/// Everything that decides how training goes on, but for the numbers of the network; a value.
package struct Arrangement: Sendable {
  /// A network that was whole, as it was compiled.
  package struct Compiled: Sendable {
    /// The network.
    package var description: ModelDescription
    /// The samples.
    package var data: Dataset
    /// Which samples these are: equal numbers, equal samples.
    package var dataNumber: Int

    /// Notes what was compiled.
    package init(description: ModelDescription, data: Dataset, dataNumber: Int) {
      self.description = description
      self.data = data
      self.dataNumber = dataNumber
    }
  }

  /// The network as asked for.
  package var description: ModelDescription
  /// The samples.
  package var dataset: Dataset?
  /// Which samples these are.
  package var dataNumber: Int
  /// What is to be drawn once the network is whole.
  package var pendingDraws: [Model.Scope]
  /// Whether training records the accuracy.
  package var recordsAccuracy: Bool
  /// Factors on the learning rate that frozen layers had before, by name.
  package var frozenRates: [String: Double]
  /// How often noise was added by hand.
  package var perturbations: UInt64 = 0
  /// The network whose numbers are kept; nil before the first was whole.
  package var compiled: Compiled?
  /// Whether `compiled` was made from the description and samples of now.
  package var isCurrent: Bool

  /// Nothing but a description.
  package init(description: ModelDescription) {
    self.description = description
    dataNumber = 0
    pendingDraws = []
    recordsAccuracy = false
    frozenRates = [:]
    isCurrent = false
  }
}
