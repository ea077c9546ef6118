import InitKit

/// A number of layers or blocks: given, or the network's number of layers with weights.
struct Depth: Sendable {
  let given: Double?

  /// Reads a parameter that may be left out.
  ///
  /// - Throws: `wrongType` when it is no number.
  init(_ name: String, _ arguments: InitializerArguments) throws(InitializerError) {
    given = try arguments.optionalNumber(name)
  }

  /// The number at a place, 1 at least.
  func count(at site: WeightSite) -> Double { given ?? Double(max(1, site.layerCount)) }

  /// The parameter's specification.
  static func parameter(_ name: String, help: String) -> ParameterSpecification {
    ParameterSpecification(
      name, .integer(1...1_000_000), default: .derived("the network's layers with weights"), help: help)
  }
}
