import InitKit

/// PyTorch's own start.
package struct LikePytorch: LibraryInitializer {
  package static let specification = InitializerSpecification(
    name: "like_pytorch", aliases: ["pytorch", "pytorch_default", "torch_default"],
    summary: "Starts a layer as PyTorch does when it is told nothing.",
    formula: "U(-b, b), b = 1 / sqrt(fan_in), weights and biases; embeddings N(0, 1)",
    source: "PyTorch's nn.Linear, nn.Conv2d: kaiming_uniform_(a=sqrt(5))",
    suits: "comparing with a network of PyTorch's",
    notes: [
      "a third of LeCun's variance: relu layers without biases lose 5/6 of the signal's power each",
      "its documentation says uniform, its code kaiming_uniform; kept since 2017 so that results stay",
      "of a transposed convolution it takes out / groups times taps for fan_in",
    ],
    examples: ["like_pytorch"])

  package init() {}

  static func start(at site: WeightSite) -> LibraryStart {
    switch site.role {
    case .weight, .recurrent, .bias: .fanUniform(at: site)
    case .embedding: .normal(1)
    case .scale: .fixed(1)
    }
  }
}
