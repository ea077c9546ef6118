import Engine
import InitKit
import Testing

@testable import Analysis

/// Neurons made twins, silenced, and given noise.
@Suite struct NeuronEditTests {
  private func apply(_ edits: [ParameterEdit], to model: Model) throws {
    for edit in edits {
      try model.setParameter(edit.layer, edit.parameter, to: edit.value)
      if let memory = edit.memory { try model.setOptimizerMemory(edit.layer, edit.parameter, to: memory) }
    }
  }

  @Test(arguments: ["sgd", "momentum", "adam", "rmsprop"])
  func `a copy stays the twin, whatever the optimizer remembers`(optimizer: String) throws {
    let model = try network(
      [dense("a", 4, "tanh"), dense("b", 3, "relu"), dense("o", 1)],
      optimizer: OptimizerDescription(optimizer),
      precision: .float32)
    _ = model.run(steps: 20)
    try apply(try model.copying(0, to: 2, in: "a"), to: model)
    #expect(try model.symmetry(of: "a").groups == [[0, 2], [1], [3]])
    _ = model.run(steps: 50)
    #expect(try model.symmetry(of: "a").groups == [[0, 2], [1], [3]])
  }

  @Test func `a silenced neuron of tanh is dead for ever`() throws {
    let model = try network(
      [dense("a", 4, "tanh"), dense("o", 1)], optimizer: OptimizerDescription("adam"))
    _ = model.run(steps: 20)
    try apply(try model.lesioning(1, in: "a"), to: model)
    _ = model.run(steps: 50)
    let row = try LayerNeurons("a", of: model).row(1)
    #expect(row.allSatisfy { $0 == 0 })
    #expect(try LayerNeurons("a", of: model).row(0).contains { $0 != 0 })
  }

  @Test func `noise has the deviation asked for, and another number is other noise`() throws {
    let model = try network([dense("a", 400, "tanh"), dense("o", 1)])
    let entries = [ParameterEntries(layer: "a", parameter: "weight", places: Array(0..<800))]
    let first = try model.perturbing(entries, deviation: 0.1, number: 0)
    let second = try model.perturbing(entries, deviation: 0.1, number: 1)
    let again = try model.perturbing(entries, deviation: 0.1, number: 0)
    #expect(first == again)
    #expect(first.edits != second.edits)
    let before = try model.parameter("a", "weight").values
    let noise = zip(first.edits[0].value.values, before).map { $0 - $1 }
    let square = noise.reduce(0) { $0 + $1 * $1 } / 800
    #expect(abs(square.squareRoot() - 0.1) < 0.01)
    #expect(abs(noise.reduce(0, +) / 800) < 0.012)
    #expect(first.changed == 800)
  }

  @Test func `noise that rounding takes away is counted`() throws {
    let model = try network(
      [dense("a", 4, "tanh", weight: initializer("constant", 0.5)), dense("o", 1)], precision: .float32)
    let entries = [ParameterEntries(layer: "a", parameter: "weight", places: Array(0..<8))]
    let noise = try model.perturbing(entries, deviation: 1e-12, number: 0)
    #expect((noise.count, noise.changed) == (8, 0))
  }
}
