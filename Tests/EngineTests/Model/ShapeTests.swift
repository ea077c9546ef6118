import Engine
import Tensor
import Testing

@Suite struct ShapeTests {
  @Test func everyAxisHasASizeOfItsOwn() throws {
    let data = try randomData(rows: 11, inputs: 3, outputs: 2)
    let network = try model(
      ModelDescription(
        layers: [dense("a", 5, "relu"), dense("b", 7, "sin"), dense("c", 2)], batch: .rows(4)),
      data)
    #expect(network.input.shape == [4, 3])
    #expect(network.target.shape == [4, 2])
    #expect(network.output.shape == [4, 2])
    #expect(try network.parameter("a", "weight").shape == [5, 3])
    #expect(try network.parameter("b", "weight").shape == [7, 5])
    #expect(try network.parameter("b", "bias").shape == [7])
    #expect(try network.gradient("c", "weight").shape == [2, 7])
    #expect(try network.sampleGradient("b", "weight").shape == [4, 7, 5])
    #expect(try network.sampleGradient("b", "bias").shape == [4, 7])
    for quantity in LayerQuantity.allCases {
      #expect(try network.activations("b", quantity).shape == [4, 7])
    }
    #expect(network.layers.map(\.inputShape) == [[3], [5], [7]])
    #expect(network.layers.map(\.outputShape) == [[5], [7], [2]])
    #expect(network.layers[1].parameters[0].site.fanIn == 5)
    #expect(network.layers[1].parameters[0].site.fanOut == 7)
    #expect(network.layers[1].parameters[0].site.layerIndex == 1)
    #expect(network.layers[1].parameters[0].site.layerCount == 3)
    #expect(network.blueprint.parameterCount == 5 * 3 + 5 + 7 * 5 + 7 + 2 * 7 + 2)
  }

  @Test func aFusedSoftmaxShowsProbabilitiesAndTrainsLikeLogits() throws {
    let data = try DataTable.dataset("blobs", [.number(30)])
    let logits = try model(ModelDescription(layers: [dense("h", 4, "tanh"), dense("o", nil)]), data)
    let fused = try model(
      ModelDescription(layers: [dense("h", 4, "tanh"), dense("o", nil, "softmax")]), data)
    let apart = try model(
      ModelDescription(layers: [
        dense("h", 4, "tanh"), dense("o", nil),
        LayerDescription(name: "s", kind: "activation", activation: ActivationDescription("softmax")),
      ]), data)
    for network in [logits, fused, apart] { _ = network.run(steps: 20) }
    #expect(haveSameBits(try logits.allParameters(), try fused.allParameters()))
    #expect(haveSameBits(try logits.allParameters(), try apart.allParameters()))
    for network in [fused, apart] {
      let sums = try network.output.reduced(.sum, axis: 1)
      #expect(sums.values.allSatisfy { abs($0 - 1) < 1e-6 })
      #expect(network.loss == logits.loss)
      #expect(network.accuracy() == logits.accuracy())
    }
    #expect(logits.output != fused.output)
    #expect(try apart.activations("s", .delta) == apart.activations("o", .delta))
  }

  @Test func theLastSizeFollowsTargetsAndLoss() throws {
    func outputs(_ data: Dataset, _ loss: String?) throws -> (Int?, String) {
      let description = ModelDescription(
        layers: [dense("o", nil)], loss: loss.map { LossDescription($0) })
      let blueprint = try model(description, data).blueprint
      return (blueprint.layers[0].settings.size, blueprint.loss.name)
    }
    let moons = try DataTable.dataset("moons", [.number(10)])
    #expect(try outputs(moons, nil) == (2, "cross_entropy"))
    #expect(try outputs(moons, "bce") == (1, "bce"))
    #expect(try outputs(moons, "hinge") == (1, "hinge"))
    #expect(try outputs(moons, "mse") == (2, "mse"))
    #expect(try outputs(try DataTable.dataset("xor"), nil) == (1, "mse"))
    #expect(try outputs(try DataTable.dataset("blobs", [.number(9)]), nil) == (3, "cross_entropy"))
    let single = try model(ModelDescription(layers: [dense("o", 1)]), moons)
    #expect(single.blueprint.loss.name == "bce")
  }

  @Test func aLayerWithoutBiasHasNone() throws {
    let data = try DataTable.dataset("xor")
    var layer = dense("h", 3, "tanh")
    layer.options = [.init("bias", .boolean(false))]
    let network = try model(ModelDescription(layers: [layer, dense("o", 1)]), data)
    #expect(network.layers[0].parameters.map(\.name) == ["weight"])
    #expect(network.run(steps: 3).stoppedBy == .count)
    #expect(throws: EngineError.unknownName("bias", subject: "parameter", known: ["weight"])) {
      try network.parameter("h", "bias")
    }
  }

  @Test func wholeSetsAreMeasuredWithoutDisturbingTraining() throws {
    let data = try DataTable.dataset("circles", [.number(50)], [.init("split", .number(0.3))])
    #expect(data.rows == 35)
    var losses: [Double] = []
    for batch in [BatchSize.full, .rows(6)] {
      let network = try model(
        ModelDescription(
          layers: [dense("h", 4, "tanh"), dense("o", nil)], batch: batch, precision: .float64),
        data)
      let held = try network.loss(on: .heldOut)
      let training = try network.loss(on: .training)
      #expect(network.accuracy(on: .heldOut) != nil)
      losses += [held, training]
      #expect(batch == .full ? network.loss == training : network.loss != training)
    }
    #expect(abs(losses[0] - losses[2]) < 1e-14)
    #expect(abs(losses[1] - losses[3]) < 1e-14)
    let alone = try model(
      ModelDescription(layers: [dense("h", 4, "tanh"), dense("o", nil)]),
      try DataTable.dataset("circles", [.number(50)]))
    #expect(throws: EngineError.noHeldOutData) { try alone.loss(on: .heldOut) }
    #expect(alone.accuracy(on: .heldOut) == nil)
  }

  @Test func accuracyCountsAnswersOnTheRightSide() throws {
    let data = try DataTable.dataset("xor")
    let network = try model(ModelDescription(layers: [dense("o", 1)]), data)
    try network.setParameter("o", "weight", to: Tensor(rows: [[1, 0]]))
    try network.setParameter("o", "bias", to: Tensor(shape: [1], values: [0]))
    #expect(network.accuracy() == 0.5)
    try network.setParameter("o", "weight", to: Tensor(rows: [[1, 1]]))
    #expect(network.accuracy() == 0.75)
    try network.setParameter("o", "weight", to: Tensor(rows: [[0.3, 0.4]]))
    #expect(network.accuracy() == 0.25)
    let logits = try model(ModelDescription(layers: [dense("o", 1)], loss: LossDescription("bce")), data)
    try logits.setParameter("o", "weight", to: Tensor(rows: [[0.3, 0.4]]))
    #expect(logits.accuracy() == 0.75)
    let sine = try model(ModelDescription(layers: [dense("o", 1)]), try DataTable.dataset("sine"))
    #expect(sine.accuracy() == nil)
    #expect(!sine.hasAccuracy)
  }
}
