import Engine
import InitKit
import Tensor
import Testing

@testable import Analysis

/// Neurons that are read past joins, and weights that several layers share.
@Suite("Neurons of a graph") struct GraphSymmetryTests {
  private static func join(_ kind: String, _ name: String, _ inputs: [String]) -> LayerDescription {
    LayerDescription(name: name, kind: kind, inputs: inputs)
  }

  /// Gives weight number i of a layer the value i, plus a hundred for each layer below.
  private static func count(_ model: Model) throws {
    for (place, layer) in model.weightedLayers.enumerated() {
      let shape = try layer.parameter("weight").shape
      let values = (0..<shape.reduce(1, *)).map { Double(100 * place + $0) }
      try model.setParameter(layer.name, "weight", to: Tensor(shape: shape, values: values))
    }
  }

  @Test("a neuron on the stream of a residual block is read by the branch and by what follows") func stream()
    throws
  {
    let model = try network([
      dense("a", 2), dense("b", 2), Self.join("residual", "r", ["a", "b"]), dense("o", nil),
    ])
    try Self.count(model)
    // b reads a by columns, o by the sum.
    #expect(try LayerNeurons("a", of: model).outgoing == [100, 102, 200, 101, 103, 201])
    #expect(try LayerNeurons("b", of: model).outgoing == [200, 201])
  }

  @Test("units keep their own readers side by side") func concatenated() throws {
    var second = dense("b", 1)
    second.inputs = ["input"]
    let model = try network([
      dense("a", 2), second, Self.join("concatenate", "c", ["a", "b"]), dense("o", nil),
    ])
    try Self.count(model)
    #expect(try LayerNeurons("a", of: model).outgoing == [200, 201])
    #expect(try LayerNeurons("b", of: model).outgoing == [202])
  }

  @Test("a tied weight reads and is read at once") func tied() throws {
    var decoder = dense("d", 2)
    decoder.options = [NamedArgument("tie", .text("e"))]
    let model = try network([dense("e", 3, "tanh"), decoder], data: try samples([[1, 2]], [[0, 0]]))
    try Self.count(model)
    #expect(try LayerNeurons("e", of: model).rows == [[0, 1, 0, 0, 1], [2, 3, 0, 2, 3], [4, 5, 0, 4, 5]])
  }

  @Test("a constant start stays one neuron in every block") func blocks() throws {
    let half = try initializer("constant", 0.1)
    let model = try network([
      dense("a", 6, "tanh", weight: half), dense("b", 6, "relu", weight: half), dense("c", 6, weight: half),
      Self.join("residual", "r", ["a", "c"]), dense("o", nil, weight: half),
    ])
    #expect(model.run(steps: 500).stoppedBy == .count)
    for layer in ["a", "b", "c"] { #expect(try model.distinct(in: layer) == 1) }
    // One weight parts the stream, and with it c, which is added to it; b lies inside the branch, stays one.
    try model.set("a", "weight", [0.25] + [Double](repeating: 0.1, count: 11))
    #expect(model.run(steps: 20).stoppedBy == .count)
    #expect(try ["a", "b", "c"].map { try model.distinct(in: $0) } == [2, 1, 2])
  }
}
