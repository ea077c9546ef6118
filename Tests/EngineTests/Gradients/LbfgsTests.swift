import InitKit
import Tensor
import Testing

@testable import Engine

/// Quasi-Newton steps against PyTorch, and what snapshots and changes make of their memory.
@Suite struct LbfgsTests {
  /// The network of the reference file.
  static func network(_ options: [NamedArgument] = [], _ precision: Precision = .float64) throws -> Model {
    let reference = try Reference.load("22_lbfgs_tanh_mlp_mse")
    let data = try Dataset(
      name: "reference", inputs: try #require(reference.inputs["x"]).tensor,
      targets: .values(try #require(reference.targets["y"]).tensor))
    let network = try model(
      ModelDescription(
        layers: [dense("l1", 5, "tanh"), dense("l2", 2)], loss: LossDescription("mse"),
        optimizer: OptimizerDescription("lbfgs", options: options), precision: precision), data)
    for number in 1...2 {
      try network.setParameter(
        "l\(number)", "weight", to: try #require(reference.params["W\(number)"]).tensor)
      try network.setParameter("l\(number)", "bias", to: try #require(reference.params["b\(number)"]).tensor)
    }
    return network
  }

  static let variants: [(String, [NamedArgument])] = [
    ("strong_wolfe_10", []), ("strong_wolfe_3", [option("history", .number(3)), option("lr", .number(0.5))]),
    (
      "none_5",
      [option("line_search", .text("none")), option("history", .number(5)), option("lr", .number(0.3))]
    ),
  ]

  @Test("losses and parameters are those of PyTorch, step by step", arguments: variants.map(\.0))
  func trajectories(_ name: String) throws {
    let (_, options) = try #require(Self.variants.first { $0.0 == name })
    let expected = try #require(try Reference.load("22_lbfgs_tanh_mlp_mse").trajectories?[name])
    let network = try Self.network(options)
    for (step, loss) in expected.lossBeforeStep.enumerated() {
      #expect(abs(network.loss - loss) <= 1e-9 * max(loss, 1e-3), "step \(step)")
      _ = network.run(steps: 1)
      guard let after = expected.paramsAfterStep["\(step + 1)"] else { continue }
      for number in 1...2 {
        for (parameter, letter) in [("weight", "W"), ("bias", "b")] {
          let tensor = try #require(after["\(letter)\(number)"]).tensor
          let found = try network.parameter("l\(number)", parameter)
          #expect(relativeError(found, tensor) < 1e-7, "\(letter)\(number) after step \(step + 1)")
        }
      }
    }
    #expect(expected.lossBeforeStep.count >= 20)
  }

  @Test(
    "steps one by one, in one run, and from a snapshot are the same bits",
    arguments: [Precision.float32, .float64])
  func snapshots(_ precision: Precision) throws {
    let (one, many) = (try Self.network([], precision), try Self.network([], precision))
    for _ in 0..<15 { _ = one.run(steps: 1) }
    _ = many.run(steps: 15)
    #expect(one.snapshot().bytes == many.snapshot().bytes)
    let middle = one.snapshot()
    _ = one.run(steps: 8)
    let end = one.snapshot()
    try one.restore(middle)
    _ = try one.gradient("l1", "weight")
    _ = one.run(steps: 8)
    #expect(one.snapshot().bytes == end.bytes)
  }

  @Test("the last step's difference is shown, and equal neurons stay equal")
  func updates() throws {
    let network = try Self.network()
    let before = try network.parameter("l1", "weight")
    _ = network.run(steps: 1)
    let after = try network.parameter("l1", "weight")
    let difference = zip(after.values, before.values).map { $0 - $1 }
    #expect(try network.update("l1", "weight").values == difference)
    #expect(difference.contains { $0 != 0 })

    var hidden = dense("h", 17, "tanh")
    hidden.weightInitializer = try initializer("constant", 0.2)
    var last = dense("o", 2)
    last.weightInitializer = try initializer("constant", 0.3)
    let equal = try model(
      ModelDescription(layers: [hidden, last], optimizer: OptimizerDescription("lbfgs")),
      try randomData(rows: 20, inputs: 3, outputs: 2))
    _ = equal.run(steps: 60)
    let weight = try equal.parameter("h", "weight")
    #expect(Set((0..<17).map { weight.rowValues($0) }).count == 1)
    #expect(equal.step == 60)
  }

  @Test("memory survives a changed rate and ends with changed parameters")
  func changes() throws {
    let (kept, plain) = (try Self.network(), try Self.network())
    _ = kept.run(steps: 5)
    _ = plain.run(steps: 5)
    var description = kept.description
    description.optimizer = OptimizerDescription("lbfgs", options: [option("lr", .number(1))])
    try kept.apply(description)
    _ = kept.run(steps: 3)
    _ = plain.run(steps: 3)
    #expect(haveSameBits(try kept.allParameters(), try plain.allParameters()))
    // A parameter set to itself is set all the same: the next step goes down the gradient again.
    try kept.setParameter("l1", "bias", to: try kept.parameter("l1", "bias"))
    _ = kept.run(steps: 1)
    _ = plain.run(steps: 1)
    #expect(!haveSameBits(try kept.allParameters(), try plain.allParameters()))
  }

  @Test("what a step does to neurons is recorded, and recording changes no bit")
  func neuronRecords() throws {
    var description = ModelDescription(
      layers: [dense("h", 4, "tanh"), dense("o", 1)], optimizer: OptimizerDescription("lbfgs"),
      precision: .float64)
    let data = try randomData(rows: 9, inputs: 3, outputs: 1)
    let plain = try model(description, data)
    description.recordsNeurons = true
    let network = try model(description, data)
    for _ in 0..<6 {
      let gradient = try network.gradient("h", "weight")
      _ = network.run(steps: 1)
      let (update, weight) = (try network.update("h", "weight"), try network.parameter("h", "weight"))
      let found = try #require(network.neuronRecord.layers["h"]?.last)
      for unit in 0..<4 {
        func square(_ tensor: Tensor) -> Double { tensor.rowValues(unit).reduce(0) { $0 + $1 * $1 } }
        #expect(abs(found.gradientNorm[unit] - square(gradient).squareRoot()) <= 1e-14)
        let ratio = (square(update) / square(weight)).squareRoot()
        #expect(abs(found.updateRatio[unit] - ratio) <= 1e-13)
      }
    }
    _ = plain.run(steps: 6)
    #expect(haveSameBits(try plain.allParameters(), try network.allParameters()))
  }

  @Test("batches and rates of layers are refused")
  func refusals() throws {
    let data = try randomData(rows: 6, inputs: 3, outputs: 1)
    let method = OptimizerDescription("lbfgs")
    #expect(throws: EngineError.fullBatchOnly(optimizer: "lbfgs", batchRows: 2, rows: 6)) {
      try model(ModelDescription(layers: [dense("o", 1)], optimizer: method, batch: .rows(2)), data)
    }
    #expect(throws: EngineError.oneRateOnly(optimizer: "lbfgs", layer: "h")) {
      try model(
        ModelDescription(
          layers: [layer("dense", "h", 3, "tanh", ["lr_scale": 0]), dense("o", 1)], optimizer: method), data)
    }
  }
}
