import InitKit

/// An initializer whose entries are independent draws of one law that the place decides.
protocol LawInitializer: Initializer {
  /// The law of every entry at a place.
  func law(at site: WeightSite) -> EntryLaw
}

extension LawInitializer {
  package func fill(
    _ weights: inout MutableSpan<Double>, at site: WeightSite, using context: inout FillContext
  ) throws(InitializerError) {
    context.fill(&weights, with: law(at: site))
  }

  package func promise(at site: WeightSite) -> Promise? { Promise(independent: law(at: site), at: site) }
}

extension EntryLaw {
  /// Uniform with mean zero and a standard deviation: bound `sqrt(3)` deviations.
  static func centeredUniform(deviation: Double) -> EntryLaw {
    let bound = 3.0.squareRoot() * deviation
    return .uniform(low: -bound, high: bound)
  }

  /// Normal with mean zero and a standard deviation.
  static func centeredNormal(deviation: Double) -> EntryLaw { .normal(mean: 0, deviation: deviation) }
}
