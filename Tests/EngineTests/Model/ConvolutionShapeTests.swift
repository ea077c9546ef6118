import Engine
import InitKit
import Tensor
import Testing

/// Shapes of image layers: degenerate ones first, then every axis of another size, then what does not fit.
@Suite struct ConvolutionShapeTests {
  @Test func thePixelOfAnImageIsEnough() throws {
    for kind in ["conv2d", "max_pool", "avg_pool", "global_avg_pool", "depthwise", "flatten"] {
      let options: [String: Double] = ["global_avg_pool", "flatten"].contains(kind) ? [:] : ["kernel": 1]
      let shape = try outputShape(
        of: layer(kind, "a", kind == "conv2d" ? 1 : nil, nil, options), input: [1, 1, 1])
      #expect(shape == (options.isEmpty ? [1] : [1, 1, 1]), "\(kind)")
    }
    #expect(try outputShape(of: layer("conv1d", "a", 1, nil, ["kernel": 1]), input: [1, 1]) == [1, 1])
    #expect(try outputShape(of: reshape("a", [1, 1, 1]), input: [1]) == [1, 1, 1])
    // A kernel beyond the image reaches into the padding.
    #expect(
      try outputShape(of: layer("conv2d", "a", 2, nil, ["kernel": 5, "padding": 2]), input: [1, 1, 1])
        == [2, 1, 1])
  }

  @Test func everyAxisHasItsSize() throws {
    let network = try ConvolutionDifferenceTests.network(
      [4, 9, 7],
      [
        layer("conv2d", "a", 6, "relu", ["kernel": 3, "stride": 2, "padding": 1, "groups": 2]),
        layer("max_pool", "m", nil, nil, ["kernel": 2, "stride": 1]),
        layer("depthwise", "d", 12, nil, ["kernel": 2, "dilation": 2]),
        layer("avg_pool", "v", nil, nil, ["kernel": 2, "padding": 1]), reshape("s", [8, 3]),
        layer("conv1d", "c", 5, nil, ["kernel": 3]),
      ], rows: 2)
    let shapes = [
      "a": [6, 5, 4], "m": [6, 4, 3], "d": [12, 2, 1], "v": [12, 2, 1], "s": [8, 3], "c": [6, 5],
    ]
    for layer in network.layers.dropLast(2) {
      #expect(layer.outputShape == shapes[layer.name], "\(layer.name)")
      for quantity in LayerQuantity.allCases {
        #expect(try network.activations(layer.name, quantity).shape == [2] + layer.outputShape)
      }
    }
    #expect(try network.parameter("a", "weight").shape == [6, 2, 3, 3])
    #expect(try network.parameter("a", "bias").shape == [6])
    #expect(try network.parameter("d", "weight").shape == [12, 1, 2, 2])
    #expect(try network.parameter("c", "weight").shape == [5, 3, 3])
    #expect(try network.parameter("o", "weight").shape == [2, 30])
    let site = network.layers[0].parameters[0].site
    #expect([site.fanIn, site.fanOut] == [18, 27])
    #expect(network.layers[5].unitLayout == UnitLayout(outer: 6, count: 5, inner: 1))
  }

  @Test func withoutABiasThereIsNone() throws {
    var bare = layer("conv2d", "a", 2)
    bare.options = [NamedArgument("bias", .boolean(false))]
    let network = try ConvolutionDifferenceTests.network([1, 4, 4], [bare])
    #expect(network.layers[0].parameters.map(\.name) == ["weight"])
    #expect(network.run(steps: 2).stoppedBy == .count)
  }

  @Test func whatDoesNotFitIsToldWithTheArithmetic() throws {
    let cases: [(LayerDescription, [Int], ShapeProblem)] = [
      (
        layer("conv2d", "a", 8, nil, ["kernel": 31, "padding": 1]), [1, 28, 28],
        .arithmetic(
          "height 28, kernel 31, padding 1: no output, because 28 + 2 * 1 is less than 31",
          options: ["kernel", "dilation", "padding"])
      ),
      (
        layer("conv1d", "a", 8, nil, ["kernel": 3, "dilation": 4]), [8, 2],
        .arithmetic(
          "length 8, kernel 3, dilation 4, padding 0: no output, because 8 + 2 * 0 is less than 9",
          options: ["dilation", "kernel", "padding"])
      ),
      (
        layer("max_pool", "a", nil, nil, ["kernel": 3]), [1, 2, 9],
        .arithmetic(
          "height 2, kernel 3, padding 0: no output, because 2 + 2 * 0 is less than 3",
          options: ["kernel", "dilation", "padding"])
      ),
      (
        layer("avg_pool", "a", nil, nil, ["kernel": 3, "padding": 2]), [1, 9, 9],
        .arithmetic("height 9, kernel 3, padding 2: 2 * 2 is more than 3", options: ["padding", "kernel"])
      ),
      (
        layer("conv2d", "a", 8, nil, ["groups": 3]), [4, 9, 9],
        .arithmetic("4 input channels, groups 3: 4 / 3 is not whole", options: ["groups", "size"])
      ),
      (
        layer("depthwise", "a", 5), [4, 9, 9],
        .arithmetic("5 output channels, groups 4: 5 / 4 is not whole", options: ["groups", "size"])
      ),
      (
        reshape("a", [1, 8, 9]), [64],
        .arithmetic("64 numbers come in, the shape has 1 * 8 * 9 = 72", options: ["shape"])
      ),
      (
        layer("conv_transpose2d", "a", 8, nil, ["padding": 3]), [4, 2, 9],
        .arithmetic(
          "height 2, kernel 3, padding 3: no output, because (2 - 1) * 1 - 2 * 3 + 1 * (3 - 1) + 0 + 1 is -2",
          options: ["padding", "kernel"])
      ),
      (
        layer("conv_transpose1d", "a", 8, nil, ["output_padding": 2, "stride": 2]), [4, 2],
        .arithmetic(
          "length 4, output_padding 2, stride 2, dilation 1: 2 is not less than 2",
          options: ["output_padding"])
      ),
      (
        layer("conv_transpose2d", "a", 3, nil, ["groups": 2]), [4, 9, 9],
        .arithmetic("3 output channels, groups 2: 3 / 2 is not whole", options: ["groups", "size"])
      ),
      (layer("conv_transpose1d", "a", 8), [1, 2, 3], .axes(needed: 2)),
      (layer("max_pool1d", "a"), [1, 8, 8], .axes(needed: 2)),
      (layer("conv2d", "a", 8), [64], .axes(needed: 3)), (layer("conv1d", "a", 8), [64], .axes(needed: 2)),
      (layer("max_pool", "a"), [8, 8], .axes(needed: 3)),
    ]
    for (layer, input, problem) in cases {
      #expect(
        throws: EngineError.layerShape(layer: "a", kind: layer.kind, input: input, problem: problem)
      ) { try outputShape(of: layer, input: input) }
    }
    #expect(throws: EngineError.option(owner: "reshape", reason: .missing(parameter: "shape"))) {
      try outputShape(of: layer("reshape", "a"), input: [4])
    }
    #expect(throws: EngineError.noSize(layer: "a", kind: "conv2d")) {
      try outputShape(of: layer("conv2d", "a"), input: [1, 4, 4])
    }
  }

  @Test func sizesBeyondCountingAreRefused() throws {
    let kernel = ["kernel": 1_000_000.0, "padding": 1_000_000.0]
    for size in [1, 1_000_000, Int.max / 2] {
      #expect(throws: EngineError.self) {
        try ConvolutionDifferenceTests.network([1, 4, 4], [layer("conv2d", "a", size, nil, kernel)])
      }
    }
    #expect(throws: EngineError.self) {
      try outputShape(of: reshape("a", [1_000_000_000, 1_000_000_000, 1_000_000_000]), input: [4])
    }
  }
}
