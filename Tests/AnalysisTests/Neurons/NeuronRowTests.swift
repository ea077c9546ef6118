import Engine
import InitKit
import Tensor
import Testing

@testable import Analysis

@Suite("Neurons one by one") struct NeuronRowTests {
  /// Two linear neurons and an output on two samples, all by hand.
  static func model() throws -> Model {
    let model = try network(
      [dense("h", 2), dense("o", nil)], data: try samples([[1, 0], [0, 2]], [[0], [0]]),
      optimizer: sgd(0.5))
    try model.set("h", "weight", [3, -4, 0, 0])
    try model.set("h", "bias", [1, 0])
    try model.set("o", "weight", [1, 2])
    try model.set("o", "bias", [0])
    return model
  }

  @Test("weights, gradients and activity are those worked out by hand") func byHand() throws {
    // Sums of h: [4, 0], [-7, 0]; answers 4, -7; derivative by the answers 2 f / N: 4, -7.
    let model = try Self.model()
    let rows = try model.neurons(in: "h")
    let first = try #require(rows[0].parameters)
    #expect(first.weight.norm == 5 && first.weight.mean == -0.5 && first.weight.largest == -4)
    #expect(first.bias == 1)
    // By the weights: 4 [1, 0] - 7 [0, 2] = [4, -14]; by the bias 4 - 7.
    #expect(first.gradient.mean == -5 && first.gradient.largest == -14)
    #expect(abs(first.gradient.norm - 212.0.squareRoot()) < 1e-13)
    #expect(first.biasGradient == -3)
    #expect(rows[0].activation.mean == -1.5 && rows[0].activation.deviation == 5.5)
    #expect(rows[0].activation.smallest == -7 && rows[0].activation.largest == 4)
    // [3, -4, 1, 1] and [0, 0, 0, 2].
    #expect(rows[0].twin == RowNeighbor(row: 1, distance: 27.0.squareRoot()))
    #expect(!rows[0].isDead && !rows[0].isSaturated)
    #expect(rows[1].activation.deviation == 0 && rows[1].parameters?.weight.largest == 0)
  }

  @Test("the relative update is 0 before the first step, and nothing for zero weights") func update() throws {
    let model = try Self.model()
    #expect(try model.neuronParameters(in: "h").map(\.relativeUpdate) == [0, nil])
    let before = try model.neuronParameters(in: "h")
    _ = model.run(steps: 1)
    let after = try model.neuronParameters(in: "h")
    for (old, new) in zip(before, after) {
      #expect(abs(try #require(new.relativeUpdate) * new.weight.norm / (0.5 * old.gradient.norm) - 1) < 1e-12)
    }
  }

  @Test("a neuron in detail has a row an input, a bias and a row a sample") func detail() throws {
    let model = try Self.model()
    let detail = try model.detail(of: 0, in: "h")
    #expect(
      detail.inputs == [
        WeightEntry(weight: 3, gradient: 4, update: 0), WeightEntry(weight: -4, gradient: -14, update: 0),
      ])
    #expect(detail.bias == WeightEntry(weight: 1, gradient: -3, update: 0))
    #expect(
      detail.samples == [
        SampleEntry(sample: 0, pre: 4, out: 4, delta: 4), SampleEntry(sample: 1, pre: -7, out: -7, delta: -7),
      ])
    let second = try model.detail(of: 1, in: "h")
    #expect(second.inputs.map(\.gradient) == [8, -28] && second.samples.map(\.pre) == [0, 0])
  }

  @Test("a layer without weights has activity only") func bare() throws {
    let step = LayerDescription(name: "s", kind: "activation", activation: ActivationDescription("relu"))
    let model = try network([dense("h", 2), step, dense("o", nil)])
    let rows = try model.neurons(in: "s")
    #expect(rows.count == 2 && rows.allSatisfy { $0.parameters == nil && $0.twin == nil })
    let detail = try model.detail(of: 1, in: "s")
    #expect(detail.inputs.isEmpty && detail.bias == nil && detail.samples.count == 4)
    #expect(throws: EngineError.notAvailable(quantity: "weight", layer: "s")) {
      try model.neuronParameters(in: "s")
    }
  }

  @Test("a single neuron has no twin, and a layer without bias none to show") func single() throws {
    var bare = dense("h", 1, "tanh")
    bare.options = [NamedArgument("bias", .boolean(false))]
    let model = try network([bare, dense("o", nil)])
    let row = try #require(try model.neurons(in: "h").first)
    #expect(row.twin == nil && row.parameters?.bias == nil && row.parameters?.biasGradient == nil)
    #expect(try model.detail(of: 0, in: "h").bias == nil)
  }

  @Test("the largest entry keeps its sign, the first of equals counts, and NaN shows") func largest() {
    #expect(EntrySummary([1, -3, 3, 2]).largest == -3)
    #expect(EntrySummary([0]).largest == 0)
    #expect(EntrySummary([1, .nan, 5]).largest.isNaN)
    #expect(EntrySummary([3e-200, 4e-200]).norm == 5e-200)
  }
}
