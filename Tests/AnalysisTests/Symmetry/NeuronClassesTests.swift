import Engine
import Testing

@testable import Analysis

/// Neurons are equal in more senses than one.
@Suite struct NeuronClassesTests {
  private func model(_ activation: String) throws -> Model {
    try network([dense("h", 4, activation), dense("o", 1)])
  }

  @Test func `equal up to sign where the activation is odd`() throws {
    let model = try model("tanh")
    try model.set("h", "weight", [1, 2, -1, -2, 3, 4, 1, 2])
    try model.set("h", "bias", [0.5, -0.5, 0, 0.5])
    try model.set("o", "weight", [0.7, -0.7, 1, 0.7])
    let classes = try model.neuronClasses(of: "h", tolerance: 1e-6)
    #expect(classes.exact == [[0, 3], [1], [2]])
    #expect(classes.upToSign == [[0, 1, 3], [2]])
    #expect(classes.upToScale == nil)
  }

  @Test func `equal up to scale where it is homogeneous`() throws {
    let model = try model("relu")
    try model.set("h", "weight", [1, 2, 2, 4, 3, 4, 1, 2])
    try model.set("h", "bias", [0.5, 1, 0, 0.5])
    try model.set("o", "weight", [0.8, 0.4, 1, 0.8])
    let classes = try model.neuronClasses(of: "h", tolerance: 1e-6)
    #expect(classes.upToScale == [[0, 1, 3], [2]])
    #expect(classes.upToSign == nil)
  }

  @Test func `equal within a tolerance, in incoming or outgoing weights alone`() throws {
    let model = try model("sigmoid")
    try model.set("h", "weight", [1, 2, 1, 2 + 1e-9, 1, 2, 5, 6])
    try model.set("h", "bias", [0, 0, 0, 0])
    try model.set("o", "weight", [1, 1, 3, 1])
    let classes = try model.neuronClasses(of: "h", tolerance: 1e-6)
    #expect(classes.exact.count == 4)
    #expect(classes.near == [[0, 1], [2], [3]])
    #expect(classes.incoming == [[0, 2], [1], [3]])
    #expect(classes.outgoing == [[0, 1, 3], [2]])
    #expect(try model.neuronClasses(of: "h", tolerance: 0).near.count == 4)
  }

  @Test func `equal neurons have equal gradients`() throws {
    let model = try network(
      [
        dense("h", 3, "tanh", weight: initializer("constant", 0.5)),
        dense("o", 1, weight: initializer("constant", 0.5)),
      ])
    #expect(try model.neuronClasses(of: "h", tolerance: 0).gradients == [[0, 1, 2]])
  }
}
