import Engine
import InitKit
import Tensor
import Testing

@Suite struct CentralDifferenceTests {
  @Test(arguments: ActivationTable.builtin.names, LossTable.builtin.names)
  func everyActivationWithEveryLossHasTheSlopeOfItsLoss(_ activation: String, _ loss: String) throws {
    let classes = loss == "cross_entropy" || loss == "hinge"
    let data = try randomData(
      rows: 5, inputs: 3, outputs: 4, classes: classes, range: loss == "bce" ? 0...1 : -2...2, seed: 11)
    let description = ModelDescription(
      layers: [dense("a", 5, activation), dense("b", 4, activation)], loss: LossDescription(loss),
      precision: .float64, seed: 3)
    let network = try model(description, data)
    try network.setParameter(
      "a", "bias", to: Tensor(shape: [5], values: [0.03, -0.21, 0.17, 0.4, -0.33]))
    for (layer, name) in [("a", "weight"), ("a", "bias"), ("b", "weight"), ("b", "bias")] {
      let exact = try network.gradient(layer, name)
      let found = try network.differences(layer, name)
      let scale = max(1e-3, exact.values.reduce(0) { max($0, abs($1)) })
      let error = zip(found.values, exact.values).reduce(0) { max($0, abs($1.0 - $1.1)) }
      #expect(error < 2e-7 * max(1, scale), "\(layer).\(name)")
    }
  }

  @Test(arguments: [1, 3, 7], LossTable.builtin.names)
  func theMeanOfTheSampleGradientsIsTheGradient(_ batch: Int, _ loss: String) throws {
    let data = try randomData(
      rows: 7, inputs: 3, outputs: 2, classes: loss == "cross_entropy" || loss == "hinge",
      range: loss == "bce" ? 0...1 : -1...1)
    let network = try model(
      ModelDescription(
        layers: [dense("a", 4, "tanh"), dense("b", 2)], loss: LossDescription(loss), batch: .rows(batch),
        precision: .float64), data)
    for _ in 0..<3 {
      try expectSampleMeans(of: network)
      _ = network.run(steps: 1)
    }
  }

  @Test func aSampleGradientIsTheGradientOfThatSampleAlone() throws {
    let data = try randomData(rows: 4, inputs: 3, outputs: 2)
    let description = ModelDescription(
      layers: [dense("a", 5, "gelu"), dense("b", 2)], precision: .float64, seed: 5)
    let all = try model(description, data).sampleGradient("a", "weight")
    for row in 0..<4 {
      let alone = try Dataset(
        name: "one", inputs: try data.inputs.slice([.range(start: row, end: row + 1)]),
        targets: .values(try #require(data.targets.values).slice([.range(start: row, end: row + 1)])))
      let gradient = try model(description, alone).gradient("a", "weight")
      #expect(relativeError(try all.slice([.at(row)]), gradient) < 1e-13)
    }
  }
}
