import InitKit
import Tensor
import Testing

@testable import Engine

/// A layer of sequences in one line, options of any kind in the order of their names.
func sequenceLayer(
  _ kind: String, _ name: String, _ size: Int? = nil, _ activation: String? = nil,
  _ options: [String: ArgumentValue] = [:]
) -> LayerDescription {
  LayerDescription(
    name: name, kind: kind, size: size, activation: activation.map { ActivationDescription($0) },
    options: options.sorted { $0.key < $1.key }.map { NamedArgument($0.key, $0.value) })
}

extension ArgumentValue {
  /// The states of all steps.
  static let sequence = ArgumentValue.text("sequence")
}

/// A kind of network of sequences: what goes in, and its layers up to the vector or sequence that comes out.
struct SequenceCase: CustomTestStringConvertible, Sendable {
  let name: String
  /// Shape of a sample; without a second axis they are tokens below 5.
  let input: [Int]
  let layers: [LayerDescription]
  var testDescription: String { name }

  init(_ name: String, _ input: [Int], _ layers: [LayerDescription]) {
    self.name = name
    self.input = input
    self.layers = layers
  }

  /// Random samples.
  func data(rows: Int, seed: UInt64 = 7, outputs: Int = 2) throws -> Dataset {
    let flat = try randomData(rows: rows, inputs: input.reduce(1, *), outputs: outputs, seed: seed)
    var values = flat.inputs.values
    if input.count == 1 { values = values.map { Double(Int(abs($0) * 1000) % 5) } }
    return try Dataset(
      name: "test", inputs: Tensor(shape: [rows] + input, values: values), targets: flat.targets)
  }

  /// The layers under a dense one that fits the targets.
  func network(
    rows: Int = 3, precision: Precision = .float64, optimizer: OptimizerDescription? = nil,
    batch: BatchSize? = nil, seed: UInt64 = 3
  ) throws -> Model {
    let top = [LayerDescription(name: "flat", kind: "flatten"), dense("o", nil)]
    return try model(
      ModelDescription(
        layers: layers + top, optimizer: optimizer, batch: batch, precision: precision, seed: seed),
      try data(rows: rows))
  }

  /// Every kind with its options, several on top of one another.
  static let all = [
    SequenceCase("rnn", [5, 3], [sequenceLayer("rnn", "r", 4)]),
    SequenceCase(
      "rnn relu sequence", [5, 3],
      [sequenceLayer("rnn", "r", 4, "relu", ["return": .sequence]), sequenceLayer("rnn", "s", 3, "tanh")]),
    SequenceCase(
      "rnn without bias", [2, 2], [sequenceLayer("rnn", "r", 3, nil, ["bias": .boolean(false)])]),
    SequenceCase("lstm", [5, 3], [sequenceLayer("lstm", "r", 4)]),
    SequenceCase(
      "lstm sequence", [4, 2],
      [
        sequenceLayer("dense", "d", 3, "tanh"), sequenceLayer("lstm", "r", 3, nil, ["return": .sequence]),
        sequenceLayer("lstm", "s", 2, nil, ["bias": .boolean(false)]),
      ]),
    SequenceCase("gru", [5, 3], [sequenceLayer("gru", "r", 4)]),
    SequenceCase(
      "gru sequence", [4, 2],
      [
        sequenceLayer("gru", "r", 3, nil, ["return": .sequence]),
        sequenceLayer("gru", "s", 2, nil, ["bias": .boolean(false), "return": .sequence]),
      ]),
    SequenceCase(
      "attention", [4, 6], [sequenceLayer("attention", "a", 6), sequenceLayer("mean_pool", "m")]),
    SequenceCase(
      "attention heads causal", [5, 3],
      [
        sequenceLayer("dense", "d", 6),
        sequenceLayer("attention", "a", nil, nil, ["heads": .number(3), "causal": .boolean(true)]),
      ]),
    SequenceCase(
      "embedding", [6],
      [
        sequenceLayer("embedding", "e", 4, nil, ["vocabulary": .number(5)]),
        sequenceLayer("position_embedding", "p"), sequenceLayer("mean_pool", "m"),
      ]),
    SequenceCase(
      "sinusoidal", [6],
      [
        sequenceLayer("embedding", "e", 4, nil, ["vocabulary": .number(5)]),
        sequenceLayer("position_embedding", "p", nil, nil, ["kind": .text("sinusoidal")]),
        sequenceLayer("gru", "r", 3),
      ]),
    SequenceCase(
      "transformer block", [5, 4],
      [
        sequenceLayer(
          "transformer_block", "t", nil, nil,
          ["heads": .number(2), "hidden": .number(5), "activation": .text("gelu")]),
        sequenceLayer("mean_pool", "m"),
      ]),
    SequenceCase(
      "transformer block norm last causal", [3, 2],
      [
        sequenceLayer("dense", "d", 6),
        sequenceLayer(
          "transformer_block", "t", nil, nil,
          ["heads": .number(3), "causal": .boolean(true), "norm": .text("last"), "activation": .text("gelu")]),
        sequenceLayer("transformer_block", "s"),
      ]),
  ]
}
