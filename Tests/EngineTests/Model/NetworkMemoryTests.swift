import InitKit
import Tensor
import Testing

@testable import Engine

/// A network with what it needs of memory, counted by hand from its shapes.
struct MemoryCase: CustomTestStringConvertible, Sendable {
  let testDescription: String
  /// Shape of a sample.
  let input: [Int]
  let layers: [LayerDescription]
  let method: String
  /// Numbers that the optimizer keeps of each parameter.
  let states: Int
  let parameters: Int
  /// Numbers of a sample that layers make, activations applied.
  let activities: Int
  /// Numbers of a sample by which the way back takes derivatives; nil for those that layers make.
  var slopes: Int?

  /// Samples of a batch.
  static let batch = 32

  /// Parameters, gradients, optimizer, and of a batch what goes in, what is made of it, and the derivatives.
  var bytes: Int {
    let perSample = input.reduce(1, *) + activities + (slopes ?? activities)
    return 4 * (parameters * (2 + states) + Self.batch * perSample)
  }

  /// The network on random classes, in batches that are not all samples.
  func network() throws -> Model {
    let flat = try randomData(rows: 2 * Self.batch, inputs: input.reduce(1, *), outputs: 10, classes: true)
    let data = try Dataset(
      name: "test", inputs: Tensor(shape: [2 * Self.batch] + input, values: flat.inputs.values),
      targets: flat.targets)
    return try model(
      ModelDescription(
        layers: layers + [dense("o", 10)], optimizer: optimizer(method), batch: .rows(Self.batch),
        precision: .float32), data)
  }

  /// 784-512-512-10.
  static let perceptron = MemoryCase(
    testDescription: "perceptron", input: [784],
    layers: [dense("h1", 512, "relu"), dense("h2", 512, "relu")], method: "momentum", states: 1,
    parameters: 784 * 512 + 512 + 512 * 512 + 512 + 5130, activities: 512 + 512 + 10)

  /// LeNet-5 on 28x28.
  static let lenet = MemoryCase(
    testDescription: "LeNet-5", input: [1, 28, 28],
    layers: [
      layer("conv2d", "c1", 6, "relu", ["kernel": 5, "padding": 2]),
      layer("max_pool", "p1", nil, nil, ["kernel": 2]),
      layer("conv2d", "c2", 16, "relu", ["kernel": 5]), layer("max_pool", "p2", nil, nil, ["kernel": 2]),
      plain("flatten", "f"), dense("d1", 120, "relu"), dense("d2", 84, "relu"),
    ], method: "sgd", states: 0,
    parameters: 156 + 2416 + 48120 + 10164 + 850,
    activities: 6 * 784 + 6 * 196 + 16 * 100 + 16 * 25 + 120 + 84 + 10)

  /// Two residual blocks of batch norms: seven arrays a block; derivatives of one are those that convolutions and
  /// norms leave, and one that comes round the block.
  static let residual: MemoryCase = {
    var layers = [layer("conv2d", "c", 16, nil, ["kernel": 3, "padding": 1])]
    var below = "c"
    for block in ["a", "b"] {
      layers += [
        layer("conv2d", "\(block)1", 16, nil, ["kernel": 3, "padding": 1]),
        plain("batch_norm", "\(block)2"), layer("activation", "\(block)3", nil, "relu"),
        layer("conv2d", "\(block)4", 16, nil, ["kernel": 3, "padding": 1]),
        plain("batch_norm", "\(block)5"), plain("residual", "\(block)6", from: [below, "\(block)5"]),
        layer("activation", "\(block)7", nil, "relu"),
      ]
      below = "\(block)7"
    }
    return MemoryCase(
      testDescription: "residual blocks", input: [3, 16, 16],
      layers: layers + [plain("global_avg_pool", "p")], method: "momentum", states: 1,
      parameters: 16 * 28 + 4 * (16 * 145 + 32) + 170, activities: 15 * 16 * 256 + 16 + 10,
      slopes: 11 * 16 * 256 + 16 + 10)
  }()

