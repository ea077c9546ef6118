import Engine
import InitKit
import Tensor
import Testing

@testable import Analysis

@Suite("Equal neurons of a layer") struct LayerSymmetryTests {
  @Test("a layer of one neuron has one class and no gap") func single() throws {
    let model = try network([dense("h", 1, "tanh"), dense("o", nil)])
    let found = try model.symmetry(of: "h")
    #expect(found.groups == [[0]] && found.neurons == 1 && found.distinct == 1 && found.gap == nil)
    #expect(NearestRows.neighbor(of: 0, in: try LayerNeurons("h", of: model).rows) == nil)
  }

  @Test("a neuron is its incoming weights, bias and outgoing weights") func rows() throws {
    let model = try network(
      [dense("a", 3, "tanh"), dense("b", 2)], data: try samples([[1, 2]], [[0, 0]]))
    try model.set("a", "weight", [1, 2, 3, 4, 5, 6])
    try model.set("a", "bias", [7, 8, 9])
    try model.set("b", "weight", [10, 11, 12, 13, 14, 15])
    try model.set("b", "bias", [16, 17])
    #expect(
      try LayerNeurons("a", of: model).rows == [[1, 2, 7, 10, 13], [3, 4, 8, 11, 14], [5, 6, 9, 12, 15]])
    #expect(try LayerNeurons("b", of: model).rows == [[10, 11, 12, 16], [13, 14, 15, 17]])
  }

  @Test("a neuron that several weights read has all of them") func block() {
    let neurons = LayerNeurons(layer: "c", count: 2, own: [1, 2], outgoing: [3, 4, 7, 8, 5, 6, 9, 10])
    #expect(neurons.rows == [[1, 3, 4, 7, 8], [2, 5, 6, 9, 10]])
    func areEqual(_ outgoing: [Double]) -> Bool {
      LayerNeurons(layer: "c", count: 2, own: [1, 1], outgoing: outgoing).areAllEqual
    }
    #expect(areEqual([3, 4, 5, 6, 3, 4, 5, 6]))
    #expect(!areEqual([3, 3, 5, 5, 4, 4, 5, 5]))
  }

  @Test("layers without parameters are skipped on the way to the outgoing weights") func skipped() throws {
    var bare = dense("a", 2)
    bare.options = [NamedArgument("bias", .boolean(false))]
    let step = LayerDescription(name: "s", kind: "activation", activation: ActivationDescription("tanh"))
    let model = try network([bare, step, dense("o", nil)])
    try model.set("a", "weight", [1, 2, 3, 4])
    try model.set("o", "weight", [5, 6])
    #expect(try LayerNeurons("a", of: model).rows == [[1, 2, 5], [3, 4, 6]])
    #expect(throws: EngineError.notAvailable(quantity: "weight", layer: "s")) { try model.symmetry(of: "s") }
    #expect(throws: EngineError.unknownName("x", subject: "layer", known: ["a", "s", "o"])) {
      try model.distinct(in: "x")
    }
  }

  @Test("neurons differ by incoming weight, by bias and by outgoing weight alike", arguments: 0..<3)
  func difference(place: Int) throws {
    let half = try initializer("constant", 0.5)
    let model = try network([dense("h", 3, "tanh", weight: half), dense("o", nil, weight: half)])
    #expect(try model.symmetry(of: "h").groups == [[0, 1, 2]])
    #expect(try model.symmetry(of: "h").gap == 0)
    #expect(try LayerNeurons("h", of: model).areAllEqual)
    switch place {
    case 0: try model.set("h", "weight", [0.5, 0.5, 0.5, 0.75, 0.5, 0.5])
    case 1: try model.set("h", "bias", [0, 0.25, 0])
    default: try model.set("o", "weight", [0.5, 0.75, 0.5])
    }
    let found = try model.symmetry(of: "h")
    #expect(found.groups == [[0, 2], [1]] && found.distinct == 2 && found.gap == 0)
    #expect(try model.distinct(in: "h") == 2)
    #expect(try !LayerNeurons("h", of: model).areAllEqual)
    let rows = try LayerNeurons("h", of: model).rows
    #expect(NearestRows.neighbor(of: 0, in: rows) == RowNeighbor(row: 2, distance: 0))
    #expect(NearestRows.neighbor(of: 1, in: rows) == RowNeighbor(row: 0, distance: 0.25))
  }

  @Test("a random output layer parts the last hidden layer only, a random input layer the first only")
  func oneLayer() throws {
    let half = try initializer("constant", 0.5)
    for (random, expected) in [("o", [1, 8]), ("h1", [8, 1])] {
      let layers = [dense("h1", 8, "tanh", weight: half), dense("h2", 8, "tanh", weight: half)]
      let last = dense("o", nil, weight: half)
      let model = try network(
        (layers + [last]).map { layer in
          var changed = layer
          if layer.name == random { changed.weightInitializer = nil }
          return changed
        })
      for _ in 0..<3 {
        #expect(try ["h1", "h2"].map { try model.distinct(in: $0) } == expected)
        _ = model.run(steps: 100)
      }
    }
  }

  @Test("zero weights part under random biases, the top layer first") func biases() throws {
    let (zeros, normal) = (try initializer("zeros"), try initializer("normal"))
    let model = try network([
      dense("h1", 8, "tanh", weight: zeros, bias: normal),
      dense("h2", 8, "tanh", weight: zeros, bias: normal),
      dense("o", nil, weight: zeros),
    ])
    var firstStep: [String: Int] = [:]
    for _ in 0..<4 {
      for layer in ["h1", "h2"] {
        let weight = try model.parameter(layer, "weight")
        let rows = (0..<8).map { Array(weight.values[$0 * weight.columns..<($0 + 1) * weight.columns]) }
        if EqualityClasses(rows: rows).distinct > 1, firstStep[layer] == nil { firstStep[layer] = model.step }
      }
      _ = model.run(steps: 1)
    }
    #expect(firstStep == ["h2": 2, "h1": 3])
    #expect(try ["h1", "h2"].map { try model.distinct(in: $0) } == [8, 8])
  }

  @Test("a constant start stays one neuron, which cannot learn exclusive or", arguments: [1, 2])
  func constantStart(depth: Int) throws {
    let half = try initializer("constant", 0.5)
    let hidden = (1...depth).map { dense("h\($0)", 8, "tanh", weight: half) }
    let model = try network(hidden + [dense("o", nil, weight: half)])
    _ = model.run(steps: 3000)
    for layer in hidden { #expect(try model.distinct(in: layer.name) == 1) }
    // The inputs' sum is all that it knows: rising in it, the best answers are 0, 2/3, 2/3, 2/3.
    #expect(model.loss >= 1.0 / 6 && model.loss < 0.25)
  }
}
