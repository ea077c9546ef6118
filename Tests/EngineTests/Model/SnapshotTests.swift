import Engine
import InitKit
import Tensor
import Testing

@Suite struct SnapshotTests {
  @Test(arguments: [BatchSize.full, .rows(4)], SymmetryTests.optimizers)
  func restoringGivesBackEveryBitAndEveryLaterStep(_ batch: BatchSize, _ optimizer: OptimizerDescription)
    throws
  {
    let data = try DataTable.dataset("spirals", [.number(21)])
    let network = try model(
      ModelDescription(
        layers: [dense("h", 6, "tanh"), dense("o", nil)], optimizer: optimizer, batch: batch), data)
    _ = network.run(steps: 13)
    let saved = network.snapshot()
    let parameters = try network.allParameters()
    let update = try network.update("h", "weight")
    _ = network.run(steps: 17)
    let later = try network.allParameters()
    let history = network.lossHistory
    try network.setParameter("h", "bias", to: Tensor(repeating: 9, shape: [6]))
    try network.restore(saved)
    #expect(network.step == 13)
    #expect(network.lossHistory.count == 13)
    #expect(haveSameBits(parameters, try network.allParameters()))
    #expect(update.hasSameBits(as: try network.update("h", "weight")))
    _ = network.run(steps: 17)
    #expect(haveSameBits(later, try network.allParameters()))
    #expect(network.lossHistory == history)
  }

  @Test func aSnapshotOfAnotherNetworkIsRefused() throws {
    let data = try DataTable.dataset("xor")
    let small = try model(ModelDescription(layers: [dense("o", 1)]), data)
    let large = try model(ModelDescription(layers: [dense("h", 2), dense("o", 1)]), data)
    #expect(throws: EngineError.snapshot) { try large.restore(small.snapshot()) }
    let double = try model(ModelDescription(layers: [dense("o", 1)], precision: .float64), data)
    #expect(throws: EngineError.snapshot) { try double.restore(small.snapshot()) }
    var frozen = dense("o", 1)
    frozen.options = [NamedArgument("lr_scale", .number(0))]
    let still = try model(ModelDescription(layers: [frozen]), data)
    #expect(throws: EngineError.snapshot) { try still.restore(small.snapshot()) }
  }

  @Test func `a state's memory counts the updates that are held beside it`() throws {
    let data = try DataTable.dataset("moons", [.number(20)])
    let network = try model(ModelDescription(layers: ChangeTests.layers, seed: 3), data)
    _ = network.run(steps: 2)
    let (before, foretold) = (network.snapshot().memoryBytes, network.snapshotBytes)
    try network.setParameter("a", "weight", to: try network.parameter("a", "weight"))
    // What the last step added to 5 x 2 weights, as doubles.
    #expect(network.snapshot().memoryBytes == before + 80)
    #expect(network.snapshotBytes == foretold + 80)
  }
}
