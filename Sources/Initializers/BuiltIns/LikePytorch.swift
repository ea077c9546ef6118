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
      "of RNN, LSTM and GRU it draws everything from U(-b, b), b = 1 / sqrt(units), forget gates included",
      "of attention it takes the stacked matrix for xavier_uniform, so that fan_out is three times too large",
      "of a transposed convolution it takes out / groups times taps for fan_in",
    ],
    examples: ["like_pytorch"])

  package init() {}

  static func start(at site: WeightSite) -> LibraryStart {
    // Its recurrent modules take the number of units, which feeds each gate, for every parameter.
    if site.isRecurrent { return .unitUniform(at: site) }
    // Its attention takes queries, keys and values for one matrix, and starts the biases of both products at 0.
    if site.parameter.hasSuffix("in_proj_weight") {
      let fans = Double(max(1, site.rows + site.columns))
      return .law(.centeredUniform(deviation: (2 / fans).squareRoot()))
    }
    if site.parameter.hasSuffix("in_proj_bias") || site.parameter.hasSuffix("out_proj.bias") {
      return .fixed(0)
    }
    return switch site.role {
    case .weight, .recurrent, .bias: .uniform(1 / site.torchFanIn.squareRoot())
    case .embedding: .normal(1)
    case .scale: .fixed(1)
    }
  }
}
