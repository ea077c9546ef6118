import Engine

/// Networks whose windows are rectangles, on images `[2, 7, 5]` or `[4, 3, 4]`; no two axes have equal numbers.
enum RectangleNetworks {
  static let all: [(String, [Int], [LayerDescription])] = [
    (
      "rectangle", [2, 7, 5],
      [
        window("conv2d", "a", 3, "tanh", ["kernel": [3, 5], "padding": [1, 2]]),
        window("conv2d", "b", 2, "gelu", ["kernel": [1, 4], "stride": [3, 1]]),
      ]
    ),
    (
      "rectangle stride dilation groups", [2, 7, 5],
      [
        window(
          "conv2d", "a", 6, "tanh",
          ["kernel": [3, 2], "stride": [1, 2], "padding": [2, 1], "dilation": [2, 3], "groups": [2]]),
        window("conv2d", "b", 3, nil, ["kernel": [4, 1], "stride": [2, 1], "groups": [3]]),
      ]
    ),
    (
      "rectangle depthwise", [2, 7, 5],
      [
        window("depthwise", "a", 6, "silu", ["kernel": [1, 4], "stride": [2, 1], "padding": [0, 2]]),
        window("depthwise", "b", nil, "tanh", ["kernel": [3, 1], "dilation": [1, 2]]),
      ]
    ),
    (
      "rectangle same", [2, 7, 5],
      [
        window("conv2d", "a", 3, "tanh", ["kernel": [5, 2], "dilation": [1, 2]], ["padding": "same"]),
        window("depthwise", "b", nil, "tanh", ["kernel": [1, 7]], ["padding": "same"]),
      ]
    ),
    (
      "rectangle max_pool", [2, 7, 5],
      [
        window("conv2d", "a", 3, "tanh", ["kernel": [3, 1]]),
        window("max_pool", "p", ["kernel": [1, 4], "stride": [2, 1], "padding": [0, 2]]),
        window("max_pool", "q", ["kernel": [3, 2]]), window("conv2d", "b", 2, nil, ["kernel": [1, 2]]),
      ]
    ),
    (
      "rectangle avg_pool", [2, 7, 5],
      [
        window("conv2d", "a", 3, "tanh", ["kernel": [1, 3], "padding": [0, 1]]),
        window("avg_pool", "p", ["kernel": [4, 1], "stride": [1, 2], "padding": [2, 0]]),
        window("avg_pool", "q", ["kernel": [2, 3]]), window("conv2d", "b", 2, "tanh", ["kernel": [3, 1]]),
      ]
    ),
    (
      "rectangle conv_transpose2d", [4, 3, 4],
      [
        window(
          "conv_transpose2d", "a", 6, "tanh",
          [
            "kernel": [2, 3], "stride": [3, 1], "padding": [0, 1], "output_padding": [1, 0],
            "dilation": [1, 2], "groups": [2],
          ]),
        window("conv_transpose2d", "b", 2, "gelu", ["kernel": [4, 1], "stride": [1, 2]]),
      ]
    ),
  ]
}

/// A window that pools.
private func window(_ kind: String, _ name: String, _ options: [String: [Int]]) -> LayerDescription {
  window(kind, name, nil, nil, options)
}
