import Tensor
import Testing

@testable import Engine

/// Networks of images against PyTorch's numbers.
@Suite struct ConvolutionReferenceTests {
  @Test(arguments: ReferenceGradientTests.precisions)
  func convolutionsWithPaddingAndStrideAndAGlobalMeanAreThoseOfPyTorch(
    _ precision: (name: Precision, tolerance: Double)
  ) throws {
    let reference = try Reference.load("06_conv_relu_stride_avgpool_ce")
    let classes = try #require(reference.targets["classes"]).data.map { Int($0) }
    let data = try Dataset(
      name: "reference", inputs: try #require(reference.inputs["x"]).tensor,
      targets: .classes(classes, names: ["a", "b", "c"]))
    let network = try model(
      ModelDescription(
        layers: [
          layer("conv2d", "k1", 3, "relu", ["padding": 1]),
          layer("conv2d", "k2", 4, "tanh", ["stride": 2, "padding": 1]),
          layer("global_avg_pool", "pooled"), dense("w", nil),
        ], loss: LossDescription("cross_entropy"), precision: precision.name), data)
    let places = [
      ("k1", "weight", "K1"), ("k1", "bias", "c1"), ("k2", "weight", "K2"), ("k2", "bias", "c2"),
      ("w", "weight", "W"), ("w", "bias", "b"),
    ]
    try reference.put(into: network, at: places)
    try reference.expectGradients(of: network, at: places, within: precision.tolerance)
    try reference.expectSignals(
      of: network, at: [("k1", "z1"), ("k2", "z2"), ("pooled", "pooled")], within: precision.tolerance)
  }

  @Test(arguments: ReferenceGradientTests.precisions)
  func aGroupedConvolutionUnderMaxPoolingIsThatOfPyTorch(
    _ precision: (name: Precision, tolerance: Double)
  ) throws {
    let reference = try Reference.load("07_conv_grouped_maxpool_transposed_dilated_mse")
    let slopes = try #require(reference.intermediateGradients?["pool"]).tensor
    var weights = [Double](repeating: 0, count: 72)
    var biases = [Double](repeating: 0, count: 4)
    for row in 0..<2 {
      // With |out - target| as loss and a target out of reach, what comes back to the pooling is minus the
      // weight above it, sample by sample.
      let data = try Dataset(
        name: "reference",
        inputs: try #require(reference.inputs["x"]).tensor.slice([.range(start: row, end: row + 1)]),
        targets: .values(Tensor(rows: [[1000]])))
      let network = try model(
        ModelDescription(
          layers: [
            layer("conv2d", "k1", 4, "tanh", ["padding": 1, "groups": 2]), layer("max_pool", "pool"),
            layer("flatten", "flat"), dense("o", 1),
          ], loss: LossDescription("mae"), precision: precision.name), data)
      try network.setParameter("k1", "weight", to: try #require(reference.params["K1"]).tensor)
      try network.setParameter("k1", "bias", to: try #require(reference.params["c1"]).tensor)
      try network.setParameter(
        "o", "weight", to: Tensor(shape: [1, 36], values: slopes.rowValues(row).map { -$0 }))
      for (layer, key) in [("k1", "z1"), ("pool", "pool")] {
        let sums = try #require(reference.intermediates?[key]).tensor.rowValues(row)
        let delta = try #require(reference.intermediateGradients?[key]).tensor.rowValues(row)
        #expect(relativeError(try network.activations(layer, .pre).values, sums) <= precision.tolerance)
        #expect(relativeError(try network.activations(layer, .delta).values, delta) <= precision.tolerance)
      }
      for (index, value) in try network.gradient("k1", "weight").values.enumerated() {
        weights[index] += value
      }
      for (index, value) in try network.gradient("k1", "bias").values.enumerated() { biases[index] += value }
    }
    #expect(relativeError(weights, try #require(reference.grads?["K1"]).data) <= precision.tolerance)
    #expect(relativeError(biases, try #require(reference.grads?["c1"]).data) <= precision.tolerance)
  }

  @Test(arguments: ReferenceGradientTests.precisions)
  func aDilatedConvolutionBehindAnActivationIsThatOfPyTorch(
    _ precision: (name: Precision, tolerance: Double)
  ) throws {
    let reference = try Reference.load("07_conv_grouped_maxpool_transposed_dilated_mse")
    let target = try #require(reference.targets["y"])
    let data = try Dataset(
      name: "reference", inputs: try #require(reference.intermediates?["z2"]).tensor,
      targets: .values(Tensor(shape: [2, 72], values: target.data)))
    let network = try model(
      ModelDescription(
        layers: [
          layer("activation", "h2", nil, "silu"),
          layer("conv2d", "k3", 2, nil, ["dilation": 2, "padding": 2]), layer("flatten", "flat"),
        ], loss: LossDescription("mse"), precision: precision.name), data)
    let places = [("k3", "weight", "K3"), ("k3", "bias", "c3")]
    try reference.put(into: network, at: places)
    #expect(
      relativeError(network.output.values, try #require(reference.output).data) <= precision.tolerance)
    try reference.expectGradients(of: network, at: places, within: precision.tolerance)
    let above = try #require(reference.intermediateGradients?["z2"]).tensor
    #expect(relativeError(try network.activations("h2", .delta), above) <= precision.tolerance)
  }
}

extension Tensor {
  /// The numbers of one row.
  func rowValues(_ row: Int) -> [Double] { Array(values[row * columns..<(row + 1) * columns]) }
}

/// Largest difference over the largest number of the reference.
func relativeError(_ found: [Double], _ reference: [Double]) -> Double {
  relativeError(
    Tensor(shape: [found.count], values: found), Tensor(shape: [reference.count], values: reference))
}
