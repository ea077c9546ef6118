import CKernels

/// A plain recurrent layer, as PyTorch's RNN with one layer.
struct RnnLayer: RecurrentKind {
  /// All that is said of it.
  let specification = Specification(
    name: "rnn", aliases: ["simple_rnn", "elman"],
    summary: "Units that read a sequence step by step and their own last state; tanh unless it says relu.",
    formula:
      "h_t = phi(W_ih x_t + b_ih + W_hh h_(t-1) + b_hh), h_0 = 0, phi tanh or relu; weight_ih_l0 [H, I], weight_hh_l0 [H, H]",
    source: "Elman 1990; PyTorch RNN", options: OptionSpecification.recurrent,
    notes: [
      "weight_ih_l0 starts with xavier_uniform, weight_hh_l0 as a random rotation (orthogonal), biases at 0.",
      "pre is out, and delta the derivative by what the layers above read of it; what goes on to earlier steps shows in the delta of a layer below.",
    ],
    example: "data noise features=20; layer reshape [10, 2]; layer rnn 8 name=r")
  /// tanh or relu.
  let activationRule = LayerWord.optional
  /// Units from features.
  ///
  /// - Throws: `option` for another activation than tanh or relu, `layerShape`.
  func outputShape(of layer: LayerSettings, input: [Int]) throws(EngineError) -> [Int] {
    let name = layer.activation.activation.name
    guard ["identity", "tanh", "relu"].contains(name) else {
      throw .option(
        owner: layer.kind,
        reason: .unknownChoice(parameter: "activation", found: name, choices: ["tanh", "relu"]))
    }
    return try stepShape(of: layer, input: input)
  }

  /// By the activation.
  func cell(of layer: LayerSettings) -> il_cell {
    layer.activation.activation.name == "relu" ? IL_CELL_RELU : IL_CELL_TANH
  }
}
