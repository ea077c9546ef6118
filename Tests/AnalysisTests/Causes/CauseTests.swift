import Engine
import InitKit
import Testing

@testable import Analysis

/// Every branch of `why` has a situation that it is the answer to.
@Suite struct CauseTests {
  private func causes(
    _ model: Model, _ layer: String, _ neurons: [Int]? = nil, isGradient: Bool = false
  ) throws -> [Cause] {
    try CauseSearch(model, Thresholds())
      .causes(of: .weights(layer: layer, neurons: neurons, entries: nil, isGradient: isGradient, name: layer))
  }

  private func ofLoss(_ model: Model) throws -> [Cause] {
    try CauseSearch(model, Thresholds()).causes(of: .loss)
  }

  private func zero(_ layer: String, _ size: Int?, _ activation: String?) throws -> LayerDescription {
    dense(layer, size, activation, weight: try initializer("constant", 0))
  }

  @Test func `a number that is not finite comes first`() throws {
    let model = try network([dense("h", 2, "relu"), dense("o", 1)], precision: .float32)
    try model.set("h", "weight", [1e38, 1e38, 1e38, 1e38])
    try model.set("o", "weight", [1e38, 1e38])
    guard case .notFinite(let place)? = try causes(model, "h").first else {
      Issue.record("\(try causes(model, "h"))")
      return
    }
    #expect(place.layer == "o")
    #expect(try ofLoss(model).count == 1)
  }

  @Test func `a learning rate of 0, and a frozen layer, explain weights that stay`() throws {
    let still = try network([dense("h", 2, "tanh"), dense("o", 1)], optimizer: sgd(0))
    #expect(try causes(still, "h") == [.noLearningRate])
    #expect(try ofLoss(still) == [.noLearningRate])
    var frozen = dense("h", 2, "tanh")
    frozen.options = [NamedArgument("lr_scale", .number(0))]
    let model = try network([frozen, dense("o", 1)])
    #expect(try causes(model, "h") == [.frozen(layer: "h")])
    guard case .inOrder? = try causes(model, "h", isGradient: true).first else {
      Issue.record("its gradient is in order")
      return
    }
  }

  @Test func `equal neurons`() throws {
    let half = try initializer("constant", 0.5)
    let model = try network([dense("h", 3, "tanh", weight: half), dense("o", 1, weight: half)])
    #expect(try causes(model, "h") == [.equalNeurons(layer: "h", neurons: [0, 1, 2], of: 3)])
    #expect(try causes(model, "h", [1]) == [.equalNeurons(layer: "h", neurons: [0, 1, 2], of: 3)])
    #expect(try ofLoss(model) == [.oneNeuron(layers: ["h"], loss: model.loss)])
  }

  @Test func `a pair is found beside neurons that are single`() throws {
    let model = try network([dense("h", 3, "tanh"), dense("o", 1)])
    try model.set("h", "weight", [0.1, 0.1, 0.7, 0.7, 0.7, 0.7])
    try model.set("o", "weight", [0.3, 0.5, 0.5])
    #expect(try causes(model, "h", [0, 1]) == [.equalNeurons(layer: "h", neurons: [1, 2], of: 3)])
  }

  @Test func `what is in order is told of what was asked about, not of its layer`() throws {
    let model = try network([dense("h", 3, "tanh"), dense("o", 1)])
    _ = model.run(steps: 1)
    guard case .inOrder("h", "h", _, _, let ratio?)? = try causes(model, "h", [1]).first else {
      Issue.record("\(try causes(model, "h", [1]))")
      return
    }
    let update = try Array(model.update("h", "weight").values[2..<4])
    let now = try Array(model.parameter("h", "weight").values[2..<4])
    let (moved, size) = (update[0] * update[0] + update[1] * update[1], (0..<2).map { now[$0] - update[$0] })
    #expect(abs(ratio - (moved / (size[0] * size[0] + size[1] * size[1])).squareRoot()) < 1e-12)
  }

  @Test func `no slope`() throws {
    let model = try network([dense("h", 3, "relu"), dense("o", 1)])
    try model.set("h", "bias", [0, -50, 0])
    guard case .noSlope("h", 1, "relu", let lowest, let highest)? = try causes(model, "h", [1]).first else {
      Issue.record("\(try causes(model, "h", [1]))")
      return
    }
    #expect(lowest < -40 && highest < 0)
  }

  @Test func `nobody reads it`() throws {
    let model = try network([dense("h", 3, "tanh"), zero("o", 1, nil)])
    #expect(try causes(model, "h") == [.unread(layer: "h", neuron: nil, readers: ["o.weight"])])
    try model.set("o", "weight", [1, 0, 1])
    #expect(try causes(model, "h", [1]) == [.unread(layer: "h", neuron: 1, readers: ["o.weight"])])
  }

