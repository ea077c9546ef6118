import InitKit

/// One number and a little noise: the dial that breaks symmetry.
package struct ConstantNoise: LawInitializer {
  package static let specification = InitializerSpecification(
    name: "constant_noise", aliases: ["noisy_constant", "symmetry_breaking"],
    summary: "One number plus a little noise for every weight: the dial that breaks symmetry.",
    formula: "w = value + noise z, z ~ N(0, 1), or U(-1, 1) with distribution=uniform",
    source: "elementary; SNNS names the noise `deviation for symmetry breaking`",
    parameters: [
      .number("value", default: 0.5, help: "what all weights have in common"),
      .number("noise", default: 0.01, in: .nonNegative, help: "size of what sets them apart"),
      .choice("distribution", of: ["normal", "uniform"], help: "law of the noise"),
    ],
    suits: "seeing how fast equal neurons part",
    notes: [
      "without noise it is constant(value): the neurons stay one neuron, bit for bit",
      "a noise below 1e-16 of the value is lost in rounding",
    ],
    examples: ["constant_noise(0.5, 1e-4)", "constant_noise(0.5, 0.01, uniform)"])

  private let value: Double
  private let noise: Double
  private let isUniform: Bool

  package init(_ arguments: InitializerArguments) throws(InitializerError) {
    value = try arguments.number("value")
    noise = try arguments.number("noise")
    isUniform = try arguments.text("distribution") == "uniform"
  }

  func law(at site: WeightSite) -> EntryLaw {
    isUniform
      ? .uniform(low: value - noise, high: value + noise) : .normal(mean: value, deviation: noise)
  }

  package func promise(at site: WeightSite) -> Promise? {
    guard noise > 0 else { return .every(value, at: site) }
    var promise = Promise(independent: law(at: site), at: site)
    // Rounding may swallow some or all of the noise: then chance decides, and the law has steps.
    if noise < 1e-12 * value.magnitude {
      promise.law = nil
      if site.rows > 1 && site.columns > 0 { promise.breaksSymmetry = nil }
    }
    return promise
  }
}
