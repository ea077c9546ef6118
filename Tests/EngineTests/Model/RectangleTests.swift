import InitKit
import Tensor
import Testing

@testable import Engine

/// Windows with a number for the height and another for the width: shapes, squares, what is refused.
@Suite struct RectangleTests {
  /// The loss and all bits after some steps.
  private func trained(_ input: [Int], _ layers: [LayerDescription]) throws -> [String: Tensor] {
    let network = try ConvolutionDifferenceTests.network(input, layers)
    #expect(network.run(steps: 4).stoppedBy == .count)
    return try network.allParameters()
  }

  private func shape(_ layer: LayerDescription, _ input: [Int]) throws -> [Int] {
    try outputShape(of: layer, input: input)
  }

  @Test func everyAxisGoesByItsOwnNumbers() throws {
    // PyTorch 2.15 gives the same shapes.
    let all = ["kernel": [3, 5], "stride": [2, 1], "padding": [1, 2], "dilation": [1, 2]]
    #expect(try shape(window("conv2d", "a", 4, nil, all), [3, 9, 11]) == [4, 5, 7])
    #expect(try shape(window("depthwise", "a", nil, nil, all), [3, 9, 11]) == [3, 5, 7])
    var up = all
    up["output_padding"] = [1, 0]
    #expect(try shape(window("conv_transpose2d", "a", 4, nil, up), [3, 9, 11]) == [4, 18, 15])
    let pool = ["kernel": [2, 4], "padding": [0, 2]]
    #expect(try shape(window("max_pool", "a", nil, nil, pool), [3, 9, 11]) == [3, 4, 3])
    #expect(try shape(window("avg_pool", "a", nil, nil, pool), [3, 9, 11]) == [3, 4, 3])
    // A single row and a single column.
    #expect(try shape(window("conv2d", "a", 1, nil, ["kernel": [1, 6]]), [1, 1, 6]) == [1, 1, 1])
    #expect(try shape(window("max_pool", "a", nil, nil, ["kernel": [6, 1]]), [1, 6, 1]) == [1, 1, 1])
  }

  @Test func weightsAndFansHaveBothSides() throws {
    let network = try ConvolutionDifferenceTests.network(
      [4, 7, 9],
      [
        window("conv2d", "a", 6, nil, ["kernel": [3, 5], "groups": [2]]),
        window("depthwise", "d", 12, nil, ["kernel": [1, 2]]),
        window("conv_transpose2d", "t", 8, nil, ["kernel": [2, 3], "groups": [4]]),
      ])
    let sites = try ["a", "d", "t"].map { try network.blueprint.layer($0).parameters[0].site }
    #expect(sites.map(\.shape) == [[6, 2, 3, 5], [12, 1, 1, 2], [12, 2, 2, 3]])
    #expect(sites.map(\.fanIn) == [2 * 3 * 5, 1 * 2, 3 * 2 * 3])
    #expect(sites.map(\.fanOut) == [3 * 3 * 5, 2 * 2, 2 * 2 * 3])
  }

