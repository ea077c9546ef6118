import Engine
import InitKit
import Tensor
import Testing

/// Channels that start equal stay equal under windows that are no squares, and no bit depends on the machine.
@Suite(.serialized) struct RectangleSymmetryTests {
  /// A random network of images all of whose windows have a height and a width of their own.
  private static func network(_ seed: UInt64) throws -> Model {
    var draw = RandomStream(StreamKey(seed: seed, purpose: "rectangles"))
    func two(_ first: ClosedRange<Int>, _ second: ClosedRange<Int>) -> [Int] {
      let sizes = [first, second].map { $0.lowerBound + draw.below($0.count) }
      return draw.below(2) == 0 ? sizes : sizes.reversed()
    }
    let channels = 2 * (1 + draw.below(3))
    let data = try randomData(rows: 6, inputs: channels * 88, outputs: 2, seed: seed)
    let widths = [2, 6, 10, 18, 34]
    var layers = [
      reshape("r", [channels, 8, 11]),
      window(
        "conv2d", "a", widths[draw.below(5)], ["relu", "tanh", "gelu"][draw.below(3)],
        ["kernel": two(1...2, 3...5), "padding": two(1...1, 2...2), "stride": two(1...1, 2...2)]),
      window(
        "depthwise", "d", nil, "tanh", ["kernel": two(0...0, 1...3).map { 2 * $0 + 1 }], ["padding": "same"]),
      window(draw.below(2) == 0 ? "max_pool" : "avg_pool", "p", nil, nil, ["kernel": two(1...1, 2...2)]),
      window(
        "conv_transpose2d", "u", 2 * (1 + draw.below(6)), "tanh",
        ["kernel": two(1...1, 2...3), "stride": two(1...1, 2...2), "groups": [2]]),
      layer("flatten", "f"), dense("o", nil),
    ]
    for index in layers.indices
    where ["conv2d", "depthwise", "conv_transpose2d"].contains(layers[index].kind) {
      layers[index].weightInitializer = try initializer("constant", draw.uniform(-0.3, 0.3))
    }
    layers[layers.count - 1].weightInitializer = try initializer("constant", 0.1)
    return try model(
      ModelDescription(
        layers: layers, optimizer: optimizer("sgd", ["lr": 0.02]), batch: .rows(1 + draw.below(6)),
        precision: draw.below(2) == 0 ? .float32 : .float64, seed: seed), data)
  }

  @Test func equalChannelsStayEqualBitForBit() throws {
    let fastest = Kernels.instructionSet
    defer {
      Kernels.setThreads(1)
      _ = Kernels.useInstructionSet(fastest)
    }
    var (finished, separate) = (0, 0)
    for seed in 0..<40 {
      Kernels.setThreads(1 + seed % 3)
      let sets = Kernels.availableInstructionSets
      _ = Kernels.useInstructionSet(seed % 10 == 0 ? sets[0] : sets[1 + seed % (sets.count - 1)])
      let network = try Self.network(UInt64(seed))
      guard network.run(steps: 12).stoppedBy == .count else { continue }
      finished += 1
      for layer in network.layers where ["a", "d", "u"].contains(layer.name) {
        let layout = try #require(layer.unitParts.first).layout
        let values = try network.parameter(layer.name, "weight").values
        let rows = layout.gathered(values)
        let width = rows.count / layout.count
        for unit in 1..<layout.count {
          let bits = [unit, 0].map { rows[$0 * width..<($0 + 1) * width].map(\.bitPattern) }
          #expect(bits[0] == bits[1], "net \(seed) \(layer.name) channel \(unit)")
        }
        if Set(values).count > 1 { separate += 1 }
      }
    }
    #expect(finished >= 36)
    #expect(separate > 60, "the taps of a filter see different places, and separate")
  }

  /// Every kind of layer with a window, large enough for threads.
  private static func everyKind(_ precision: Precision) throws -> Model {
    let data = try randomData(rows: 24, inputs: 480, outputs: 3, classes: true)
    return try model(
      ModelDescription(
        layers: [
          reshape("r", [3, 10, 16]),
          window(
            "conv2d", "a", 17, "gelu",
            ["kernel": [3, 5], "padding": [1, 2], "stride": [1, 2], "dilation": [2, 1]]),
          window("max_pool", "m", nil, nil, ["kernel": [1, 3], "padding": [0, 1], "stride": [1, 2]]),
          window(
            "depthwise", "d", nil, "tanh", ["kernel": [5, 1], "dilation": [1, 3]], ["padding": "same"]),
          window("conv2d", "b", 10, "relu", ["kernel": [1, 4], "stride": [2, 1], "padding": [0, 2]]),
          window("avg_pool", "v", nil, nil, ["kernel": [2, 1], "stride": [1, 2]]),
          window("conv_transpose2d", "u", 4, "tanh", ["kernel": [2, 3], "stride": [1, 2], "groups": [2]]),
          layer("flatten", "f"), dense("o", nil),
        ], optimizer: optimizer("adam"), batch: .rows(16), precision: precision), data)
  }

  /// The digests were taken when this was written: the bits must be the same on every machine.
  @Test(arguments: [
    (Precision.float32, UInt64(14_468_935_634_566_118_799)), (.float64, 16_542_130_544_382_514_688),
  ])
  func instructionSetsAndThreadsDoNotChangeABit(_ golden: (precision: Precision, digest: UInt64)) throws {
    try expectDigest(golden.digest) { try Self.everyKind(golden.precision) }
  }
}
