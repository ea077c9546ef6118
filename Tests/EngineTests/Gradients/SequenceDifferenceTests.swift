import Engine
import Tensor
import Testing

/// Networks of sequences against central differences in double precision.
@Suite struct SequenceDifferenceTests {
  @Test(arguments: SequenceCase.all) func everyParameterHasTheSlopeOfItsLoss(_ test: SequenceCase) throws {
    let network = try test.network()
    try expectSlopes(of: network)
  }

  @Test(arguments: SequenceCase.all)
  func theMeanOfTheSampleGradientsIsTheGradient(_ test: SequenceCase) throws {
    let network = try test.network()
    try expectSampleMeans(of: network)
  }

  @Test(arguments: SequenceCase.all)
  func aSampleGradientIsThatOfItsSampleAlone(_ test: SequenceCase) throws {
    let network = try test.network()
    let alone = try model(
      network.description,
      try Dataset(
        name: "test",
        inputs: test.data(rows: 3).inputs.slice([
          .range(start: 1, end: 2)
        ]), targets: .values(network.target.slice([.range(start: 1, end: 2)]))))
    for layer in network.layers {
      for parameter in layer.parameters {
        let all = try network.sampleGradient(layer.name, parameter.name).slice([.at(1)])
        #expect(relativeError(all, try alone.gradient(layer.name, parameter.name)) < 1e-13)
      }
    }
  }

  /// A network that does not learn what is below its sequence layer.
  @Test(arguments: SequenceCase.all) func whatLiesBelowGetsItsSlopeEvenWhereNothingIsLearnt(
    _ test: SequenceCase
  ) throws {
    guard test.input.count == 2 else { return }
    let below = sequenceLayer("activation", "x", nil, "identity")
    let layers = [below] + test.layers + [LayerDescription(name: "flat", kind: "flatten"), dense("o", nil)]
    let data = try test.data(rows: 3)
    let network = try model(ModelDescription(layers: layers, precision: .float64, seed: 3), data)
    let plain = try test.network()
    for layer in plain.layers {
      for parameter in layer.parameters {
        let expected = try plain.gradient(layer.name, parameter.name)
        #expect(try network.gradient(layer.name, parameter.name).hasSameBits(as: expected))
      }
    }
    let slope = try network.activations("x", .delta)
    for entry in [0, 1, data.inputs.count - 1] {
      var losses: [Double] = []
      for side in [-1.0, 1] {
        var inputs = data.inputs
        inputs.values[entry] += side * 1e-6
        let moved = try Dataset(name: "test", inputs: inputs, targets: data.targets)
        losses.append(try model(network.description, moved).loss)
      }
      #expect(abs((losses[1] - losses[0]) / 2e-6 - slope.values[entry]) < 1e-7)
    }
  }
}
