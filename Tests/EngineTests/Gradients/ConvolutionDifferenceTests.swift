import Engine
import Tensor
import Testing

/// Networks of images against central differences in double precision.
@Suite struct ConvolutionDifferenceTests {
  /// Odd sizes, strides, dilations and groups; inputs are `[2, 7, 5]` or `[9, 4]`.
  static let networks: [(String, [Int], [LayerDescription])] =
    [
      ("conv2d", [2, 7, 5], [layer("conv2d", "a", 3, "tanh")]),
      (
        "conv2d stride", [2, 7, 5],
        [
          layer("conv2d", "a", 3, "gelu", ["stride": 3, "padding": 2]),
          layer("conv2d", "b", 2, "tanh", ["kernel": 2, "stride": 2]),
        ]
      ),
      (
        "conv2d groups", [2, 7, 5],
        [
          layer("conv2d", "a", 6, "tanh", ["kernel": 2, "groups": 2]),
          layer("conv2d", "b", 3, nil, ["kernel": 2, "groups": 3, "dilation": 2]),
        ]
      ),
      (
        "depthwise", [2, 7, 5],
        [
          layer("depthwise", "a", 6, "silu", ["stride": 2, "padding": 1]),
          layer("depthwise", "b", nil, "tanh", ["kernel": 2, "padding": 1, "dilation": 3]),
        ]
      ),
      (
        "conv1d", [9, 4],
        [
          layer("conv1d", "a", 6, "tanh", ["groups": 2, "padding": 1]),
          layer("conv1d", "b", 3, "gelu", ["kernel": 4, "stride": 2, "dilation": 2, "padding": 3]),
        ]
      ),
      (
        "max_pool", [2, 7, 5],
        [
          layer("conv2d", "a", 3, "tanh", ["padding": 1]),
          layer("max_pool", "p", nil, nil, ["kernel": 3, "stride": 2, "padding": 1]),
          layer("conv2d", "b", 2, nil, ["kernel": 2]),
        ]
      ),
      (
        "avg_pool", [2, 7, 5],
        [
          layer("conv2d", "a", 3, "tanh", ["padding": 1]),
          layer("avg_pool", "p", nil, nil, ["kernel": 3, "stride": 2, "padding": 1]),
          layer("conv2d", "b", 2, "tanh", ["kernel": 2]),
        ]
      ),
      (
        "conv_transpose2d", [2, 3, 4],
        [
          layer("conv_transpose2d", "a", 3, "tanh", ["stride": 2, "padding": 1, "output_padding": 1]),
          layer("conv_transpose2d", "b", 2, "gelu", ["kernel": 2, "dilation": 3]),
        ]
      ),
      (
        "conv_transpose2d groups", [4, 3, 2],
        [
          layer("conv_transpose2d", "a", 6, "tanh", ["groups": 2, "stride": 3, "kernel": 2]),
          layer("conv_transpose2d", "b", 3, nil, ["groups": 3, "padding": 2]),
        ]
      ),
      (
        "conv_transpose1d", [4, 4],
        [
          layer("conv_transpose1d", "a", 6, "tanh", ["groups": 2, "stride": 2, "padding": 1]),
          layer("conv_transpose1d", "b", 3, "gelu", ["kernel": 4, "dilation": 2, "output_padding": 1]),
        ]
      ),
      (
        "max_pool1d", [9, 4],
        [
          layer("conv1d", "a", 5, "tanh", ["padding": 1]),
          layer("max_pool1d", "p", nil, nil, ["kernel": 3, "stride": 2, "padding": 1]),
          layer("conv1d", "b", 2, nil, ["kernel": 2]),
        ]
      ),
      (
        "avg_pool1d", [9, 4],
        [
          layer("conv1d", "a", 5, "tanh", ["padding": 1]),
          layer("avg_pool1d", "p", nil, nil, ["kernel": 3, "stride": 1, "padding": 1]),
          layer("conv1d", "b", 2, "tanh", ["kernel": 2]),
        ]
      ),
      (
        "global_max_pool", [2, 7, 5],
        [layer("conv2d", "a", 3, "tanh", ["kernel": 1]), layer("global_max_pool", "p")]
      ),
      (
        "global_avg_pool", [2, 7, 5],
        [layer("conv2d", "a", 3, "tanh", ["kernel": 1]), layer("global_avg_pool", "p")]
      ),
      (
        "reshape", [2, 7, 5],
        [
          layer("conv2d", "a", 3, "tanh"), reshape("r", [5, 9]),
          layer("conv1d", "b", 2, "tanh", ["kernel": 2]),
          layer("activation", "c", nil, "sin"),
        ]
      ),
    ] + RectangleNetworks.all

  static func network(_ input: [Int], _ layers: [LayerDescription], rows: Int = 3) throws -> Model {
    let flat = try randomData(rows: rows, inputs: input.reduce(1, *), outputs: 2, seed: 7)
    let data = try Dataset(
      name: "test", inputs: Tensor(shape: [rows] + input, values: flat.inputs.values), targets: flat.targets)
    let top = [layer("flatten", "flat"), dense("o", nil)]
    return try model(ModelDescription(layers: layers + top, precision: .float64, seed: 3), data)
  }

  @Test(arguments: networks.map(\.0)) func everyParameterHasTheSlopeOfItsLoss(_ name: String) throws {
    let (_, input, layers) = try #require(Self.networks.first { $0.0 == name })
    let network = try Self.network(input, layers)
    try expectSlopes(of: network)
  }

  @Test(arguments: networks.map(\.0)) func theMeanOfTheSampleGradientsIsTheGradient(_ name: String) throws {
    let (_, input, layers) = try #require(Self.networks.first { $0.0 == name })
    let network = try Self.network(input, layers)
    try expectSampleMeans(of: network)
  }

  @Test func theMaximumOfEqualNumbersIsTheFirst() throws {
    let data = try Dataset(
      name: "test", inputs: Tensor(repeating: 1, shape: [1, 1, 4, 4]), targets: .values(Tensor(rows: [[50]])))
    let network = try model(
      ModelDescription(
        layers: [
          layer("activation", "x", nil, "identity"), layer("max_pool", "p"), layer("flatten", "f"),
          dense("o", 1),
        ], loss: LossDescription("mae"), precision: .float64), data)
    try network.setParameter("o", "weight", to: Tensor(rows: [[1, 2, 3, 4]]))
    #expect(
      try network.activations("x", .delta).values == [-1, 0, -2, 0, 0, 0, 0, 0, -3, 0, -4, 0, 0, 0, 0, 0])
  }
}
