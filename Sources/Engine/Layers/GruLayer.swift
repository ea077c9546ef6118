import CKernels

/// States behind two gates, as PyTorch's GRU with one layer.
struct GruLayer: RecurrentKind {
  /// All that is said of it.
  let specification = Specification(
    name: "gru",
    summary: "Units whose gates say what of the last state is read and what is kept.",
    formula:
      "h_t = (1 - z) n + z h_(t-1), n = tanh(W_in x_t + b_in + r (W_hn h_(t-1) + b_hn)), r, z = sigmoid of their sums; rows of the gates r, z, n: weight_ih_l0 [3 H, I], weight_hh_l0 [3 H, H]",
    source: "Cho et al. 2014; PyTorch GRU, where the reset gate stands behind the product",
    options: OptionSpecification.recurrent,
    notes: [
      "weight_ih_l0 starts with xavier_uniform by the fans of one gate, weight_hh_l0 as a random rotation for each gate (orthogonal_gates), bias_ih_l0 at 1 for the gate z, which keeps (forget_gate), everything else at 0.",
      "pre is out, and delta the derivative by what the layers above read of it; what goes on to earlier steps shows in the delta of a layer below.",
    ],
    example: "data noise features=20; layer reshape [10, 2]; layer gru 8 return=sequence")
  /// r, z, n.
  func cell(of layer: LayerSettings) -> il_cell { IL_CELL_GRU }
}
