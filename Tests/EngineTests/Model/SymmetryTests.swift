import Engine
import InitKit
import Tensor
import Testing

@Suite(.serialized) struct SymmetryTests {
  static let optimizers = [
    optimizer("sgd", ["lr": 0.05]), optimizer("sgd", ["lr": 0.05, "momentum": 0.9]), optimizer("adam"),
    optimizer("adamw", ["lr": 0.01]), optimizer("rmsprop"), optimizer("adagrad"), optimizer("nadam"),
    optimizer("adadelta"), optimizer("lion"), optimizer("nesterov", ["lr": 0.05, "clip_norm": 0.5]),
  ]

  /// A random net whose neurons start equal: widths, batch, rows, losses, optimizers and threads vary.
  static func network(_ seed: UInt64) throws -> (model: Model, hidden: [String]) {
    var draw = RandomStream(StreamKey(seed: seed, purpose: "symmetry"))
    let elementwise = ActivationTable.builtin.rows.filter(\.isElementwise).map(\.name)
    let sizes = [1, 2, 3, 5, 8, 15, 16, 17, 31, 33, 64, 65, 100, 130]
    let classes = draw.below(2) == 0
    let rows = 1 + draw.below(70)
    let data = try randomData(
      rows: rows, inputs: 1 + draw.below(40), outputs: 1 + draw.below(6) + (classes ? 1 : 0),
      classes: classes, seed: seed)
    var layers: [LayerDescription] = []
    for index in 0..<1 + draw.below(3) {
      var layer = dense(
        "h\(index)", sizes[draw.below(sizes.count)], elementwise[draw.below(elementwise.count)])
      layer.weightInitializer = try initializer("constant", draw.uniform(-0.3, 0.3))
      layer.biasInitializer = try initializer("constant", draw.uniform(-0.3, 0.3))
      layers.append(layer)
    }
    let hidden = layers.map(\.name)
    var last = dense("o", nil)
    last.weightInitializer = try initializer("constant", draw.uniform(-0.3, 0.3))
    layers.append(last)
    Kernels.setThreads(1 + draw.below(3))
    let description = ModelDescription(
      layers: layers, optimizer: optimizers[draw.below(optimizers.count)],
      batch: draw.below(2) == 0 ? .full : .rows(1 + draw.below(rows)),
      precision: draw.below(2) == 0 ? .float32 : .float64, seed: seed)
    return (try model(description, data), hidden)
  }

  @Test func equalNeuronsStayEqualBitForBit() throws {
    defer { Kernels.setThreads(1) }
    var finished = 0
    for seed in 0..<240 {
      let (network, hidden) = try Self.network(UInt64(seed))
      if network.run(steps: 25).stoppedBy != .count { continue }
      finished += 1
      for layer in hidden { try expectOneNeuron(layer, of: network, "net \(seed) \(layer)") }
      let above = try network.parameter("o", "weight")
      for column in 0..<above.columns {
        #expect(try above.slice([.all, .at(column)]).hasSameBits(as: above.slice([.all, .at(0)])))
      }
    }
    #expect(finished >= 200)
  }

  @Test func instructionSetsDoNotChangeABit() throws {
    let fastest = Kernels.instructionSet
    defer { _ = Kernels.useInstructionSet(fastest) }
    let data = try randomData(rows: 33, inputs: 10, outputs: 3, classes: true)
    let description = ModelDescription(
      layers: [dense("a", 17, "tanh"), dense("b", 17, "gelu"), dense("c", nil)],
      optimizer: optimizer("adam"), batch: .rows(8))
    var results: [[String: Tensor]] = []
    for name in Kernels.availableInstructionSets {
      #expect(Kernels.useInstructionSet(name))
      let network = try model(description, data)
      _ = network.run(steps: 40)
      results.append(try network.allParameters())
    }
    #expect(results.count >= 2)
    for result in results { #expect(haveSameBits(result, results[0])) }
    #expect(!Kernels.useInstructionSet("none such"))
  }

  @Test func threadsDoNotChangeABit() throws {
    defer { Kernels.setThreads(1) }
    let data = try randomData(rows: 130, inputs: 90, outputs: 4, classes: true)
    var results: [[String: Tensor]] = []
    for threads in 1...3 {
      Kernels.setThreads(threads)
      let network = try model(
        ModelDescription(layers: [dense("a", 150, "tanh"), dense("b", 130, "relu"), dense("c", nil)]), data)
      _ = network.run(steps: 5)
      results.append(try network.allParameters())
    }
    #expect(haveSameBits(results[0], results[1]))
    #expect(haveSameBits(results[0], results[2]))
  }

  @Test func permutingNeuronsPermutesRowsAndNothingElse() throws {
    let data = try randomData(rows: 9, inputs: 4, outputs: 3)
    let description = ModelDescription(
      layers: [dense("a", 5, "tanh"), dense("b", 3)], precision: .float64, seed: 4)
    let plain = try model(description, data)
    let moved = try model(description, data)
    let order = [3, 0, 4, 1, 2]
    let weight = try plain.parameter("a", "weight")
    let above = try plain.parameter("b", "weight")
    let rows = try order.map { try weight.slice([.at($0)]).values }
    try moved.setParameter("a", "weight", to: Tensor(rows: rows))
    let columns = (0..<3).map { row in order.map { above.values[row * 5 + $0] } }
    try moved.setParameter("b", "weight", to: Tensor(rows: columns))
    _ = plain.run(steps: 40)
    _ = moved.run(steps: 40)
    let expected = try order.map { try plain.parameter("a", "weight").slice([.at($0)]).values }
    #expect(relativeError(try moved.parameter("a", "weight"), Tensor(rows: expected)) < 1e-12)
    #expect(relativeError(try moved.parameter("b", "bias"), try plain.parameter("b", "bias")) < 1e-12)
    #expect(abs(plain.loss - moved.loss) < 1e-14)
  }
}
