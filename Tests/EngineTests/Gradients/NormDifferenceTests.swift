import InitKit
import Tensor
import Testing

@testable import Engine

/// Norms, factors and dropout with all their options against central differences in double precision.
@Suite struct NormDifferenceTests {
  /// Layers between a first layer and the last; inputs are vectors, sequences or images.
  static let networks: [(String, [Int], [LayerDescription])] = {
    let off = ArgumentValue.boolean(false)
    let vector = dense("a", 6, "tanh")
    let image = layer("conv2d", "a", 4, "tanh", ["kernel": 2])
    let sequence = layer("conv1d", "a", 6, "tanh", ["kernel": 2])
    return [
      ("batch_norm", [5], [vector, plain("batch_norm", "n")]),
      (
        "batch_norm without affine", [5],
        [vector, plain("batch_norm", "n", [option("affine", off), option("epsilon", .number(0.1))])]
      ),
      ("batch_norm without bias", [5], [vector, plain("batch_norm", "n", [option("bias", off)])]),
      ("batch_norm of images", [2, 4, 5], [image, plain("batch_norm", "n")]),
      ("batch_norm of sequences", [7, 3], [sequence, plain("batch_norm", "n")]),
      ("batch_norm first", [5], [plain("batch_norm", "n"), vector]),
      ("layer_norm", [5], [vector, plain("layer_norm", "n")]),
      ("layer_norm of sequences", [7, 3], [sequence, plain("layer_norm", "n")]),
      ("layer_norm of images", [2, 4, 5], [image, plain("layer_norm", "n", [option("axes", .number(3))])]),
      ("layer_norm of rows", [2, 4, 5], [image, plain("layer_norm", "n", [option("affine", off)])]),
      ("rms_norm", [5], [vector, plain("rms_norm", "n")]),
      (
        "rms_norm of sequences", [7, 3],
        [sequence, plain("rms_norm", "n", [option("epsilon", .number(0.2))])]
      ),
      (
        "group_norm of images", [2, 4, 5], [image, plain("group_norm", "n", [option("groups", .number(2))])]
      ),
      ("group_norm of vectors", [5], [vector, plain("group_norm", "n", [option("groups", .number(3))])]),
      (
        "group_norm of sequences", [7, 3],
        [sequence, plain("group_norm", "n", [option("groups", .number(2)), option("bias", off)])]
      ),
      ("scale", [5], [vector, plain("scale", "n", [option("initial", .number(0.3))])]),
      ("scale of units", [5], [vector, plain("scale", "n", [option("per", .text("unit"))])]),
      ("scale of channels", [2, 4, 5], [image, plain("scale", "n", [option("per", .text("unit"))])]),
      ("scale of features", [7, 3], [sequence, plain("scale", "n", [option("per", .text("unit"))])]),
      ("dropout", [5], [vector, plain("dropout", "n", [option("p", .number(0.4))])]),
    ]
  }()

  static func network(_ name: String) throws -> Model {
    let (_, input, layers) = try #require(networks.first { $0.0 == name })
    let flat = try randomData(rows: 4, inputs: input.reduce(1, *), outputs: 2, seed: 7)
    let data = try Dataset(
      name: "test", inputs: Tensor(shape: [4] + input, values: flat.inputs.values), targets: flat.targets)
    let top = [layer("activation", "t", nil, "tanh"), plain("flatten", "flat"), dense("o", nil)]
    let network = try model(
      ModelDescription(layers: layers + top, precision: .float64, seed: 3), data)
    // Numbers of their own, so that no two terms fall together.
    for parameter in try #require(network.layers.first { $0.name == "n" }).parameters {
      let values = (0..<parameter.site.count).map { index -> Double in
        let x = Double(index)
        return 0.6 + 0.17 * x - 0.03 * x * x
      }
      try network.setParameter("n", parameter.name, to: Tensor(shape: parameter.shape, values: values))
    }
    return network
  }

  @Test(arguments: networks.map(\.0)) func everyParameterHasTheSlopeOfItsLoss(_ name: String) throws {
    let network = try Self.network(name)
    _ = network.run(steps: 2)
    for layer in network.layers {
      for parameter in layer.parameters {
        let exact = try network.gradient(layer.name, parameter.name)
        let found = try network.differences(layer.name, parameter.name)
        let error = zip(found.values, exact.values).reduce(0) { max($0, abs($1.0 - $1.1)) }
        let size = exact.values.reduce(0) { max($0, abs($1)) }
        #expect(error < 1e-8 + 1e-6 * size, "\(layer.name).\(parameter.name)")
      }
    }
  }

  @Test(arguments: networks.map(\.0)) func theMeanOfTheSampleGradientsIsTheGradient(_ name: String) throws {
    let network = try Self.network(name)
    for layer in network.layers {
      for parameter in layer.parameters {
        let whole = try network.gradient(layer.name, parameter.name)
        let samples = try network.sampleGradient(layer.name, parameter.name)
        #expect(samples.shape == [4] + parameter.shape)
        let mean = try samples.reduced(.mean, axis: 0)
        let size = max(1e-3, whole.values.reduce(0) { max($0, abs($1)) })
        for (one, other) in zip(mean.values, whole.values) { #expect(abs(one - other) < 1e-13 * size) }
      }
    }
  }
}
