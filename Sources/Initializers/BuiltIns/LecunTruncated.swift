import InitKit

/// LeCun's rule with the truncated normal law of Keras and JAX.
package struct LecunTruncated: LawInitializer {
  package static let specification = InitializerSpecification(
    name: "lecun_truncated", aliases: ["flax_lecun_normal", "keras_lecun_normal"],
    summary: "Cut normal numbers of variance 1 / fan_in, as Keras and JAX draw `lecun_normal`.",
    formula: "w ~ N(0, s^2 / 0.8796^2) cut at 2 deviations, so that Var(w) = s^2 = 1 / fan_in",
    source: "LeCun, Bottou, Orr and Mueller 1998, eq. 16; the cut: TensorFlow's VarianceScaling",
    suits: "selu and linear layers",
    notes: [
      "what Keras, JAX and Flax call lecun_normal; the same as variance_scaling(1)",
      "TensorFlow.js leaves the correction out and has 0.7737 of the variance",
      "Flux's lecun_normal cuts at the absolute values -2 and 2, which is hardly ever",
    ],
    examples: ["lecun_truncated"])

  package init(_ arguments: InitializerArguments) {}

  func law(at site: WeightSite) -> EntryLaw {
    .centeredTruncated(deviation: (1 / FanMode.fanIn.fan(at: site)).squareRoot())
  }
}
