import InitKit

/// He's rule for rectifiers, uniform.
package struct HeUniform: LawInitializer {
  package static let specification = InitializerSpecification(
    name: "he_uniform", aliases: ["kaiming_uniform"],
    summary: "Uniform numbers that keep the size of the signal through relu layers.",
    formula: "w ~ U(-b, b), b = gain sqrt(3 / fan), gain = sqrt(2 / (1 + a^2))",
    source: "He, Zhang, Ren and Sun 2015, Delving deep into rectifiers, arXiv:1502.01852, eq. 10 and 15",
    parameters: HeGain.parameters,
    suits: "relu and its relatives: leaky_relu, elu, gelu, silu",
    notes: [
      "PyTorch starts its linear layers with he_uniform(a=sqrt(5)), that is U(-b, b), b = 1 / sqrt(fan_in)"
    ],
    examples: ["he_uniform", "he_uniform(0.2)", "he_uniform(gain=1)"])

  private let gain: HeGain

  package init(_ arguments: InitializerArguments) throws(InitializerError) { gain = try HeGain(arguments) }

  func law(at site: WeightSite) -> EntryLaw { .centeredUniform(deviation: gain.deviation(at: site)) }
}