  @Test func `nothing comes from above, and the search goes on there`() throws {
    let model = try network([dense("a", 3, "tanh"), dense("b", 2, "tanh"), zero("o", 1, nil)])
    #expect(
      try causes(model, "a") == [
        .noDeltaAbove(layer: "a", above: "b"), .unread(layer: "b", neuron: nil, readers: ["o.weight"]),
      ])
  }

  @Test func `nothing comes in`() throws {
    let model = try network([zero("a", 3, "tanh"), dense("b", 2, "tanh"), dense("o", 1)])
    try model.set("a", "bias", [0, 0, 0])
    let weights = ParameterEntries(layer: "b", parameter: "weight", places: Array(0..<6))
    let found = try CauseSearch(model, Thresholds())
      .causes(of: .weights(layer: "b", neurons: nil, entries: weights, isGradient: false, name: "b.weight"))
    #expect(found == [.noInput(layer: "b", below: "a")])
  }

  @Test func `samples cancel`() throws {
    let data = try samples([[1], [1]], [[1], [-1]])
    var plain = dense("o", 1, weight: try initializer("constant", 0))
    plain.options = [NamedArgument("bias", .boolean(false))]
    let model = try network([plain], data: data)
    #expect(try causes(model, "o") == [.cancelling(layer: "o", largest: 1)])
  }

  @Test func `no slope on some samples, no delta on the others`() throws {
    // The first sample finds the neuron switched off, the second is answered right.
    let data = try samples([[-1], [1]], [[0], [1]])
    let one = try initializer("constant", 1)
    let model = try network([dense("h", 2, "relu", weight: one), dense("o", 1, weight: one)], data: data)
    try model.set("h", "weight", [1, 3])
    try model.set("h", "bias", [0, -9])
    try model.set("o", "bias", [0])
    try model.set("o", "weight", [1, 2])
    #expect(model.loss == 0)
    guard case .noDeltaAbove? = try causes(model, "h", [0]).first else {
      Issue.record("\(try causes(model, "h", [0]))")
      return
    }
    let other = try network(
      [dense("h", 2, "relu", weight: one), dense("o", 1, weight: one)],
      data: samples([[-1], [1]], [[5], [1]]))
    try other.set("h", "weight", [1, 3])
    try other.set("h", "bias", [0, -9])
    try other.set("o", "weight", [1, 2])
    #expect(
      try causes(other, "h", [0]) == [.alternating(layer: "h", neuron: 0, noSlope: 1, noDelta: 1)])
  }

  @Test func `nothing is left to learn`() throws {
    let model = try network(
      [dense("o", 1, weight: initializer("constant", 1))], data: samples([[1], [2]], [[1], [2]]))
    #expect(try causes(model, "o") == [.noResidual(loss: "mse", value: 0)])
    #expect(try ofLoss(model) == [.atMinimum(loss: 0)])
  }

  @Test func `a gradient that vanishes on its way down`() throws {
    let layers = try (0..<8).map { dense("h\($0)", 8, "tanh", weight: try normal(deviation: 0.01)) }
    let model = try network(layers + [dense("o", 1)])
    guard case .vanishing("h0", let mean, 1e-7, let path)? = try causes(model, "h0").first else {
      Issue.record("\(try causes(model, "h0"))")
      return
    }
    #expect(mean < 1e-7)
    #expect(path.first?.layer == "o" && path.last?.layer == "h0")
    #expect(try #require(path.last?.factor) < 0.01)
    #expect(try ofLoss(model).count == 2)
  }

  @Test func `an update larger than the weights`() throws {
    let model = try network([dense("h", 3, "tanh"), dense("o", 1)], optimizer: sgd(500))
    _ = model.run(steps: 1)
    guard case .exploding("h", let ratio, 10, _)? = try causes(model, "h").first else {
      Issue.record("\(try causes(model, "h"))")
      return
    }
    #expect(ratio > 10)
  }

  @Test func `some neurons are dead`() throws {
    let model = try network([dense("h", 4, "relu"), dense("o", 1)])
    try model.set("h", "bias", [0, -50, 0, -60])
    #expect(try causes(model, "h") == [.someStuck(layer: "h", dead: 2, saturated: 0, of: 4)])
  }

  @Test func `the course of the loss`() throws {
    let falling = try network([dense("h", 8, "tanh"), dense("o", 1)])
    guard case .inOrder? = try ofLoss(falling).first else {
      Issue.record("nothing is recorded before the first step")
      return
    }
    _ = falling.run(steps: 50)
    guard case .falling(50, let fell, _)? = try ofLoss(falling).first else {
      Issue.record("\(try ofLoss(falling))")
      return
    }
    #expect(fell > 0)
    // Of x^2 / 2 a rate of 2 jumps from one side to the other and back.
    let data = try samples([[1]], [[0]])
    var plain = dense("o", 1, weight: try initializer("constant", 1))
    plain.options = [NamedArgument("bias", .boolean(false))]
    let swinging = try network([plain], data: data, optimizer: sgd(1.02))
    _ = swinging.run(steps: 10)
    guard case .oscillating? = try ofLoss(swinging).first else {
      Issue.record("\(try ofLoss(swinging))")
      return
    }
    let flat = try network([dense("h", 8, "tanh"), dense("o", 1)], optimizer: sgd(1e-9))
    _ = flat.run(steps: 50)
    guard case .flat(50, _, _, _)? = try ofLoss(flat).first else {
      Issue.record("\(try ofLoss(flat))")
      return
    }
  }
}
