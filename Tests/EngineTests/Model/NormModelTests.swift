import InitKit
import Tensor
import Testing

@testable import Engine

/// What norms and dropout do while a network is trained and looked at.
@Suite(.serialized) struct NormModelTests {
  /// Every kind in one network of images.
  static func network(
    _ precision: Precision = .float32, constant: Double? = nil, drops: Bool = false, batch: Int = 8
  ) throws -> Model {
    let flat = try randomData(rows: 40, inputs: 50, outputs: 3, classes: true, seed: 5)
    let data = try Dataset(
      name: "test", inputs: Tensor(shape: [40, 2, 5, 5], values: flat.inputs.values), targets: flat.targets
    ).splitting(0.25, seed: 1)
    var layers = [
      layer("conv2d", "c", 17, nil, ["kernel": 2]), plain("batch_norm", "bn"),
      layer("activation", "t", nil, "mish"), plain("group_norm", "gn", [option("groups", .number(1))]),
      plain("global_avg_pool", "pool"), dense("h", 17, "hard_swish"), plain("layer_norm", "ln"),
      plain("scale", "sc", [option("per", .text("unit")), option("initial", .number(0.7))]),
      plain("rms_norm", "rms"),
    ]
    if drops { layers.append(plain("dropout", "drop", [option("p", .number(0.5))])) }
    layers.append(dense("o", nil))
    if let constant {
      for index in layers.indices { layers[index].weightInitializer = try initializer("constant", constant) }
    }
    return try model(
      ModelDescription(
        layers: layers, optimizer: optimizer("adam", ["lr": 0.01]), batch: .rows(batch),
        precision: precision, seed: 2), data)
  }

  @Test(
    "equal channels and features stay equal through hundreds of steps",
    arguments: [Precision.float32, .float64])
  func symmetry(_ precision: Precision) throws {
    defer { Kernels.setThreads(1) }
    for threads in 1...3 {
      Kernels.setThreads(threads)
      let network = try Self.network(precision, constant: 0.1)
      _ = network.run(steps: 300)
      for (layer, name) in [
        ("c", "weight"), ("bn", "weight"), ("bn", "bias"), ("gn", "weight"), ("h", "weight"), ("ln", "bias"),
        ("sc", "weight"), ("rms", "weight"),
      ] {
        let values = try network.parameter(layer, name)
        let row = values.count / values.rows
        for start in stride(from: 0, to: values.count, by: row) {
          #expect(Array(values.values[start..<start + row]) == Array(values.values[0..<row]), "\(layer)")
        }
      }
      let mean = try #require(try network.statistic("bn", "running_mean"))
      #expect(Set(mean.values).count == 1 && mean.values[0] != 0)
    }
  }

  @Test("instruction sets, threads and the cut into runs change no bit")
  func bits() throws {
    let fastest = Kernels.instructionSet
    defer {
      _ = Kernels.useInstructionSet(fastest)
      Kernels.setThreads(1)
    }
    var results: [[UInt8]] = []
    for name in Kernels.availableInstructionSets {
      #expect(Kernels.useInstructionSet(name))
      for threads in 1...3 where threads == 1 || name == fastest {
        Kernels.setThreads(threads)
        let network = try Self.network(drops: true)
        for count in [1, 4, 9] { _ = network.run(steps: threads == 2 ? 1 : count) }
        if threads == 2 { _ = network.run(steps: 11) }
        results.append(network.snapshot().bytes)
      }
    }
    #expect(results.count >= 4)
    #expect(results.allSatisfy { $0 == results[0] })
  }

  @Test("looking moves no statistic and draws no other mask")
  func looking() throws {
    let (seen, unseen) = (try Self.network(drops: true), try Self.network(drops: true))
    for _ in 0..<5 {
      _ = seen.loss
      _ = try seen.gradient("c", "weight")
      _ = try seen.sampleGradient("bn", "weight")
      _ = try seen.loss(on: .heldOut)
      _ = seen.accuracy(on: .training)
      _ = try seen.activations("drop", .delta)
      _ = seen.run(steps: 2)
      _ = unseen.run(steps: 2)
    }
    #expect(seen.snapshot().bytes == unseen.snapshot().bytes)
  }

