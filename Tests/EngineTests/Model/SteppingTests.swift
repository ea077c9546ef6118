import Engine
import Tensor
import Testing

@Suite struct SteppingTests {
  static func network(_ batch: BatchSize, _ precision: Precision = .float32) throws -> Model {
    let data = try DataTable.dataset("moons", [.number(23)], seed: 2)
    return try model(
      ModelDescription(
        layers: [dense("h1", 7, "tanh"), dense("h2", 5, "gelu"), dense("out", nil)],
        optimizer: optimizer("adam", ["lr": 0.02]), batch: batch, precision: precision, seed: 9), data)
  }

  @Test(arguments: [BatchSize.full, .rows(1), .rows(4), .rows(23), .rows(100)])
  func steppingOneByOneIsSteppingAtOnce(_ batch: BatchSize) throws {
    let together = try Self.network(batch)
    _ = together.run(steps: 57)
    let apart = try Self.network(batch)
    for _ in 0..<57 {
      // Looking in between must change nothing.
      _ = apart.loss
      _ = apart.accuracy(on: .training)
      _ = try apart.gradient("h1", "weight")
      #expect(apart.run(steps: 1).stoppedBy == .count)
    }
    #expect(haveSameBits(try together.allParameters(), try apart.allParameters()))
    #expect(together.lossHistory == apart.lossHistory)
    #expect(together.step == 57)
    #expect(together.epoch == apart.epoch)
    #expect(together.loss == apart.loss)
    #expect(try together.update("h2", "weight").hasSameBits(as: apart.update("h2", "weight")))
  }

  @Test func noStepsChangeNothing() throws {
    let network = try Self.network(.rows(4))
    let before = try network.allParameters()
    let outcome = network.run(steps: 0)
    #expect(outcome.taken == 0)
    #expect(outcome.step == 0)
    #expect(network.run(steps: -3).taken == 0)
    #expect(haveSameBits(before, try network.allParameters()))
    #expect(network.lossHistory.count == 0)
  }

  @Test func anEpochEndsWithItsSmallerLastBatch() throws {
    let network = try Self.network(.rows(5))
    #expect(network.stepsPerEpoch == 5)
    _ = network.run(steps: 4)
    #expect(network.batchRows == 3)
    #expect(network.input.shape == [3, 2])
    #expect(network.epoch == 0)
    _ = network.run(epochs: 1)
    #expect(network.step == 5)
    #expect(network.epoch == 1)
    _ = network.run(epochs: 3)
    #expect(network.step == 20)
    #expect(network.epoch == 4)
  }

  @Test func everyEpochShowsEveryRowOnceInAnotherOrder() throws {
    let network = try Self.network(.rows(4))
    var orders: [[Double]] = []
    for _ in 0..<2 {
      var seen: [Double] = []
      for _ in 0..<network.stepsPerEpoch {
        let input = network.input
        seen += (0..<input.rows).map { input.values[2 * $0] }
        _ = network.run(steps: 1)
      }
      orders.append(seen)
    }
    let all = stride(from: 0, to: 46, by: 2).map { Double(Float(network.data.inputs.values[$0])) }
    #expect(orders[0].sorted() == all.sorted())
    #expect(orders[1].sorted() == all.sorted())
    #expect(orders[0] != orders[1])
    #expect(orders[0] != all)
  }

  @Test func theUpdateIsWhatTheLastStepAdded() throws {
    let network = try Self.network(.full, .float64)
    #expect(try network.update("h1", "weight").values.allSatisfy { $0 == 0 })
    _ = network.run(steps: 6)
    let before = try network.parameter("h1", "weight")
    _ = network.run(steps: 1)
    let after = try network.parameter("h1", "weight")
    #expect(try network.update("h1", "weight") == after.subtracting(before))
    try network.setParameter("h1", "weight", to: before)
    #expect(try network.update("h1", "weight") == after.subtracting(before))
    _ = network.run(steps: 1)
    let last = try network.parameter("h1", "weight")
    #expect(try network.update("h1", "weight") == last.subtracting(before))
  }

  @Test func aRaisedFlagStopsBeforeTheNextStep() throws {
    let network = try Self.network(.rows(4))
    var flag: Int32 = 1
    let stopped = withUnsafePointer(to: &flag) { network.run(steps: 1_000_000, interrupt: $0) }
    #expect(stopped.stoppedBy == .interrupt)
    #expect(stopped.taken == 0)
    flag = 0
    let done = withUnsafePointer(to: &flag) { network.run(steps: 3, interrupt: $0) }
    #expect(done.stoppedBy == .count)
    #expect(network.step == 3)
  }

  @Test func lossesAreRecordedInBoundedMemoryHoweverTheyWereGrouped() throws {
    let data = try DataTable.dataset("xor")
    let description = ModelDescription(layers: [dense("h", 3, "tanh"), dense("o", nil)])
    let network = try model(description, data)
    let first = network.loss
    _ = network.run(steps: 20_000)
    let other = try model(description, data)
    for size in [1, 4096, 7000, 8903] { _ = other.run(steps: size) }
    #expect(network.lossHistory == other.lossHistory)
    let points = network.lossHistory.points
    #expect(points.count <= History.capacity + 1)
    #expect(network.lossHistory.stride == 8)
    #expect(points.first?.index == 0)
    #expect(points.first?.value == first)
    #expect(points.last?.index == 19_999)
    #expect(network.lossHistory.count == 20_000)
    #expect(zip(points, points.dropFirst()).allSatisfy { $0.index < $1.index })
  }

  @Test func accuracyIsRecordedAtTheEndOfEachEpoch() throws {
    let network = try Self.network(.rows(8))
    network.recordsAccuracy = true
    _ = network.run(epochs: 4)
    #expect(network.accuracyHistory.count == 4)
    #expect(network.accuracyHistory.last == network.accuracy(on: .training))
    let silent = try Self.network(.rows(8))
    _ = silent.run(epochs: 4)
    #expect(haveSameBits(try network.allParameters(), try silent.allParameters()))
  }
}