  @Test(arguments: ["conv2d", "depthwise", "max_pool", "avg_pool", "conv_transpose2d"])
  func aListOfEqualNumbersIsTheNumberBitForBit(_ kind: String) throws {
    let isPool = kind.hasSuffix("pool")
    var options = ["kernel": [3], "stride": [2], "padding": [1]]
    if !isPool { options["dilation"] = [1] }
    if kind == "conv_transpose2d" { options["output_padding"] = [1] }
    let size = isPool || kind == "depthwise" ? nil : 4
    let below = layer("conv2d", "below", 3, "tanh")
    let (one, two) = (
      window(kind, "a", size, nil, options), window(kind, "a", size, nil, options.mapValues { $0 + $0 })
    )
    let found = try trained([2, 9, 8], [below, two])
    #expect(haveSameBits(found, try trained([2, 9, 8], [below, one])))
    let row = try LayerTable.builtin.row(kind).specification
    #expect(
      try OptionValues(named: two.options, for: row).values
        == OptionValues(named: one.options, for: row).values)
  }

  @Test func paddingByAWordIsThatByNumbers() throws {
    let cases: [([String: [Int]], String, [Int])] = [
      (["kernel": [3, 5]], "same", [1, 2]), (["kernel": [2, 3], "dilation": [4, 1]], "same", [2, 1]),
      (["kernel": [1]], "same", [0]), (["kernel": [3, 4], "stride": [2, 1]], "valid", [0]),
    ]
    for (options, word, numbers) in cases {
      var counted = options
      counted["padding"] = numbers
      let found = try trained([2, 7, 5], [window("conv2d", "a", 3, "tanh", options, ["padding": word])])
      let expected = try trained([2, 7, 5], [window("conv2d", "a", 3, "tanh", counted)])
      #expect(haveSameBits(found, expected), "\(options) \(word)")
    }
    #expect(
      try shape(window("conv1d", "a", 3, nil, ["kernel": [5]], ["padding": "same"]), [8, 2]) == [8, 3])
  }

  @Test func whatDoesNotFitIsToldForItsAxis() throws {
    let cases: [(LayerDescription, [Int], String, options: [String])] = [
      (
        window("conv2d", "a", 8, nil, ["kernel": [31, 3], "padding": [1, 0]]), [1, 28, 28],
        "height 28, kernel 31, padding 1: no output, because 28 + 2 * 1 is less than 31",
        ["kernel", "dilation", "padding"]
      ),
      (
        window("conv2d", "a", 8, nil, ["kernel": [3, 5], "dilation": [9, 8]]), [1, 28, 30],
        "width 30, kernel 5, dilation 8, padding 0: no output, because 30 + 2 * 0 is less than 33",
        ["dilation", "kernel", "padding"]
      ),
      (
        window("avg_pool", "a", nil, nil, ["kernel": [3, 4], "padding": [2, 1]]), [1, 9, 9],
        "height 9, kernel 3, padding 2: 2 * 2 is more than 3",
        ["padding", "kernel"]
      ),
      (
        window("max_pool", "a", nil, nil, ["kernel": [3, 4], "padding": [1, 3]]), [1, 9, 9],
        "width 9, kernel 4, padding 3: 2 * 3 is more than 4",
        ["padding", "kernel"]
      ),
      (
        window("max_pool", "a", nil, nil, ["kernel": [2, 30]]), [1, 28, 28],
        "width 28, kernel 30, padding 0: no output, because 28 + 2 * 0 is less than 30",
        ["kernel", "dilation", "padding"]
      ),
      (
        window("conv_transpose2d", "a", 8, nil, ["kernel": [1, 3], "padding": [0, 3]]), [4, 9, 2],
        "width 2, kernel 3, padding 3: no output, because (2 - 1) * 1 - 2 * 3 + 1 * (3 - 1) + 0 + 1 is -2",
        ["padding", "kernel"]
      ),
      (
        window("conv_transpose2d", "a", 8, nil, ["stride": [3, 2], "output_padding": [2, 2]]), [4, 9, 2],
        "width 2, output_padding 2, stride 2, dilation 1: 2 is not less than 2",
        ["output_padding"]
      ),
      (
        window("conv2d", "a", 8, nil, ["kernel": [3, 4]], ["padding": "same"]), [1, 9, 9],
        "width 9, kernel 4, dilation 1, padding same: 1 * (4 - 1) = 3 zeros are an odd number, "
          + "but both sides get as many",
        ["kernel"]
      ),
      (
        window("depthwise", "a", nil, nil, ["stride": [2, 1]], ["padding": "same"]), [1, 9, 8],
        "height 9, stride 2, padding same: it keeps the size with stride 1 only",
        ["stride"]
      ),
      (
        window(
          "conv1d", "a", 8, nil, ["kernel": [5], "dilation": [1_000_000]], ["padding": "same"]), [9, 1],
        "length 9, kernel 5, dilation 1000000, padding same: 1000000 * (5 - 1) = 4000000 zeros "
          + "are more than 1000000 on each side",
        ["dilation", "kernel"]
      ),
    ]
    for (layer, input, text, options) in cases {
      let error = EngineError.layerShape(
        layer: "a", kind: layer.kind, input: input, problem: .arithmetic(text, options: options))
      #expect(throws: error) { try outputShape(of: layer, input: input) }
    }
  }

  @Test func whatIsNoWindowIsRefused() throws {
    func list(_ values: Double...) -> ArgumentValue { .list(values.map { .number($0) }) }
    let wrong: [(String, String, ArgumentValue)] = [
      ("conv2d", "kernel", list(3)), ("conv2d", "kernel", list(1, 2, 3)), ("conv2d", "kernel", list()),
      ("conv2d", "stride", list(1, 1.5)), ("conv2d", "dilation", .number(2.5)),
      ("conv2d", "kernel", .text("same")), ("conv2d", "padding", .text("full")),
      ("conv2d", "padding", .boolean(true)), ("conv2d", "kernel", .list([list(1, 2), .number(3)])),
      ("conv2d", "kernel", list(.infinity, 1)), ("max_pool", "padding", .text("same")),
      ("conv_transpose2d", "output_padding", list(1)), ("conv_transpose2d", "padding", .text("same")),
      ("conv1d", "kernel", list(3, 3)), ("conv1d", "padding", list(1)), ("avg_pool1d", "stride", list(2, 2)),
      ("conv_transpose1d", "output_padding", list(1, 0)),
    ]
    for (kind, option, value) in wrong {
      let row = try LayerTable.builtin.row(kind).specification
      let error = EngineError.windowOption(try #require(row.option(option)), owner: kind, found: value)
      #expect(throws: error) { try OptionValues(named: [NamedArgument(option, value)], for: row) }
    }
    for (option, value) in [
      ("kernel", list(3, 0)), ("kernel", list(-1, 3)), ("stride", list(0, 1)), ("padding", list(1, -1)),
      ("dilation", list(1, 1e7)), ("kernel", .number(0)),
    ] {
      let row = try LayerTable.builtin.row("conv2d").specification
      #expect {
        try OptionValues(named: [NamedArgument(option, value)], for: row)
      } throws: {
        if case EngineError.option("conv2d", .outOfRange(option, _, _)) = $0 { true } else { false }
      }
    }
  }

  @Test func whatAConvolutionReadsIsItsPatches() throws {
    let network = try ConvolutionDifferenceTests.network(
      [2, 5, 7], [window("conv2d", "a", 3, nil, ["kernel": [2, 4], "stride": [2, 1], "padding": [1, 2]])])
    let layer = network.layers[0]
    let patches = try #require(LayerPatches(layer)).rows(of: network.input)
    let (weight, bias) = (try network.parameter("a", "weight"), try network.parameter("a", "bias"))
    let sums = try network.activations("a", .pre)
    let places = layer.outputShape[1] * layer.outputShape[2]
    #expect(patches.count == 3 * places && patches.allSatisfy { $0.count == 16 })
    for (row, patch) in patches.enumerated() {
      for filter in 0..<3 {
        let expected = zip(patch, weight.rowValues(filter)).reduce(bias.values[filter]) { $0 + $1.0 * $1.1 }
        let found = sums.values[(row / places * 3 + filter) * places + row % places]
        #expect(abs(found - expected) < 1e-12)
      }
    }
  }
}
