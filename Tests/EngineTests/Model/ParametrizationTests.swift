import InitKit
import Tensor
import Testing

@testable import Engine

/// muP: starts and learning rates by the role of each weight.
@Suite struct ParametrizationTests {
  private func network(
    _ layers: [LayerDescription], _ optimizerName: String = "sgd", base: Int? = 16, seed: UInt64 = 1
  ) throws -> Model {
    let data = try randomData(rows: 12, inputs: 5, outputs: 3)
    var description = ModelDescription(
      layers: layers, optimizer: optimizer(optimizerName), precision: .float64, seed: seed)
    if let base { description.parametrization = .maximalUpdate(base: base) }
    return try model(description, data)
  }

  private func parameter(_ network: Model, _ layer: String, _ name: String) throws -> BlueprintParameter {
    try network.blueprint.layer(layer).parameter(name)
  }

  private static let layers = [dense("a", 64, "relu"), dense("b", 32, "relu"), dense("c", nil)]

  @Test func `roles follow from what grows`() throws {
    let model = try network(Self.layers)
    let roles = try ["a", "b", "c"].map { layer in
      try ["weight", "bias"].map { try parameter(model, layer, $0).widths?.role }
    }
    #expect(roles == [[.input, .vector], [.hidden, .vector], [.output, .fixed]])
    #expect(
      try network(Self.layers, base: nil).layers.allSatisfy { $0.parameters.allSatisfy { $0.widths == nil } })
  }

  // Table 3 of Tensor programs V with m = 4 after a and 2 after b.
  @Test(arguments: [
    ("sgd", [4.0, 4, 0.5, 2, 0.5, 1]), ("nesterov", [4, 4, 0.5, 2, 0.5, 1]),
    ("adam", [1, 1, 0.25, 1, 0.5, 1]), ("adamw", [1, 1, 0.25, 1, 0.5, 1]),
    ("rmsprop", [1, 1, 0.25, 1, 0.5, 1]),
    ("lion", [1, 1, 0.25, 1, 0.5, 1]), ("adagrad", [1, 1, 0.25, 1, 0.5, 1]),
  ])
  func `learning rates are those of the table`(optimizer: String, rates: [Double]) throws {
    let model = try network(Self.layers, optimizer)
    #expect(model.layers.flatMap { $0.parameters.map(\.rateFactor) } == rates)
  }

  @Test(arguments: ["he_normal", "he_uniform", "lecun_normal", "orthogonal"])
  func `a start that follows fan_in is kept, but for the output`(name: String) throws {
    var layers = Self.layers
    for place in layers.indices { layers[place].weightInitializer = try initializer(name) }
    let model = try network(layers)
    let factors = try ["a", "b", "c"].map { try parameter(model, $0, "weight").startFactor }
    // An orthogonal first layer has 5 inputs and as many orthonormal columns: 1 / sqrt(units) falls with the width.
    #expect(abs(factors[0] - (name == "orthogonal" ? 2 : 1)) < 1e-12)
    #expect(abs(factors[1] - 1) < 1e-12)
    #expect(abs(factors[2] - 1 / 2.0.squareRoot()) < 1e-12)
  }

  @Test func `a fixed deviation becomes one that follows the widths`() throws {
    var layers = Self.layers
    for place in layers.indices { layers[place].weightInitializer = try initializer("normal", 0, 0.1) }
    let model = try network(layers)
    let factors = try ["a", "b", "c"].map { try parameter(model, $0, "weight").startFactor }
    #expect(factors == [1, 0.5, 0.5])
    let hidden = try parameter(model, "b", "weight")
    #expect(abs((hidden.initializer.promise(at: hidden.site)?.variance ?? 0) - 0.0025) < 1e-15)
    let plain = try network(layers, base: nil)
    #expect(try model.parameter("b", "weight") == plain.parameter("b", "weight").map { $0 * 0.5 })
  }

  @Test func `numbers without chance are taken as they stand`() throws {
    var layers = Self.layers
    layers[2].weightInitializer = try initializer("constant", 0.3)
    let model = try network(layers)
    #expect(try model.parameter("c", "weight").values.allSatisfy { $0 == 0.3 })
  }

  @Test(arguments: ["sgd", "adam"])
  func `at the base width every bit is that of the standard one`(optimizer: String) throws {
    let layers = [dense("a", 16, "relu"), dense("b", 16, "tanh"), dense("c", nil)]
    let (one, other) = (try network(layers, optimizer), try network(layers, optimizer, base: nil))
    for network in [one, other] { _ = network.run(steps: 30) }
    #expect(try one.allParameters() == other.allParameters())
  }

  @Test func `a step is the gradient times rate and factor`() throws {
    let model = try network(Self.layers)
    for layer in ["a", "b", "c"] {
      for name in ["weight", "bias"] {
        let copy = try network(Self.layers)
        let gradient = try copy.gradient(layer, name)
        _ = copy.run(steps: 1)
        let factor = try parameter(model, layer, name).rateFactor * copy.learningRate
        for (update, slope) in zip(try copy.update(layer, name).values, gradient.values) {
          #expect(abs(update + factor * slope) < 1e-14)
        }
      }
    }
  }

  @Test func `an output multiplier with its own start and rate is the same network`() throws {
    // W = V / m, and V has the rate lr m.
    let model = try network(Self.layers)
    let gradient = try model.gradient("c", "weight").values
    let before = try model.parameter("c", "weight").values
    _ = model.run(steps: 1)
    let after = try model.parameter("c", "weight").values
    let m = 2.0
    for index in gradient.indices {
      let multiplied = before[index] * m - 0.1 * m * (gradient[index] / m)
      #expect(abs(multiplied / m - after[index]) < 1e-14)
    }
  }

  @Test func `a neuron drawn anew by another initializer has its factor too`() throws {
    let model = try network(Self.layers)
    let normal = try initializer("normal", 0, 1)
    try model.redraw([PartialDraw(layer: "c", parameter: "weight", places: [0], initializer: normal)])
    let plain = try network(Self.layers, base: nil)
    try plain.redraw([PartialDraw(layer: "c", parameter: "weight", places: [0], initializer: normal)])
    #expect(try model.parameter("c", "weight").values[0] == plain.parameter("c", "weight").values[0] * 0.5)
  }

  @Test func `a layer's own rate counts besides, and a frozen one stays frozen`() throws {
    var layers = Self.layers
    layers[1].options = [option("lr_scale", .number(3))]
    #expect(try parameter(network(layers), "b", "weight").rateFactor == 1.5)
    layers[1].options = [option("lr_scale", .number(0))]
    let model = try network(layers)
    let before = try model.parameter("b", "weight")
    _ = model.run(steps: 3)
    #expect(try model.parameter("b", "weight") == before)
  }

  @Test func `gates, norms, kernels and joins grow with their layers`() throws {
    let data = try randomData(rows: 6, inputs: 32, outputs: 3)
    var description = ModelDescription(
      layers: [
        reshape("shape", [2, 4, 4]), layer("conv2d", "c", 8, "relu", ["kernel": 3]), layer("batch_norm", "n"),
        layer("flatten", "f"), dense("h", 12, "relu"), plain("scale", "s"), dense("o", nil),
      ])
    description.parametrization = .maximalUpdate(base: 4)
    let images = try model(description, data)
    #expect(try parameter(images, "c", "weight").widths == WidthScaling(role: .input, input: 1, output: 2))
    #expect(try parameter(images, "n", "weight").widths == WidthScaling(role: .vector, input: 1, output: 2))
    // 8 channels of 2x2 places: the width is that of the channels.
    #expect(try parameter(images, "h", "weight").widths == WidthScaling(role: .hidden, input: 2, output: 3))
    #expect(try parameter(images, "s", "weight").widths == .fixed)
    #expect(try parameter(images, "o", "weight").widths == WidthScaling(role: .output, input: 3, output: 1))

    var recurrent = ModelDescription(layers: [layer("lstm", "r", 8), dense("o", nil)])
    recurrent.parametrization = .maximalUpdate(base: 2)
    let sequences = try model(recurrent, try DataTable.dataset("parity_sequence", [.number(6)]))
    #expect(
      try parameter(sequences, "r", "weight_ih_l0").widths == WidthScaling(role: .input, input: 1, output: 4))
    #expect(
      try parameter(sequences, "r", "weight_hh_l0").widths == WidthScaling(role: .hidden, input: 4, output: 4)
    )
    #expect(
      try parameter(sequences, "r", "bias_ih_l0").widths == WidthScaling(role: .vector, input: 1, output: 4))
  }

  @Test func `lbfgs, which has one rate for all, is refused`() throws {
    #expect(throws: EngineError.noWidthRule(optimizer: "lbfgs")) { try network(Self.layers, "lbfgs") }
  }
}
