@testable import Engine
import Tensor
import Testing

@Suite struct DivergenceTests {
  static func network(_ activation: String, batch: BatchSize = .full) throws -> Model {
    let data = try randomData(rows: 6, inputs: 3, outputs: 2)
    return try model(
      ModelDescription(
        layers: [dense("a", 4, activation), dense("b", 5, activation), dense("c", 2)],
        optimizer: optimizer("sgd", ["lr": 1e6]), batch: batch), data)
  }

  @Test(arguments: [BatchSize.full, .rows(4)])
  func trainingStopsBeforeTheUpdateAndKeepsTheState(_ batch: BatchSize) throws {
    let network = try Self.network("identity", batch: batch)
    let outcome = network.run(steps: 1000)
    guard case .diverged(let place) = outcome.stoppedBy else {
      Issue.record("expected divergence, found \(outcome)")
      return
    }
    #expect(outcome.step < 1000)
    #expect(place.step == outcome.step)
    #expect(!outcome.loss.isFinite)
    #expect(network.lossHistory.count == outcome.step)
    #expect(network.lossHistory.last?.isFinite == true)
    // The same number of steps taken apart leads to the same bits.
    let other = try Self.network("identity", batch: batch)
    #expect(other.run(steps: outcome.step).stoppedBy == .count)
    #expect(haveSameBits(try network.allParameters(), try other.allParameters()))
    // Going on finds the same place again and changes nothing.
    let again = network.run(steps: 1)
    #expect(again.stoppedBy == outcome.stoppedBy)
    #expect(again.taken == 0)
  }

  @Test func theFirstPlaceInForwardOrderIsNamed() throws {
    let network = try Self.network("identity")
    var weight = try network.parameter("b", "weight")
    weight.values[2 * 4 + 1] = .infinity
    try network.setParameter("b", "weight", to: weight)
    guard case .diverged(let place) = network.run(steps: 3).stoppedBy else {
      Issue.record("expected divergence")
      return
    }
    #expect(
      place
        == NonFinitePlace(
          step: 0, layer: "b", neuron: 2, sample: nil, quantity: .parameter("weight"), value: .infinity))
  }

  @Test func aSumThatOverflowsIsNamedWithItsNeuronAndSample() throws {
    let data = try Dataset(
      name: "big", inputs: Tensor(rows: [[0, 0], [0, 0], [1e30, 0]]),
      targets: .values(Tensor(rows: [[0], [0], [0]])))
    let network = try model(ModelDescription(layers: [dense("a", 3), dense("o", 1)]), data)
    try network.setParameter("a", "weight", to: Tensor(rows: [[1, 1], [1e9, 1], [1, 1]]))
    guard case .diverged(let place) = network.run(steps: 3).stoppedBy else {
      Issue.record("expected divergence")
      return
    }
    #expect(
      place
        == NonFinitePlace(
          step: 0, layer: "a", neuron: 1, sample: 2, quantity: .preActivation, value: .infinity))
  }

  @Test func anOverflowingLossOrInputIsNamed() throws {
    let loss = try model(
      ModelDescription(layers: [dense("o", 1)]),
      try Dataset(
        name: "big", inputs: Tensor(rows: [[1]]), targets: .values(Tensor(rows: [[1e30]]))))
    guard case .diverged(let place) = loss.run(steps: 1).stoppedBy else {
      Issue.record("expected divergence")
      return
    }
    #expect(place.quantity == .loss)
    #expect(place.layer == nil)
    let input = try model(
      ModelDescription(layers: [dense("o", 1)]),
      try Dataset(
        name: "big", inputs: Tensor(rows: [[1, -1e300]]), targets: .values(Tensor(rows: [[0]]))))
    guard case .diverged(let found) = input.run(steps: 1).stoppedBy else {
      Issue.record("expected divergence")
      return
    }
    #expect(found.quantity == .input)
    #expect(found.neuron == 1)
    #expect(found.sample == 0)
  }
}
