import Tensor
import Testing

@testable import Engine

/// Windows that are no squares against PyTorch's numbers.
@Suite struct RectangleReferenceTests {
  @Test(arguments: ReferenceGradientTests.precisions)
  func aNetworkOfRectanglesIsThatOfPyTorch(_ precision: (name: Precision, tolerance: Double)) throws {
    let reference = try Reference.load("23_conv_rectangles_mse")
    let target = try #require(reference.targets["y"])
    let data = try Dataset(
      name: "reference", inputs: try #require(reference.inputs["x"]).tensor,
      targets: .values(Tensor(shape: [2, 20], values: target.data)))
    let network = try model(
      ModelDescription(
        layers: Self.layers, loss: LossDescription("mse"), precision: precision.name), data)
    let places = (1...4).flatMap { [("k\($0)", "weight", "K\($0)"), ("k\($0)", "bias", "c\($0)")] }
    try reference.put(into: network, at: places)
    #expect(
      relativeError(network.output.values, try #require(reference.output).data) <= precision.tolerance)
    try reference.expectGradients(of: network, at: places, within: precision.tolerance)
    try reference.expectSignals(
      of: network, at: [("k1", "z1"), ("pool", "pool"), ("k2", "z2"), ("mean", "mean"), ("k3", "z3")],
      within: precision.tolerance)
  }

  /// The layers that the reference was computed for.
  static let layers = [
    window(
      "conv2d", "k1", 6, "tanh",
      ["kernel": [3, 5], "stride": [2, 1], "padding": [1, 4], "dilation": [1, 2], "groups": [2]]),
    window("max_pool", "pool", nil, nil, ["kernel": [1, 3], "stride": [1, 2], "padding": [0, 1]]),
    window(
      "conv_transpose2d", "k2", 4, "silu",
      [
        "kernel": [2, 3], "stride": [3, 1], "padding": [0, 1], "output_padding": [1, 0], "dilation": [1, 2],
        "groups": [2],
      ]),
    window("avg_pool", "mean", nil, nil, ["kernel": [3, 2], "stride": [2, 1], "padding": [1, 0]]),
    window("depthwise", "k3", nil, "tanh", ["kernel": [1, 3], "dilation": [3, 2]], ["padding": "same"]),
    window("conv2d", "k4", 2, nil, ["kernel": [2, 1], "stride": [1, 2]]), layer("flatten", "flat"),
  ]
}
