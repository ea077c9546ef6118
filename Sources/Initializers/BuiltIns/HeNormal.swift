import InitKit

/// He's rule for rectifiers, normal.
package struct HeNormal: LawInitializer {
  package static let specification = InitializerSpecification(
    name: "he_normal", aliases: ["he", "kaiming", "kaiming_normal", "msra"],
    summary: "Normal numbers that keep the size of the signal through relu layers.",
    formula: "w ~ N(0, s^2), s = gain / sqrt(fan), gain = sqrt(2 / (1 + a^2))",
    source: "He, Zhang, Ren and Sun 2015, Delving deep into rectifiers, arXiv:1502.01852, eq. 10 and 15",
    parameters: HeGain.parameters,
    suits: "relu and its relatives: leaky_relu, elu, gelu, silu",
    notes: [
      "`he` and `kaiming` alone mean this one, the paper's own law",
      "not truncated, as in PyTorch; Keras and JAX truncate: variance_scaling(2)",
      "MLX's and Lasagne's he_normal has gain 1 by default: lecun_normal",
    ],
    examples: ["he_normal", "he_normal(0.2)", "he_normal(mode=fan_out)", "he_normal(nonlinearity=layer)"])

  private let gain: HeGain

  package init(_ arguments: InitializerArguments) throws(InitializerError) { gain = try HeGain(arguments) }

  func law(at site: WeightSite) -> EntryLaw { .centeredNormal(deviation: gain.deviation(at: site)) }
}