  @Test("going back restores running statistics and masks")
  func snapshots() throws {
    let network = try Self.network(drops: true)
    _ = network.run(steps: 5)
    let snapshot = network.snapshot()
    let mean = try network.statistic("bn", "running_mean")
    _ = network.run(steps: 6)
    let end = network.snapshot()
    #expect(try network.statistic("bn", "running_mean") != mean)
    try network.restore(snapshot)
    #expect(try network.statistic("bn", "running_mean") == mean)
    _ = network.run(steps: 6)
    #expect(network.snapshot().bytes == end.bytes)
  }

  @Test("held-out samples meet running statistics, and nothing is dropped from them")
  func evaluation() throws {
    // Every row is held out in turn, so that one seed holds out 9.
    let whole = try Dataset(
      name: "test", inputs: Tensor(rows: [[1], [3], [5], [7], [9]]),
      targets: .values(Tensor(rows: [[1], [1], [1], [1], [1]])))
    let splits = try (0..<40).map { try whole.splitting(0.2, seed: $0) }
    let data = try #require(splits.first { $0.heldOut?.inputs.values == [9] })
    let network = try model(
      ModelDescription(
        layers: [
          plain("batch_norm", "bn", [option("momentum", .number(0.5)), option("epsilon", .number(0))]),
          plain("dropout", "d", [option("p", .number(0.9))]), dense("o", 1),
        ], loss: LossDescription("mae"), optimizer: optimizer("sgd", ["lr": 0]), precision: .float64), data)
    try network.setParameter("o", "weight", to: Tensor(rows: [[1]]))
    _ = network.run(steps: 1)
    // Mean 4, unbiased variance 20/3; half of them and of the first statistics 0 and 1.
    #expect(try network.statistic("bn", "running_mean")?.values == [2])
    let variance = try #require(try network.statistic("bn", "running_var")).values[0]
    #expect(abs(variance - (0.5 + 10.0 / 3)) < 1e-14)
    let found = try network.loss(on: .heldOut)
    #expect(abs(found - abs((9 - 2) / variance.squareRoot() - 1)) < 1e-14)
  }

  @Test("a step drops what the same step drops again, and other steps other numbers")
  func masks() throws {
    let network = try Self.network(drops: true)
    let first = try network.activations("drop", .out)
    let below = try network.activations("rms", .out)
    var dropped = 0
    for (out, number) in zip(first.values, below.values) {
      #expect(out == 0 || out == 2 * number)
      if out == 0 { dropped += 1 }
    }
    #expect(dropped > 40 && dropped < 96)
    let snapshot = network.snapshot()
    _ = network.run(steps: 1)
    let second = try network.activations("drop", .out)
    #expect(zip(first.values, second.values).contains { ($0 == 0) != ($1 == 0) })
    try network.restore(snapshot)
    #expect(try network.activations("drop", .out) == first)
  }

  @Test("dropout parts neurons that start equal")
  func dropoutBreaksSymmetry() throws {
    let network = try Self.network(.float64, constant: 0.1, drops: true)
    _ = network.run(steps: 20)
    let weight = try network.parameter("h", "weight")
    #expect(Set((0..<weight.rows).map { weight.rowValues($0) }).count > 1)
  }

  @Test("shapes that do not fit are told with their arithmetic")
  func shapes() throws {
    #expect(throws: EngineError.self) {
      try outputShape(of: plain("group_norm", "n", [option("groups", .number(4))]), input: [6, 2, 2])
    }
    #expect(throws: EngineError.self) {
      try outputShape(of: plain("layer_norm", "n", [option("axes", .number(2))]), input: [6])
    }
    #expect(
      try outputShape(of: plain("group_norm", "n", [option("groups", .number(3))]), input: [6, 2, 2])
        == [6, 2, 2])
    #expect(
      try outputShape(of: plain("layer_norm", "n", [option("axes", .number(2))]), input: [6, 2]) == [6, 2])
  }
}
