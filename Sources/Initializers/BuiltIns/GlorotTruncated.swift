import InitKit

/// Glorot's rule with the truncated normal law of Keras and JAX.
package struct GlorotTruncated: LawInitializer {
  package static let specification = InitializerSpecification(
    name: "glorot_truncated", aliases: ["keras_glorot_normal", "xavier_truncated"],
    summary: "Cut normal numbers for tanh layers, as Keras and JAX draw `glorot_normal`.",
    formula: "w ~ N(0, s^2 / 0.8796^2) cut at 2 deviations, so that Var(w) = s^2 = 2 / (fan_in + fan_out)",
    source: "Glorot and Bengio 2010, eq. 12; the cut: TensorFlow's VarianceScaling",
    suits: "tanh, sigmoid and linear layers",
    notes: [
      "what Keras, JAX, Flax and Swift for TensorFlow call glorot_normal; PyTorch's is not cut: xavier_normal",
      "the same as variance_scaling(1, fan_avg)",
    ],
    examples: ["glorot_truncated"])

  package init(_ arguments: InitializerArguments) {}

  func law(at site: WeightSite) -> EntryLaw {
    .centeredTruncated(deviation: (1 / FanMode.fanAverage.fan(at: site)).squareRoot())
  }
}
