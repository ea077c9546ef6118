import InitKit

/// An initializer that breaks one rule on purpose.
struct FaultyInitializer: WeightFilling {
  /// What is wrong with it.
  enum Fault: String, CaseIterable {
    case none, ignoresStream, undeclaredChance, unusedParameter, leavesEntries, infinite, refusesMatrices
    case wrongMean, wrongVariance, leavesBounds, wrongZeros, equalRows, wrongLaw, notOrthogonal
  }

  let fault: Fault
  let scale: Double

  /// A row of a table with the fault.
  static func entry(_ fault: Fault) -> InitializerEntry {
    let specification = InitializerSpecification(
      name: "faulty", summary: "For the tests.", formula: "w ~ U(-scale, scale)", source: "none",
      parameters: [.number("scale", default: 0.3, in: .positive, help: "bound")], suits: "tests",
      isDeterministic: fault == .undeclaredChance)
    return InitializerEntry(specification: specification, origin: .expression) {
      (arguments) throws(InitializerError) -> any WeightFilling in
      let scale = fault == .unusedParameter ? 0.3 : try arguments.number("scale")
      return FaultyInitializer(fault: fault, scale: scale)
    }
  }

  func fill(
    _ weights: inout MutableSpan<Double>, at site: WeightSite, using context: inout FillContext
  ) throws(InitializerError) {
    if fault == .refusesMatrices && site.shape.count == 2 {
      throw .shape(found: site.shape, needed: .axes(1))
    }
    if fault == .ignoresStream { context = FillContext(random: RandomStream(StreamKey(bits: 1))) }
    var law = EntryLaw.uniform(low: -scale, high: scale)
    if fault == .wrongLaw { law = .normal(mean: 0, deviation: scale / 3.0.squareRoot()) }
    if fault == .wrongMean { law = .uniform(low: -scale * 0.8, high: scale) }
    if fault == .wrongVariance { law = .uniform(low: -scale * 0.9, high: scale * 0.9) }
    context.fill(&weights, with: law)
    guard weights.count > 0 else { return }
    if fault == .leavesEntries { weights[weights.count - 1] = .nan }
    if fault == .infinite { weights[0] = .infinity }
    if fault == .leavesBounds { weights[0] = scale * 1.01 }
    if fault == .equalRows && site.rows > 1 {
      for column in 0..<site.columns { weights[column] = weights[site.columns + column] }
    }
  }

  func promise(at site: WeightSite) -> Promise? {
    var promise = Promise(independent: .uniform(low: -scale, high: scale), at: site)
    if fault == .wrongLaw { (promise.lower, promise.upper, promise.kurtosis) = (-.infinity, .infinity, 3) }
    if fault == .wrongZeros { promise.zeros = 1 }
    if fault == .notOrthogonal { promise.orthogonalGain = scale }
    return promise
  }
}
