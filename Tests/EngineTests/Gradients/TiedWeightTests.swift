import InitKit
import Tensor
import Testing

@testable import Engine

@Suite("A weight that two layers share") struct TiedWeightTests {
  private static let places: Reference.Places = [
    ("e", "weight", "W"), ("e", "bias", "b"), ("d", "bias", "c"),
  ]

  private static func autoencoder(_ reference: Reference, _ precision: Precision) throws -> Model {
    let data = try Dataset(
      name: "reference", inputs: try #require(reference.inputs["x"]).tensor,
      targets: .values(try #require(reference.targets["y"]).tensor))
    var decoder = dense("d", 6)
    decoder.options = [NamedArgument("tie", .text("e"))]
    let network = try model(
      ModelDescription(
        layers: [dense("e", 3, "sigmoid"), decoder], loss: LossDescription("bce"), precision: precision), data
    )
    try reference.put(into: network, at: places)
    return network
  }

  @Test("an autoencoder has the gradients of PyTorch", arguments: ReferenceGradientTests.precisions)
  func autoencoder(_ precision: (name: Precision, tolerance: Double)) throws {
    let reference = try Reference.load("18_autoencoder_tied_bce")
    let network = try Self.autoencoder(reference, precision.name)
    #expect(relativeError(network.output, try #require(reference.output).tensor) <= precision.tolerance)
    try reference.expectGradients(of: network, at: Self.places, within: precision.tolerance)
  }

  @Test("the mean of the samples' gradients is the gradient") func samples() throws {
    let network = try Self.autoencoder(try Reference.load("18_autoencoder_tied_bce"), .float64)
    for (layer, name) in [("e", "weight"), ("e", "bias"), ("d", "bias")] {
      let whole = try network.gradient(layer, name)
      let samples = try network.sampleGradient(layer, name)
      #expect(samples.shape == [5] + whole.shape)
      #expect(relativeError(try samples.reduced(.mean, axis: 0), whole) < 1e-13)
      // Looking at samples leaves nothing behind.
      #expect(try network.gradient(layer, name).hasSameBits(as: whole))
    }
  }

  @Test("the shared weight is learnt once, and read by both layers") func training() throws {
    let network = try Self.autoencoder(try Reference.load("18_autoencoder_tied_bce"), .float32)
    #expect(network.blueprint.parameterCount == 18 + 3 + 6)
    let before = network.loss
    _ = network.run(steps: 200)
    #expect(network.loss < before - 0.01)
    #expect(throws: EngineError.unknownName("weight", subject: "parameter", known: ["bias"])) {
      try network.parameter("d", "weight")
    }
  }

  @Test("a weight of the same shape is used as it is") func straight() throws {
    let data = try randomData(rows: 4, inputs: 3, outputs: 5)
    var second = dense("b", 5)
    second.options = [NamedArgument("tie", .text("a"))]
    var back = dense("r", 3)
    back.options = [NamedArgument("tie", .text("a"))]
    let network = try model(
      ModelDescription(layers: [dense("a", 5, "tanh"), back, second], precision: .float64), data)
    let weight = try network.parameter("a", "weight")
    let below = try network.activations("r", .out)
    let expected = (0..<4).flatMap { row in
      (0..<5).map { unit in
        (0..<3).reduce(0.0) { $0 + weight.values[unit * 3 + $1] * below.values[row * 3 + $1] }
      }
    }
    let found = try network.activations("b", .pre)
    #expect(relativeError(found, Tensor(shape: [4, 5], values: expected)) < 1e-14)
  }

  @Test("a weight of another shape is refused, with both shapes") func refused() throws {
    let data = try randomData(rows: 4, inputs: 3, outputs: 2)
    var last = dense("o", 2)
    last.options = [NamedArgument("tie", .text("a"))]
    #expect(throws: EngineError.tiedShape(layer: "o", owner: "a", needed: [2, 4], found: [4, 3])) {
      try model(ModelDescription(layers: [dense("a", 4), last]), data)
    }
    last.options = [NamedArgument("tie", .text("x"))]
    #expect(throws: EngineError.unknownName("x", subject: "layer", known: ["a", "o"])) {
      try model(ModelDescription(layers: [dense("a", 4), last]), data)
    }
  }
}
