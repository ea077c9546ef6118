import InitKit
import Tensor
import Testing

@testable import Engine

/// Shapes of layers of sequences, what they start with, and what does not fit.
@Suite struct SequenceShapeTests {
  @Test func statesComeOutOnceOrAtEveryStep() throws {
    for kind in ["rnn", "lstm", "gru"] {
      #expect(try outputShape(of: sequenceLayer(kind, "r", 4), input: [7, 3]) == [4])
      #expect(
        try outputShape(of: sequenceLayer(kind, "r", 4, nil, ["return": .sequence]), input: [7, 3]) == [7, 4])
    }
    #expect(try outputShape(of: sequenceLayer("mean_pool", "m"), input: [7, 3]) == [3])
    #expect(try outputShape(of: sequenceLayer("position_embedding", "p"), input: [7, 3]) == [7, 3])
    #expect(
      try outputShape(of: sequenceLayer("attention", "a", 6, nil, ["heads": .number(3)]), input: [7, 6])
        == [7, 6])
  }

  @Test func parametersHavePyTorchsNamesAndShapes() throws {
    let gates = ["rnn": 1, "lstm": 4, "gru": 3]
    for (kind, count) in gates {
      let network = try SequenceCase(kind, [2, 3], [sequenceLayer(kind, "r", 4)]).network()
      #expect(
        network.layers[0].parameters.map(\.name) == [
          "weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0",
        ])
      #expect(
        network.layers[0].parameters.map(\.shape) == [
          [count * 4, 3], [count * 4, 4], [count * 4], [count * 4],
        ]
      )
    }
    let heads = try SequenceCase("attention", [2, 4], [sequenceLayer("attention", "a")]).network()
    #expect(
      heads.layers[0].parameters.map(\.name) == [
        "in_proj_weight", "in_proj_bias", "out_proj.weight", "out_proj.bias",
      ])
    #expect(heads.layers[0].parameters.map(\.shape) == [[12, 4], [12], [4, 4], [4]])
  }

  @Test func recurrentWeightsStartAsRotationsAndForgetGatesOpen() throws {
    for (kind, gates) in [("rnn", 1), ("lstm", 4), ("gru", 3)] {
      let network = try SequenceCase(kind, [2, 3], [sequenceLayer(kind, "r", 5)]).network()
      let own = try network.parameter("r", "weight_hh_l0")
      for gate in 0..<gates {
        for i in 0..<5 {
          for j in 0..<5 {
            let rows = (own.rowValues(gate * 5 + i), own.rowValues(gate * 5 + j))
            let product = zip(rows.0, rows.1).reduce(0) { $0 + $1.0 * $1.1 }
            #expect(abs(product - (i == j ? 1 : 0)) < 1e-12)
          }
        }
      }
      let bias = try network.parameter("r", "bias_ih_l0").values
      let open = [Double](repeating: 0, count: 5) + [Double](repeating: 1, count: 5)
      let zeros = [Double](repeating: 0, count: max(0, gates - 2) * 5)
      #expect(bias == (gates == 1 ? [Double](repeating: 0, count: 5) : open + zeros))
      #expect(try network.parameter("r", "bias_hh_l0").values.allSatisfy { $0 == 0 })
    }
  }

  @Test func headsThatDoNotShareOutAreRefusedWithTheArithmetic() throws {
    #expect(
      throws: EngineError.layerShape(
        layer: "a", kind: "attention", input: [7, 8],
        problem: .arithmetic("8 features do not share out among 3 heads: 8 = 3 * 2 + 2", options: ["heads"]))
    ) {
      try outputShape(of: sequenceLayer("attention", "a", 8, nil, ["heads": .number(3)]), input: [7, 8])
    }
    #expect(
      throws: EngineError.layerShape(
        layer: "a", kind: "attention", input: [7, 8],
        problem: .arithmetic(
          "its size 6 is not the width 8 of what comes in, as it must be", options: ["size"]))
    ) { try outputShape(of: sequenceLayer("attention", "a", 6), input: [7, 8]) }
  }

  @Test(arguments: ["rnn", "lstm", "gru", "attention", "position_embedding", "mean_pool"])
  func sequencesAreNeeded(_ kind: String) throws {
    let size = ["rnn", "lstm", "gru"].contains(kind) ? 3 : nil
    #expect(
      throws: EngineError.layerShape(layer: "x", kind: kind, input: [6], problem: .axes(needed: 2))
    ) { try outputShape(of: sequenceLayer(kind, "x", size), input: [6]) }
  }

  @Test func aPlainRecurrentLayerTakesTanhOrRelu() throws {
    #expect(
      throws: EngineError.option(
        owner: "rnn",
        reason: .unknownChoice(parameter: "activation", found: "gelu", choices: ["tanh", "relu"]))
    ) { try outputShape(of: sequenceLayer("rnn", "r", 3, "gelu"), input: [6, 2]) }
  }

  @Test func whatIsNoTokenIsNamedWithItsPlace() throws {
    let embedding = sequenceLayer("embedding", "e", 3, nil, ["vocabulary": .number(4)])
    for (value, row, position) in [(4.0, 1, 2), (-1, 0, 0), (0.5, 1, 1)] {
      var inputs = Tensor(repeating: 3, shape: [2, 3])
      inputs.values[row * 3 + position] = value
      let data = try Dataset(name: "test", inputs: inputs, targets: .values(Tensor(rows: [[1], [2]])))
      let description = ModelDescription(layers: [embedding, sequenceLayer("mean_pool", "m"), dense("o", 1)])
      #expect(
        throws: EngineError.data(.token(value, row: row, column: position, vocabulary: 4))
      ) { try model(description, data) }
    }
    let computed = ModelDescription(layers: [
      dense("h", 3), embedding, sequenceLayer("mean_pool", "m"), dense("o", 1),
    ])
    #expect(throws: EngineError.computedTokens(layer: "e", below: "h")) {
      try model(computed, try randomData(rows: 2, inputs: 3, outputs: 1))
    }
  }

  @Test func tokensMayComeThroughAReshape() throws {
    let data = try Dataset(
      name: "test", inputs: Tensor(rows: [[0, 1, 2, 3], [3, 2, 1, 0]]),
      targets: .values(Tensor(rows: [[1], [2]])))
    let network = try model(
      ModelDescription(
        layers: [
          reshape("r", [4]), sequenceLayer("embedding", "e", 2, nil, ["vocabulary": .number(4)]),
          LayerDescription(name: "f", kind: "flatten"), dense("o", 1),
        ], precision: .float64), data)
    let table = try network.parameter("e", "weight")
    #expect(try network.activations("e", .out).rowValues(0) == table.values)
    #expect(try network.activations("r", .delta).values.allSatisfy { $0 == 0 })
  }

  @Test func unitsOfRecurrentLayersOwnARowOfEachGate() throws {
    let network = try SequenceCase("lstm", [2, 3], [sequenceLayer("lstm", "r", 4)]).network()
    let parts = network.layers[0].unitParts
    #expect(parts.count == 5)
    #expect(parts.filter(\.isOutgoing).map(\.parameter) == ["weight_hh_l0"])
    let rows = try #require(parts.first { $0.parameter == "weight_ih_l0" }).layout
    #expect(rows.unit(of: 0) == 0)
    #expect(rows.unit(of: 3) == 1)
    #expect(rows.unit(of: 4 * 3) == 0)
    let columns = try #require(parts.first { $0.isOutgoing }).layout
    #expect(columns.unit(of: 6) == 2)
    #expect(columns.size == 64)
  }
}
