import InitKit

/// He's rule with the truncated normal law of Keras and JAX.
package struct HeTruncated: LawInitializer {
  package static let specification = InitializerSpecification(
    name: "he_truncated", aliases: ["kaiming_truncated", "keras_he_normal"],
    summary: "Cut normal numbers for relu layers, as Keras and JAX draw `he_normal`.",
    formula: "w ~ N(0, s^2 / 0.8796^2) cut at 2 deviations, so that Var(w) = s^2 = 2 / fan_in",
    source: "He, Zhang, Ren and Sun 2015, eq. 10; the cut: TensorFlow's VarianceScaling",
    suits: "relu and its relatives",
    notes: [
      "what Keras, JAX, Flax and Swift for TensorFlow call he_normal; PyTorch's is not cut: he_normal",
      "the same as variance_scaling(2)",
    ],
    examples: ["he_truncated"])

  package init(_ arguments: InitializerArguments) {}

  func law(at site: WeightSite) -> EntryLaw {
    .centeredTruncated(deviation: (2 / FanMode.fanIn.fan(at: site)).squareRoot())
  }
}
