import Engine
import InitKit
import Tensor
import Testing

/// Equal units and heads stay equal, whatever computes them, and the bits are the same everywhere.
@Suite(.serialized) struct SequenceSymmetryTests {
  /// A random recurrent network whose units start as one.
  static func recurrent(_ seed: UInt64) throws -> Model {
    var draw = RandomStream(StreamKey(seed: seed, purpose: "sequence symmetry"))
    let kinds = ["rnn", "lstm", "gru"]
    let widths = [1, 2, 3, 5, 8, 16, 17, 33]
    let shape = [1 + draw.below(7), 1 + draw.below(4)]
    let rows = 1 + draw.below(9)
    let flat = try randomData(rows: rows, inputs: shape.reduce(1, *), outputs: 2, seed: seed)
    let data = try Dataset(
      name: "test", inputs: Tensor(shape: [rows] + shape, values: flat.inputs.values), targets: flat.targets)
    var layers: [LayerDescription] = []
    for index in 0..<2 {
      layers.append(
        sequenceLayer(
          kinds[draw.below(3)], "h\(index)", widths[draw.below(widths.count)], nil,
          index == 0 ? ["return": .sequence] : [:]))
      for role in ["weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0"] {
        layers[index].parameterInitializers[role] = try initializer("constant", draw.uniform(-0.4, 0.4))
      }
    }
    layers.append(dense("o", nil))
    layers[2].weightInitializer = try initializer("constant", draw.uniform(-0.4, 0.4))
    let description = ModelDescription(
      layers: layers, optimizer: SymmetryTests.optimizers[draw.below(SymmetryTests.optimizers.count)],
      batch: draw.below(2) == 0 ? .full : .rows(1 + draw.below(rows)),
      precision: draw.below(2) == 0 ? .float32 : .float64, seed: seed)
    return try model(description, data)
  }

  /// Runs a body for each of many networks under changing threads and instruction sets.
  static func eachNetwork(_ count: Int, _ body: (UInt64) throws -> Void) rethrows {
    let fastest = Kernels.instructionSet
    defer {
      Kernels.setThreads(1)
      _ = Kernels.useInstructionSet(fastest)
    }
    let sets = Kernels.availableInstructionSets
    for seed in 0..<count {
      Kernels.setThreads(1 + seed % 3)
      // The scalar set is slow, so that it has its turn seldom.
      _ = Kernels.useInstructionSet(seed % 10 == 0 ? sets[0] : sets[1 + seed % (sets.count - 1)])
      try body(UInt64(seed))
    }
  }

  @Test func equalUnitsStayEqualBitForBit() throws {
    var (finished, moved) = (0, 0)
    try Self.eachNetwork(60) { seed in
      let network = try Self.recurrent(seed)
      let start = try network.parameter("h1", "weight_ih_l0")
      if network.run(steps: 200).stoppedBy != .count { return }
      finished += 1
      if try network.parameter("h1", "weight_ih_l0") != start { moved += 1 }
      for layer in network.layers.dropLast() {
        let units = layer.settings.size ?? 0
        for name in ["weight_ih_l0", "bias_ih_l0", "bias_hh_l0"] {
          let numbers = try network.parameter(layer.name, name)
          for row in 0..<numbers.rows {
            let first = numbers.rowValues(row / units * units)
            #expect(numbers.rowValues(row) == first, "net \(seed) \(layer.name).\(name)")
          }
        }
        let own = try network.parameter(layer.name, "weight_hh_l0")
        for row in 0..<own.rows {
          let first = own.values[row / units * units * units]
          #expect(own.rowValues(row).allSatisfy { $0 == first }, "net \(seed) \(layer.name)")
        }
      }
    }
    #expect(finished >= 50)
    #expect(moved >= 50)
  }

