import InitKit

/// One rule broken at one place.
package struct ConformanceFinding: Equatable, Sendable {
  /// The rule.
  package var rule: ConformanceRule
  /// The call, as it can be typed.
  package var call: String
  /// The shape that was filled; empty where none was.
  package var shape: [Int]
  /// The kind of network that was initialized, where it was one.
  package var network: String?
  /// What was found, where it is a number.
  package var found: Double?
  /// What was promised, where it is a number.
  package var promised: Double?
  /// How far both may be apart.
  package var tolerance: Double?
  /// The parameter concerned, where it is one.
  package var parameter: String?
  /// What the initializer threw.
  package var error: InitializerError?

  /// Notes a broken rule.
  package init(
    _ rule: ConformanceRule, call: String, shape: [Int] = [], network: String? = nil, found: Double? = nil,
    promised: Double? = nil,
    tolerance: Double? = nil, parameter: String? = nil, error: InitializerError? = nil
  ) {
    self.rule = rule
    self.call = call
    self.shape = shape
    self.network = network
    self.found = found
    self.promised = promised
    self.tolerance = tolerance
    self.parameter = parameter
    self.error = error
  }
}
