import CKernels

/// Memory cells behind gates, as PyTorch's LSTM with one layer.
struct LstmLayer: RecurrentKind {
  /// All that is said of it.
  let specification = Specification(
    name: "lstm",
    summary: "Memory cells whose gates say what is written, kept and shown.",
    formula:
      "c_t = f c_(t-1) + i g, h_t = o tanh(c_t); i, f, o = sigmoid, g = tanh of W_ih x_t + b_ih + W_hh h_(t-1) + b_hh; rows of the gates i, f, g, o: weight_ih_l0 [4 H, I], weight_hh_l0 [4 H, H]",
    source: "Hochreiter and Schmidhuber 1997, Gers 2000; PyTorch LSTM",
    options: OptionSpecification.recurrent,
    notes: [
      "weight_ih_l0 starts with xavier_uniform by the fans of one gate, weight_hh_l0 as a random rotation for each gate (orthogonal_gates), bias_ih_l0 at 1 for the forget gates (forget_gate), everything else at 0. PyTorch adds two biases: `init r.bias_ih_l0 forget_gate(2)` opens the gates further.",
      "pre is out, and delta the derivative by what the layers above read of it; what goes on to earlier steps shows in the delta of a layer below.",
    ],
    example: "data noise features=20; layer reshape [10, 2]; layer lstm 8 name=r")
  /// i, f, g, o.
  func cell(of layer: LayerSettings) -> il_cell { IL_CELL_LSTM }
}