  @Test func equalHeadsStayEqualBitForBit() throws {
    var finished = 0
    try Self.eachNetwork(30) { seed in
      var draw = RandomStream(StreamKey(seed: seed, purpose: "heads"))
      let (heads, size) = (2 + draw.below(5), 1 + draw.below(9))
      let width = heads * size
      let test = SequenceCase(
        "heads", [1 + draw.below(9), 3],
        [
          sequenceLayer("dense", "d", width, "tanh"),
          sequenceLayer(
            "attention", "a", width, nil,
            ["heads": .number(Double(heads)), "causal": .boolean(draw.below(2) == 0)]),
          sequenceLayer("mean_pool", "m"),
        ])
      let network = try test.network(
        rows: 1 + draw.below(7), precision: draw.below(2) == 0 ? .float32 : .float64,
        optimizer: optimizer("adam"), seed: seed)
      var into = try network.parameter("a", "in_proj_weight")
      var out = try network.parameter("a", "out_proj.weight")
      for row in 0..<3 * width {
        let first = row / width * width + row % width % size
        for column in 0..<width { into.values[row * width + column] = into.values[first * width + column] }
      }
      for row in 0..<width {
        for column in 0..<width { out.values[row * width + column] = out.values[row * width + column % size] }
      }
      try network.setParameter("a", "in_proj_weight", to: into)
      try network.setParameter("a", "out_proj.weight", to: out)
      if network.run(steps: 200).stoppedBy != .count { return }
      finished += 1
      let (weight, bias) = (
        try network.parameter("a", "in_proj_weight"), try network.parameter("a", "in_proj_bias")
      )
      let joined = try network.parameter("a", "out_proj.weight")
      #expect(weight != into)
      for row in 0..<3 * width {
        let first = row / width * width + row % width % size
        #expect(weight.rowValues(row) == weight.rowValues(first), "net \(seed)")
        #expect(bias.values[row] == bias.values[first], "net \(seed)")
      }
      for row in 0..<width {
        let values = joined.rowValues(row)
        #expect(values.indices.allSatisfy { values[$0] == values[$0 % size] }, "net \(seed)")
      }
    }
    #expect(finished >= 28)
  }

  /// Networks large enough for threads, one for each kind of layer.
  static let kinds = [
    SequenceCase("rnn", [9, 5], [sequenceLayer("rnn", "r", 33, "relu", ["return": .sequence])]),
    SequenceCase("lstm", [9, 5], [sequenceLayer("lstm", "r", 33)]),
    SequenceCase("gru", [9, 5], [sequenceLayer("gru", "r", 33, nil, ["return": .sequence])]),
    SequenceCase(
      "attention", [20],
      [
        sequenceLayer("embedding", "e", 30, nil, ["vocabulary": .number(5)]),
        sequenceLayer("position_embedding", "p"),
        sequenceLayer("attention", "a", nil, nil, ["heads": .number(3), "causal": .boolean(true)]),
        sequenceLayer("mean_pool", "m"),
      ]),
    SequenceCase(
      "transformer block", [17, 12],
      [
        sequenceLayer("transformer_block", "t", nil, nil, ["heads": .number(3), "causal": .boolean(true)]),
        sequenceLayer(
          "transformer_block", "s", nil, nil, ["norm": .text("last"), "activation": .text("gelu")]),
      ]),
  ]

  /// What each kind gave when this was written: the bits must be the same on every machine.
  static let digests: [String: [UInt64]] = [
    "rnn": [6_055_157_252_399_893_845, 4_532_690_035_741_428_981],
    "lstm": [16_699_310_966_457_859_445, 6_438_172_341_387_742_416],
    "gru": [10_624_709_055_552_223_125, 16_518_980_375_088_153_252],
    "attention": [14_165_798_738_828_714_421, 214_669_534_105_916_567],
    "transformer block": [4_332_405_574_287_413_293, 5_087_160_347_377_063_481],
  ]

  @Test(arguments: kinds) func instructionSetsAndThreadsDoNotChangeABit(_ test: SequenceCase) throws {
    let digests = try #require(Self.digests[test.name])
    for (precision, digest) in zip([Precision.float32, .float64], digests) {
      try expectDigest(digest) {
        try test.network(rows: 40, precision: precision, optimizer: optimizer("adam"), batch: .rows(24))
      }
    }
  }
}
