import Engine
import InitKit
import Tensor
import Testing

@Suite struct ChangeTests {
  static let layers = [dense("a", 5, "tanh"), dense("b", 4, "relu"), dense("c", nil)]

  @Test func addingOrWideningALayerLeavesOthersBitIdentical() throws {
    let data = try DataTable.dataset("moons", [.number(20)])
    let plain = try model(ModelDescription(layers: Self.layers, seed: 3), data)
    var deeper = Self.layers
    deeper.insert(dense("extra", 4, "tanh"), at: 2)
    let added = try model(ModelDescription(layers: deeper, seed: 3), data)
    var wider = Self.layers
    wider[1].size = 9
    let widened = try model(ModelDescription(layers: wider, seed: 3), data)
    for layer in ["a", "b", "c"] {
      #expect(try plain.parameter(layer, "weight").hasSameBits(as: added.parameter(layer, "weight")))
    }
    #expect(try plain.parameter("a", "weight").hasSameBits(as: widened.parameter("a", "weight")))
  }

  @Test func aChangeKeepsWhatHasNotChanged() throws {
    let data = try DataTable.dataset("moons", [.number(20)])
    var description = ModelDescription(layers: Self.layers, optimizer: optimizer("adam"), seed: 3)
    let network = try model(description, data)
    _ = network.run(steps: 10)
    let before = try network.allParameters()
    let update = try network.update("a", "weight")
    description.layers[1].size = 7
    try network.apply(description)
    #expect(try network.update("a", "weight") == update)
    #expect(try network.update("b", "weight").values.allSatisfy { $0 == 0 })
    #expect(network.step == 10)
    #expect(network.lossHistory.count == 10)
    let after = try network.allParameters()
    #expect(after["a.weight"] == before["a.weight"])
    #expect(after["c.bias"] == before["c.bias"])
    #expect(after["b.weight"]?.shape == [7, 5])
    let fresh = try model(description, data)
    #expect(try after["b.weight"]?.hasSameBits(as: fresh.parameter("b", "weight")) == true)
    #expect(network.run(steps: 5).step == 15)
  }

  @Test func anotherLearningRateKeepsWhatTheOptimizerRemembers() throws {
    let data = try DataTable.dataset("xor")
    var description = ModelDescription(
      layers: [dense("h", 4, "tanh"), dense("o", 1)], optimizer: optimizer("adam", ["lr": 0.01]))
    let changed = try model(description, data)
    let same = try model(description, data)
    _ = changed.run(steps: 8)
    _ = same.run(steps: 8)
    try changed.apply(description)
    _ = changed.run(steps: 8)
    _ = same.run(steps: 8)
    #expect(haveSameBits(try changed.allParameters(), try same.allParameters()))
    description.optimizer = optimizer("adam", ["lr": 0])
    try changed.apply(description)
    _ = changed.run(steps: 3)
    #expect(haveSameBits(try changed.allParameters(), try same.allParameters()))
  }

  @Test func aChangeThatDoesNotFitLeavesTheModelAsItWas() throws {
    let data = try DataTable.dataset("xor")
    let description = ModelDescription(layers: [dense("h", 4, "tanh"), dense("o", 1)])
    let network = try model(description, data)
    _ = network.run(steps: 3)
    let before = try network.allParameters()
    var wrong = description
    wrong.layers[1].size = 2
    #expect(throws: EngineError.outputShape(layer: "o", found: [2], needed: [1], loss: "mse")) {
      try network.apply(wrong)
    }
    wrong = description
    wrong.layers[0].weightInitializer = try initializer("identity")
    wrong.layers[0].name = "other"
    wrong.layers[0].parameterInitializers["bias"] = try initializer("orthogonal")
    #expect(throws: EngineError.self) { try network.apply(wrong) }
    #expect(network.description == description)
    #expect(haveSameBits(before, try network.allParameters()))
    #expect(network.run(steps: 1).step == 4)
  }

  @Test func drawingAllGoesBackToStepZeroAndDrawingALayerDoesNot() throws {
    let data = try DataTable.dataset("xor")
    let network = try model(ModelDescription(layers: [dense("h", 4, "tanh"), dense("o", 1)]), data)
    let start = try network.allParameters()
    _ = network.run(steps: 5)
    let before = try network.allParameters()
    try network.reinitialize(.layer("h"))
    #expect(network.step == 5)
    let after = try network.allParameters()
    #expect(after["h.weight"] != before["h.weight"])
    #expect(after["h.weight"] != start["h.weight"])
    #expect(after["o.weight"] == before["o.weight"])
    #expect(try network.update("h", "weight").values.allSatisfy { $0 == 0 })
    try network.reinitialize(.all)
    #expect(network.step == 0)
    #expect(network.lossHistory.count == 0)
    #expect(try network.parameter("o", "weight") != start["o.weight"])
    try network.reset()
    #expect(haveSameBits(start, try network.allParameters()))
    try network.reinitialize(.parameter(layer: "o", name: "bias"))
    #expect(throws: EngineError.unknownName("x", subject: "layer", known: ["h", "o"])) {
      try network.reinitialize(.layer("x"))
    }
  }

  @Test func bothPrecisionsStartFromTheSameDraw() throws {
    let data = try DataTable.dataset("xor")
    let description = ModelDescription(layers: [dense("h", 40, "tanh"), dense("o", 1)], precision: .float64)
    let wide = try model(description, data)
    var narrow = description
    narrow.precision = .float32
    try wide.apply(narrow)
    #expect(haveSameBits(try wide.allParameters(), try model(narrow, data).allParameters()))
  }

  @Test func defaultInitializersFollowTheActivation() throws {
    let data = try DataTable.dataset("xor")
    for (activation, name) in [("relu", "he_normal"), ("selu", "lecun_normal"), ("tanh", "xavier_uniform")] {
      let separate = [
        dense("h", 4), LayerDescription(name: "act", kind: "activation", activation: .init(activation)),
        dense("o", 1),
      ]
      for layers in [[dense("h", 4, activation), dense("o", 1)], separate] {
        let blueprint = try model(ModelDescription(layers: layers), data).blueprint
        let weight = blueprint.layers[0].parameters[0]
        #expect(weight.initializer.specification.name == name)
        #expect(weight.isDefault)
        #expect(weight.site.activation.name == activation)
        #expect(blueprint.layers[0].parameters[1].initializer.specification.name == "zeros")
      }
    }
  }
}
