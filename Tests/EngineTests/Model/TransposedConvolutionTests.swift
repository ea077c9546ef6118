import Engine
import InitKit
import Tensor
import Testing

/// Convolutions that spread numbers: PyTorch's numbers, shapes, and which weights belong to which channel.
@Suite struct TransposedConvolutionTests {
  @Test(arguments: ReferenceGradientTests.precisions)
  func aNetworkThatPoolsAndEnlargesIsThatOfPyTorch(
    _ precision: (name: Precision, tolerance: Double)
  ) throws {
    let reference = try Reference.load("07_conv_grouped_maxpool_transposed_dilated_mse")
    let target = try #require(reference.targets["y"])
    let data = try Dataset(
      name: "reference", inputs: try #require(reference.inputs["x"]).tensor,
      targets: .values(Tensor(shape: [2, 72], values: target.data)))
    let network = try model(
      ModelDescription(
        layers: [
          layer("conv2d", "k1", 4, "tanh", ["padding": 1, "groups": 2]), layer("max_pool", "pool"),
          layer("conv_transpose2d", "k2", 2, "silu", ["kernel": 2, "stride": 2]),
          layer("conv2d", "k3", 2, nil, ["dilation": 2, "padding": 2]), layer("flatten", "flat"),
        ], loss: LossDescription("mse"), precision: precision.name), data)
    let places = (1...3).flatMap { [("k\($0)", "weight", "K\($0)"), ("k\($0)", "bias", "c\($0)")] }
    try reference.put(into: network, at: places)
    try reference.expectGradients(of: network, at: places, within: precision.tolerance)
    try reference.expectSignals(
      of: network, at: [("k1", "z1"), ("pool", "pool"), ("k2", "z2")], within: precision.tolerance)
  }

  @Test func everyAxisHasItsSize() throws {
    let network = try ConvolutionDifferenceTests.network(
      [4, 5, 3],
      [
        layer(
          "conv_transpose2d", "a", 6, "relu",
          ["kernel": 3, "stride": 2, "padding": 1, "output_padding": 1, "groups": 2]),
        reshape("s", [10, 36]), layer("conv_transpose1d", "b", 7, nil, ["kernel": 4, "dilation": 3]),
        layer("max_pool1d", "m", nil, nil, ["kernel": 3]),
        layer("avg_pool1d", "v", nil, nil, ["kernel": 2, "stride": 1]),
      ], rows: 2)
    let shapes = ["a": [6, 10, 6], "s": [10, 36], "b": [19, 7], "m": [6, 7], "v": [5, 7]]
    for layer in network.layers.dropLast(2) {
      #expect(layer.outputShape == shapes[layer.name], "\(layer.name)")
    }
    #expect(try network.parameter("a", "weight").shape == [4, 3, 3, 3])
    #expect(try network.parameter("a", "bias").shape == [6])
    #expect(try network.parameter("b", "weight").shape == [36, 7, 4])
    let site = network.layers[0].parameters[0].site
    #expect([site.fanIn, site.fanOut] == [18, 27])
    // One pixel is enough.
    #expect(
      try outputShape(of: layer("conv_transpose2d", "a", 2, nil, ["kernel": 1]), input: [1, 1, 1]) == [
        2, 1, 1,
      ])
    #expect(try outputShape(of: layer("global_max_pool", "a"), input: [3, 1, 1]) == [3])
  }

  @Test func aChannelThatComesOutOwnsARunBehindEachInputOfItsGroup() throws {
    let network = try ConvolutionDifferenceTests.network(
      [4, 2, 2], [layer("conv_transpose2d", "a", 6, nil, ["kernel": 1, "groups": 2])])
    let parts = network.layers[0].unitParts
    #expect(parts.map(\.parameter) == ["weight", "bias"])
    #expect(parts[0].layout.labels == [0, 1, 2, 0, 1, 2, 3, 4, 5, 3, 4, 5])
    #expect(parts[1].layout.labels == [0, 1, 2, 3, 4, 5])
  }

  @Test func equalChannelsStayEqualBitForBit() throws {
    defer { Kernels.setThreads(1) }
    for seed in 0..<12 {
      Kernels.setThreads(1 + seed % 3)
      let isSequence = seed % 2 == 0
      let kind = isSequence ? "conv_transpose1d" : "conv_transpose2d"
      let shape = isSequence ? [6, 4] : [4, 3, 5]
      let data = try randomData(rows: 5, inputs: shape.reduce(1, *), outputs: 2, seed: UInt64(seed))
      var layers = [
        reshape("r", shape),
        layer(
          kind, "a", 2 * (1 + seed), "tanh", ["stride": Double(1 + seed % 3), "padding": 1, "groups": 2]),
        layer(kind, "b", 3 + seed, "gelu", ["kernel": 2]), layer("flatten", "f"), dense("o", nil),
      ]
      for index in layers.indices where !["reshape", "flatten"].contains(layers[index].kind) {
        layers[index].weightInitializer = try initializer("constant", 0.1)
      }
      let network = try model(
        ModelDescription(
          layers: layers, optimizer: optimizer("sgd", ["lr": 0.01]),
          precision: seed % 4 < 2 ? .float32 : .float64, seed: UInt64(seed)), data)
      #expect(network.run(steps: 15).stoppedBy == .count)
      for layer in network.layers where layer.settings.kind == kind {
        let weight = try network.parameter(layer.name, "weight")
        let layout = try #require(layer.unitParts.first).layout
        let rows = layout.gathered(weight.values)
        let (width, group) = (rows.count / layout.count, layout.count / layout.blocks)
        for unit in 0..<layout.count {
          let first = unit / group * group
          let bits = [unit, first].map { rows[$0 * width..<($0 + 1) * width].map(\.bitPattern) }
          #expect(bits[0] == bits[1], "net \(seed) \(layer.name) channel \(unit)")
        }
        #expect(Set(weight.values).count > 1)
      }
    }
  }
}
