import InitKit
import Tensor
import Testing

@testable import Engine

/// Norms and learnt factors against PyTorch's numbers.
@Suite struct NormReferenceTests {
  /// A network with the numbers of a file: layers' parameters by the file's names.
  private func check(
    _ file: String, _ layers: [LayerDescription], loss: String, places: [(String, String, String)],
    intermediates: [(String, String)], _ precision: (name: Precision, tolerance: Double)
  ) throws -> Model {
    let reference = try Reference.load(file)
    let targets: Targets
    if let classes = reference.targets["classes"] {
      targets = .classes(classes.data.map { Int($0) }, names: ["a", "b", "c"])
    } else {
      targets = .values(try #require(reference.targets["y"]).tensor)
    }
    let data = try Dataset(
      name: "reference", inputs: try #require(reference.inputs["x"]).tensor, targets: targets)
    let network = try model(
      ModelDescription(layers: layers, loss: LossDescription(loss), precision: precision.name), data)
    for (layer, name, key) in places {
      try network.setParameter(layer, name, to: try #require(reference.params[key]).tensor)
    }
    let expected = try #require(reference.loss)
    #expect(abs(network.loss - expected) <= precision.tolerance * expected)
    let largest = (reference.grads ?? [:]).values.flatMap(\.data).reduce(0) { max($0, abs($1)) }
    for (layer, name, key) in places {
      let slope = try #require(reference.grads?[key]).tensor
      // What is 0 in exact arithmetic has no relative error.
      let isZero = slope.values.allSatisfy { abs($0) < 1e-15 }
      let found = try network.gradient(layer, name)
      if isZero {
        #expect(found.values.allSatisfy { abs($0) <= precision.tolerance * largest }, "\(key)")
      } else {
        #expect(relativeError(found, slope) <= precision.tolerance, "\(key)")
      }
    }
    for (layer, key) in intermediates {
      let values = try #require(reference.intermediates?[key]).tensor
      #expect(relativeError(try network.activations(layer, .pre), values) <= precision.tolerance, "\(key)")
      let delta = try #require(reference.intermediateGradients?[key]).tensor
      #expect(relativeError(try network.activations(layer, .delta), delta) <= precision.tolerance, "\(key)")
    }
    return network
  }

  @Test("layer norms are those of PyTorch", arguments: ReferenceGradientTests.precisions)
  func layerNorm(_ precision: (name: Precision, tolerance: Double)) throws {
    _ = try check(
      "14_layernorm_mlp_mse",
      [
        dense("w1", 5), plain("layer_norm", "n1"), layer("activation", "a1", nil, "relu"), dense("w2", 5),
        plain("layer_norm", "n2"), layer("activation", "a2", nil, "gelu"), dense("w3", 2),
      ], loss: "mse",
      places: [
        ("w1", "weight", "W1"), ("w1", "bias", "b1"), ("n1", "weight", "g1"), ("n1", "bias", "e1"),
        ("w2", "weight", "W2"), ("w2", "bias", "b2"), ("n2", "weight", "g2"), ("n2", "bias", "e2"),
        ("w3", "weight", "W3"), ("w3", "bias", "b3"),
      ], intermediates: [("n1", "n1"), ("n2", "n2")], precision)
  }

  @Test(
    "batch norm and its running statistics are those of PyTorch", arguments: ReferenceGradientTests.precisions
  )
  func batchNorm(_ precision: (name: Precision, tolerance: Double)) throws {
    let file = "15_batchnorm_mlp_ce"
    let network = try check(
      file,
      [
        dense("w1", 5), plain("batch_norm", "n1"), layer("activation", "a1", nil, "relu"), dense("w2", nil),
      ], loss: "cross_entropy",
      places: [
        ("w1", "weight", "W1"), ("w1", "bias", "b1"), ("n1", "weight", "g1"), ("n1", "bias", "e1"),
        ("w2", "weight", "W2"), ("w2", "bias", "b2"),
      ], intermediates: [("n1", "n1")], precision)
    let reference = try Reference.load(file)
    #expect(try network.statistic("n1", "running_mean")?.values == [0, 0, 0, 0, 0])
    #expect(try network.statistic("n1", "running_var")?.values == [1, 1, 1, 1, 1])
    _ = network.run(steps: 1)
    let mean = try #require(try network.statistic("n1", "running_mean"))
    let variance = try #require(try network.statistic("n1", "running_var"))
    #expect(relativeError(mean, try #require(reference.runningMean).tensor) <= precision.tolerance)
    #expect(relativeError(variance, try #require(reference.runningVariance).tensor) <= precision.tolerance)
  }

  @Test("branches with a learnt factor are those of PyTorch", arguments: ReferenceGradientTests.precisions)
  func learntFactors(_ precision: (name: Precision, tolerance: Double)) throws {
    var layers = [
      LayerDescription(name: "h0", kind: "dense", size: 5, options: [option("bias", .boolean(false))])
    ]
    var places = [("h0", "weight", "Win")]
    for block in 1...3 {
      layers += [
        dense("a\(block)", 6, "relu"), dense("b\(block)", 5), plain("scale", "s\(block)"),
        plain("residual", "h\(block)", from: ["h\(block - 1)", "s\(block)"]),
      ]
      places += [
        ("a\(block)", "weight", "A\(block)"), ("a\(block)", "bias", "a\(block)"),
        ("b\(block)", "weight", "B\(block)"), ("b\(block)", "bias", "b\(block)"),
        ("s\(block)", "weight", "s\(block)"),
      ]
    }
    layers.append(dense("out", nil))
    places += [("out", "weight", "Wout"), ("out", "bias", "bout")]
    let reference = try Reference.load("08_residual_mlp_scaled_branch_ce")
    let network = try check(
      "08_residual_mlp_scaled_branch_ce", layers, loss: "cross_entropy", places: places, intermediates: [],
      precision)
    for block in 1...3 {
      let values = try #require(reference.intermediates?["h\(block)"]).tensor
      #expect(relativeError(try network.activations("h\(block)", .out), values) <= precision.tolerance)
      let delta = try #require(reference.intermediateGradients?["h\(block)"]).tensor
      #expect(relativeError(try network.activations("h\(block)", .delta), delta) <= precision.tolerance)
    }
  }

  @Test(
    "a residual block of convolutions and batch norms is that of PyTorch",
    arguments: ReferenceGradientTests.precisions)
  func residualConvolutions(_ precision: (name: Precision, tolerance: Double)) throws {
    func convolution(_ name: String) -> LayerDescription {
      LayerDescription(
        name: name, kind: "conv2d", size: 3,
        options: [option("padding", .number(1)), option("bias", .boolean(false))])
    }
    _ = try check(
      "09_residual_conv_batchnorm_mse",
      [
        convolution("k0"), convolution("k1"), plain("batch_norm", "n1"),
        layer("activation", "r1", nil, "relu"), convolution("k2"), plain("batch_norm", "n2"),
        plain("residual", "sum", from: ["k0", "n2"]), layer("activation", "block", nil, "relu"),
        plain("global_avg_pool", "pool"), dense("out", 2),
      ], loss: "mse",
      places: [
        ("k0", "weight", "K0"), ("k1", "weight", "K1"), ("n1", "weight", "g1"), ("n1", "bias", "e1"),
        ("k2", "weight", "K2"), ("n2", "weight", "g2"), ("n2", "bias", "e2"), ("out", "weight", "W"),
        ("out", "bias", "b"),
      ], intermediates: [], precision)
  }
}
