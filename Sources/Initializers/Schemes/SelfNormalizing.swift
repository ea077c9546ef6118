import InitKit

/// The set that keeps mean 0 and variance 1 from layer to layer: selu, LeCun's weights, no biases.
package struct SelfNormalizing: NetworkInitializer {
  package static let specification = InitializerSpecification(
    name: "self_normalizing", aliases: ["selu_set", "snn"],
    summary: "LeCun's rule and zero biases for a network of selu, which keeps mean 0 and variance 1.",
    formula: "w ~ N(0, 1 / fan_in), b = 0, phi = selu",
    source: "Klambauer, Unterthiner, Mayr and Hochreiter 2017, arXiv:1706.02515, theorem 1 and section 2",
    suits: "deep networks of dense selu layers on standardized inputs",
    notes: [
      "refuses other activations between layers: PyTorch's gain 3/4 and He's rule leave the fixed point too",
      "its dropout, alpha dropout, is not here: a plain one moves mean and variance",
    ],
    examples: ["self_normalizing"])

  package init(_ arguments: InitializerArguments) {}

  package var breaksSymmetry: Bool? { true }

  package func initialize(_ network: any NetworkHost) throws(InitializerError) -> SchemeReport {
    for weight in try network.freeWeights() {
      let activation = weight.site.activation
      guard activation.isOutput || ["selu", "identity"].contains(activation.name) else {
        throw .refused(
          reason: "\(weight.site.layer) feeds \(activation.name), and selu is what it is made for")
      }
      let fan = FanMode.fanIn.fan(at: weight.site)
      let law = EntryLaw.centeredNormal(deviation: 1 / fan.squareRoot())
      try network.write(network.draw(law, at: weight), to: weight)
    }
    return SchemeReport()
  }
}