  /// Fifty layers of 100 tanh.
  static let deep = MemoryCase(
    testDescription: "deep tanh", input: [100], layers: (0..<50).map { dense("h\($0)", 100, "tanh") },
    method: "adam", states: 2, parameters: 50 * 10100 + 1010, activities: 50 * 100 + 10)

  /// Of each of 50 steps four gates, the cell, its tanh and the state; derivatives by the gates' sums are written
  /// over the gates.
  static let lstm = MemoryCase(
    testDescription: "LSTM", input: [50, 32], layers: [sequenceLayer("lstm", "r", 64)], method: "sgd",
    states: 0, parameters: 256 * 96 + 512 + 650, activities: 50 * 7 * 64 + 10,
    slopes: 64 + 10)

  /// At each of 64 positions two norms, query, key, value, the attention of 4 heads, what they bring, two sums and
  /// the hidden product.
  static let transformer = MemoryCase(
    testDescription: "transformer block", input: [64, 64],
    layers: [
      sequenceLayer("transformer_block", "t", nil, nil, ["heads": .number(4), "hidden": .number(256)]),
      plain("mean_pool", "m"),
    ], method: "sgd", states: 0,
    parameters: 3 * 64 * 65 + 64 * 65 + 256 * 65 + 64 * 257 + 4 * 64 + 650,
    activities: 64 * (64 + 192 + 256 + 64 + 64 + 64 + 256 + 64) + 64 + 10)

  static let all = [perceptron, lenet, residual, deep, lstm, transformer]
}

@Suite("Memory of training") struct NetworkMemoryTests {
  @Test("is what the shapes need, and not a fifth more", arguments: MemoryCase.all)
  func need(_ network: MemoryCase) throws {
    let model = try network.network()
    #expect(model.blueprint.parameterCount == network.parameters)
    #expect(Double(model.memoryBytes) <= 1.2 * Double(network.bytes), "\(model.memoryBytes)")
    // A count that is too large would hide memory that is wasted.
    #expect(Double(model.memoryBytes) >= 0.9 * Double(network.bytes), "\(model.memoryBytes)")
  }

  @Test(
    "holds no sums that an output is written over, and looking finds them all the same",
    arguments: ["relu", "tanh", "sigmoid", "gelu"])
  func sums(_ name: String) throws {
    let data = try randomData(rows: 40, inputs: 6, outputs: 2)
    func network(_ activation: String?) throws -> Model {
      try model(
        ModelDescription(
          layers: [dense("h1", 8, activation), dense("h2", 8, activation), dense("o", 2)],
          optimizer: optimizer("sgd", ["lr": 0.05]), batch: .rows(8), precision: .float32), data)
    }
    let (looked, alone) = (try network(name), try network(name))
    let activation = try ChosenActivation(ActivationDescription(name))
    for _ in 0..<12 {
      let (loss, pre) = (looked.loss, try looked.activations("h2", .pre))
      let out = try looked.activations("h2", .out)
      #expect(loss == looked.loss)
      #expect(zip(activation.values(at: pre.values), out.values).allSatisfy { abs($0 - $1) < 1e-6 })
      // What is looked at is what the step takes.
      let (gradient, before) = (try looked.gradient("h1", "weight"), try looked.parameter("h1", "weight"))
      _ = looked.run(steps: 1)
      let after = try looked.parameter("h1", "weight")
      for (index, slope) in gradient.values.enumerated() {
        #expect(abs(before.values[index] - 0.05 * slope - after.values[index]) < 1e-6)
      }
    }
    _ = alone.run(steps: 12)
    #expect(haveSameBits(try looked.allParameters(), try alone.allParameters()))
    #expect(looked.loss == alone.loss)
    let kept = name == "gelu" ? 2 * 8 * 8 * 4 : 0
    #expect(looked.memoryBytes == (try network(nil)).memoryBytes + kept)
  }
}
