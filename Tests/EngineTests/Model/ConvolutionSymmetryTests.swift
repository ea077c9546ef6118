import Engine
import InitKit
import Tensor
import Testing

/// Equal channels stay equal, whatever computes them.
@Suite(.serialized) struct ConvolutionSymmetryTests {
  /// A random network of images or sequences whose filters start as one filter with different taps.
  static func network(_ seed: UInt64) throws -> (model: Model, hidden: [String]) {
    var draw = RandomStream(StreamKey(seed: seed, purpose: "image symmetry"))
    let activations = ["relu", "tanh", "gelu", "sigmoid"]
    let channels = [1, 2, 3, 5, 8, 16, 17, 33]
    let isSequence = draw.below(4) == 0
    let rows = 1 + draw.below(9)
    let side = 4 + draw.below(6)
    let shape = isSequence ? [side * 3, 1 + draw.below(3)] : [1 + draw.below(3), side, side + draw.below(3)]
    let flat = try randomData(rows: rows, inputs: shape.reduce(1, *), outputs: 2, seed: seed)
    let data = try Dataset(
      name: "test", inputs: Tensor(shape: [rows] + shape, values: flat.inputs.values), targets: flat.targets)
    var layers: [LayerDescription] = []
    for index in 0..<1 + draw.below(2) {
      let options: [String: Double] = [
        "kernel": Double(1 + draw.below(3)), "padding": Double(draw.below(3)),
        "stride": Double(1 + draw.below(2)),
      ]
      layers.append(
        layer(
          isSequence ? "conv1d" : "conv2d", "h\(index)", channels[draw.below(channels.count)],
          activations[draw.below(4)], options))
      if !isSequence, index == 0 {
        switch draw.below(4) {
        case 0: layers.append(layer("max_pool", "p", nil, nil, ["kernel": 2, "stride": 1, "padding": 1]))
        case 1: layers.append(layer("avg_pool", "p", nil, nil, ["kernel": 2, "stride": 1, "padding": 1]))
        case 2: layers.append(layer("depthwise", "d", nil, "tanh", ["kernel": 2, "padding": 1]))
        default: break
        }
      }
    }
    let hidden = layers.map(\.name).filter { $0 != "p" }
    layers.append(layer(isSequence || draw.below(2) == 0 ? "flatten" : "global_avg_pool", "f"))
    layers.append(dense("o", nil))
    for index in layers.indices where layers[index].kind != "flatten" {
      layers[index].weightInitializer = try initializer("constant", draw.uniform(-0.3, 0.3))
      layers[index].biasInitializer = try initializer("constant", draw.uniform(-0.3, 0.3))
    }
    let description = ModelDescription(
      layers: layers, optimizer: SymmetryTests.optimizers[draw.below(SymmetryTests.optimizers.count)],
      batch: draw.below(2) == 0 ? .full : .rows(1 + draw.below(rows)),
      precision: draw.below(2) == 0 ? .float32 : .float64, seed: seed)
    return (try model(description, data), hidden)
  }

  @Test func equalChannelsStayEqualBitForBit() throws {
    let fastest = Kernels.instructionSet
    defer {
      Kernels.setThreads(1)
      _ = Kernels.useInstructionSet(fastest)
    }
    var (finished, separate) = (0, 0)
    for seed in 0..<150 {
      Kernels.setThreads(1 + seed % 3)
      let sets = Kernels.availableInstructionSets
      // The scalar set is slow, so that it has its turn seldom.
      _ = Kernels.useInstructionSet(seed % 10 == 0 ? sets[0] : sets[1 + seed % (sets.count - 1)])
      let (network, hidden) = try Self.network(UInt64(seed))
      if network.run(steps: 15).stoppedBy != .count { continue }
      finished += 1
      for layer in hidden {
        try expectOneNeuron(layer, of: network, "net \(seed) \(layer)")
        if Set(try network.parameter(layer, "weight").rowValues(0)).count > 1 { separate += 1 }
      }
    }
    #expect(finished >= 130)
    #expect(separate > 50, "the taps of a filter see different places, and separate")
  }

  /// A network with every kind of image layer in it, large enough for threads.
  static func everyKind(_ precision: Precision) throws -> Model {
    let data = try randomData(rows: 24, inputs: 432, outputs: 3, classes: true)
    return try model(
      ModelDescription(
        layers: [
          reshape("r", [3, 12, 12]), layer("conv2d", "a", 17, "gelu", ["padding": 1]),
          layer("max_pool", "m", nil, nil, ["kernel": 3, "stride": 2]),
          layer("depthwise", "d", nil, "tanh", ["padding": 2, "dilation": 2]),
          layer("conv2d", "b", 10, "relu", ["kernel": 2, "stride": 1]), layer("avg_pool", "v"),
          layer("conv_transpose2d", "u", 4, "tanh", ["kernel": 2, "stride": 2, "groups": 2]),
          layer("conv2d", "w", 10, "relu", ["kernel": 3, "stride": 2, "padding": 1]),
          reshape("s", [4, 10]), layer("conv1d", "c", 8, "tanh", ["padding": 1, "groups": 2]),
          layer("conv_transpose1d", "t", 5, "relu", ["stride": 2]), layer("max_pool1d", "x"),
          layer("flatten", "f"), dense("o", nil),
        ], optimizer: optimizer("adam"), batch: .rows(16), precision: precision), data)
  }

  /// The digests were taken when this was written: the bits must be the same on every machine.
  @Test(arguments: [
    (Precision.float32, UInt64(4_050_796_052_234_719_565)), (.float64, 5_764_229_673_645_438_098),
  ])
  func instructionSetsAndThreadsDoNotChangeABit(_ golden: (precision: Precision, digest: UInt64)) throws {
    try expectDigest(golden.digest) { try Self.everyKind(golden.precision) }
  }
}
