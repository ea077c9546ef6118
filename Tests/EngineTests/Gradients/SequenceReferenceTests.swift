import InitKit
import Tensor
import Testing

@testable import Engine

/// Networks of sequences against PyTorch's numbers.
@Suite struct SequenceReferenceTests {
  /// A parameter of ours and the reference's name for its numbers.
  struct Place: Sendable {
    let layer: String
    let name: String
    let key: String

    init(_ layer: String, _ name: String, _ key: String) {
      (self.layer, self.name, self.key) = (layer, name, key)
    }
  }

  struct Case: CustomTestStringConvertible, Sendable {
    let file: String
    let layer: LayerDescription
    let places: [Place]
    var testDescription: String { file }
  }

  static let cases = [
    Case(
      file: "10_rnn_tanh_mse", layer: sequenceLayer("rnn", "r", 4),
      places: [
        Place("r", "weight_ih_l0", "Wxh"), Place("r", "weight_hh_l0", "Whh"), Place("r", "bias_ih_l0", "bh"),
        Place("o", "weight", "Who"), Place("o", "bias", "bo"),
      ]),
    Case(
      file: "11_irnn_relu_identity_mse", layer: sequenceLayer("rnn", "r", 4, "relu"),
      places: [
        Place("r", "weight_ih_l0", "Wxh"), Place("r", "weight_hh_l0", "Whh"), Place("r", "bias_hh_l0", "bh"),
        Place("o", "weight", "Who"), Place("o", "bias", "bo"),
      ]),
    Case(
      file: "12_lstm_mse", layer: sequenceLayer("lstm", "r", 4),
      places: [
        Place("r", "weight_ih_l0", "W"), Place("r", "weight_hh_l0", "U"), Place("r", "bias_ih_l0", "b"),
        Place("o", "weight", "Wo"), Place("o", "bias", "bo"),
      ]),
    Case(
      file: "13_gru_mse", layer: sequenceLayer("gru", "r", 4),
      places: [
        Place("r", "weight_ih_l0", "W"), Place("r", "weight_hh_l0", "U"), Place("r", "bias_ih_l0", "b"),
        Place("r", "bias_hh_l0", "d"), Place("o", "weight", "Wo"), Place("o", "bias", "bo"),
      ]),
  ]

