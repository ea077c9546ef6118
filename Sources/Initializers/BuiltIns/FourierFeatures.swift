import InitKit

/// Random frequencies and phases for a first layer of sines.
package struct FourierFeatures: LawInitializer {
  package static let specification = InitializerSpecification(
    name: "fourier_features", aliases: ["fourier", "random_fourier"],
    summary: "Random frequencies for a first layer of sines; as a bias, random phases.",
    formula: "w ~ N(0, (2 pi scale)^2); b ~ U(-pi, pi)",
    source: "Rahimi and Recht 2007, Random features; scale: Tancik et al. 2020, arXiv:2006.10739",
    parameters: [
      .number(
        "scale", default: 1, in: .nonNegative, help: "deviation of the frequencies, in periods per unit")
    ],
    suits: "the first layer before sin, weights and biases, often kept as they are",
    notes: [
      "Tancik's pairs cos(2 pi B v), sin(2 pi B v) are the phases 0 and pi/2; random ones span the same kernel",
      "the scale decides what is learned: too small blurs, too large makes noise",
    ],
    examples: ["fourier_features(10)"])

  private let scale: Double

  package init(_ arguments: InitializerArguments) throws(InitializerError) {
    scale = try arguments.number("scale")
  }

  func law(at site: WeightSite) -> EntryLaw {
    site.role == .bias
      ? .uniform(low: -PortableMath.pi, high: PortableMath.pi)
      : .centeredNormal(deviation: 2 * PortableMath.pi * scale)
  }
}