  @Test(arguments: cases, ReferenceGradientTests.precisions)
  func recurrentLayersAreThoseOfPyTorch(
    _ test: Case, _ precision: (name: Precision, tolerance: Double)
  ) throws {
    let reference = try Reference.load(test.file)
    let x = try #require(reference.inputs["x"]).tensor.samplesFirst()
    let targets = try #require(reference.targets["y"]).tensor
    let data = try Dataset(name: "reference", inputs: x, targets: .values(targets))
    let network = try model(
      ModelDescription(
        layers: [test.layer, dense("o", nil)], loss: LossDescription("mse"), precision: precision.name), data)
    for name in ["bias_ih_l0", "bias_hh_l0"] {
      let shape = try network.parameter("r", name).shape
      try network.setParameter("r", name, to: Tensor(repeating: 0, shape: shape))
    }
    try expectReference(reference, network, test.places, precision.tolerance)
    // Both biases are added to the same sums, but for the candidate of gru.
    guard test.file != "13_gru_mse" else { return }
    #expect(
      try network.gradient("r", "bias_ih_l0").hasSameBits(as: network.gradient("r", "bias_hh_l0")))
    let last = try #require(reference.intermediates?["h\(x.shape[1])"]).tensor
    #expect(relativeError(try network.activations("r", .out), last) <= precision.tolerance)
    let slopes = try #require(reference.intermediateGradients?["h\(x.shape[1])"]).tensor
    #expect(relativeError(try network.activations("r", .delta), slopes) <= precision.tolerance)
  }

  @Test(arguments: ReferenceGradientTests.precisions)
  func aMeanOfEmbeddingsIsThatOfPyTorch(_ precision: (name: Precision, tolerance: Double)) throws {
    let reference = try Reference.load("17_embedding_mean_ce")
    let classes = try #require(reference.targets["classes"]).data.map { Int($0) }
    let data = try Dataset(
      name: "reference", inputs: try #require(reference.inputs["ids"]).tensor,
      targets: .classes(classes, names: ["a", "b"]))
    let network = try model(
      ModelDescription(
        layers: [
          sequenceLayer("embedding", "e", 3, nil, ["vocabulary": .number(7)]),
          sequenceLayer("mean_pool", "m"), dense("o", nil),
        ], loss: LossDescription("cross_entropy"), precision: precision.name), data)
    let places = [Place("e", "weight", "E"), Place("o", "weight", "W"), Place("o", "bias", "b")]
    try expectReference(reference, network, places, precision.tolerance)
    let mean = try #require(reference.intermediates?["h"]).tensor
    #expect(relativeError(try network.activations("m", .out), mean) <= precision.tolerance)
    let unused = try network.gradient("e", "weight").values.suffix(6)
    #expect(unused.allSatisfy { $0 == 0 })
  }

  /// The reference's block, and its parameters' names here: queries, keys and values stand in one.
  private static let blockParts = [
    ("self_attn.in_proj_weight", ["Wq", "Wk", "Wv"]), ("self_attn.in_proj_bias", ["bq", "bk", "bv"]),
    ("self_attn.out_proj.weight", ["Wo"]), ("self_attn.out_proj.bias", ["bo"]), ("linear1.weight", ["A"]),
    ("linear1.bias", ["a"]), ("linear2.weight", ["Bm"]), ("linear2.bias", ["bb"]), ("norm1.weight", ["g1"]),
    ("norm1.bias", ["e1"]), ("norm2.weight", ["g2"]), ("norm2.bias", ["e2"]),
  ]

  @Test(arguments: ReferenceGradientTests.precisions)
  func aCausalTransformerBlockIsThatOfPyTorch(_ precision: (name: Precision, tolerance: Double)) throws {
    let reference = try Reference.load("16_transformer_block_causal_ce")
    let classes = try #require(reference.targets["classes"]).data.map { Int($0) }
    let data = try Dataset(
      name: "reference", inputs: try #require(reference.inputs["ids"]).tensor,
      targets: .classes(classes, positions: 5, names: ["a", "b", "c", "d", "e", "f"]))
    let block: [String: ArgumentValue] = [
      "heads": .number(2), "hidden": .number(8), "causal": .boolean(true), "activation": .text("gelu"),
    ]
    let network = try model(
      ModelDescription(
        layers: [
          sequenceLayer("embedding", "e", 4, nil, ["vocabulary": .number(6)]),
          sequenceLayer("position_embedding", "p"),
          sequenceLayer("transformer_block", "t", nil, nil, block),
          sequenceLayer("dense", "u", nil, nil, ["bias": .boolean(false)]),
        ], loss: LossDescription("cross_entropy"), precision: precision.name), data)
    let places =
      [("e", "weight", ["E"]), ("p", "weight", ["pos"]), ("u", "weight", ["U"])]
      + Self.blockParts.map { ("t", $0.0, $0.1) }
    for (layer, name, keys) in places {
      let shape = try network.parameter(layer, name).shape
      let values = try keys.flatMap { try #require(reference.params[$0]).data }
      try network.setParameter(
        layer, name, to: Tensor(shape: shape, values: values))
    }
    let loss = try #require(reference.loss)
    #expect(abs(network.loss - loss) <= precision.tolerance * loss)
    #expect(
      relativeError(network.output.values, try #require(reference.output).data) <= precision.tolerance)
    for (layer, name, keys) in places {
      let found = try network.gradient(layer, name).values
      let expected = try keys.flatMap { try #require(reference.grads?[$0]).data }
      #expect(
        relativeError(found, expected) <= precision.tolerance, "\(layer).\(name)")
    }
  }

  /// Sets the reference's parameters and compares loss, answer and gradients.
  private func expectReference(
    _ reference: Reference, _ network: Model, _ places: [Place], _ tolerance: Double
  ) throws {
    let places = places.map { ($0.layer, $0.name, $0.key) }
    try reference.put(into: network, at: places)
    #expect(relativeError(network.output.values, try #require(reference.output).data) <= tolerance)
    try reference.expectGradients(of: network, at: places, within: tolerance)
  }
}

extension Tensor {
  /// A tensor [time, samples, features] with the samples in front.
  func samplesFirst() -> Tensor {
    let (steps, rows, width) = (shape[0], shape[1], shape[2])
    var result = Tensor(repeating: 0, shape: [rows, steps, width])
    for t in 0..<steps {
      for n in 0..<rows {
        for e in 0..<width { result.values[(n * steps + t) * width + e] = values[(t * rows + n) * width + e] }
      }
    }
    return result
  }
}
