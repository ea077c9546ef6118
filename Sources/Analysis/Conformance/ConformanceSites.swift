import InitKit

extension ConformanceSuite {
  /// The shapes that are filled: degenerate ones first, then matrices, kernels, the parameters of other layers.
  static let sites: [WeightSite] =
    [[0, 3], [3, 0], [], [1, 1], [1, 7], [7, 1], [3, 5], [16, 16], [64, 32]].map(matrix)
    + [
      WeightSite(
        layer: "convolution", shape: [8, 4, 3, 3],
        fans: Fans(shape: [8, 4, 3, 3], layout: .convolution(groups: 1)), layerIndex: 1, layerCount: 3,
        activation: ActivationSite(name: "tanh", gain: 1.5925374197228312)),
      WeightSite(
        layer: "dense", parameter: "bias", role: .bias, shape: [12], fans: Fans(input: 20, output: 12),
        activation: ActivationSite(name: "relu", gain: 2.0.squareRoot(), isOutput: true)),
      // Kernels whose fans a glance at the shape gets wrong.
      parameter("grouped", [8, 2, 3, 5], .convolution(groups: 4)),
      parameter("transposed", [4, 6, 5, 2], .transposedConvolution(groups: 1)),
      parameter("recurrent", [16, 4], .dense, role: .recurrent),
      parameter("embedding", [10, 6], .embedding, role: .embedding),
      matrix([16, 24], fans: Fans(input: 96, output: 4)),
    ]

  /// A parameter of another kind of layer.
  private static func parameter(
    _ layer: String, _ shape: [Int], _ layout: WeightLayout, role: ParameterRole = .weight
  ) -> WeightSite {
    WeightSite(
      layer: layer, parameter: role == .recurrent ? "weight_hh_l0" : "weight", role: role, shape: shape,
      fans: Fans(shape: shape, layout: layout), layerIndex: 1, layerCount: 3,
      activation: ActivationSite(name: "tanh", gain: 1.5925374197228312))
  }

  /// The matrix that every initializer of weights fills, on which parameters and laws are tried.
  static let ordinary = matrix([16, 16])

  /// A matrix whose fans differ, for parameters that choose between them.
  static let oblong = matrix([16, 24])

  /// The stacked queries, keys and values of attention, for what is defined on them alone.
  static let packed = WeightSite(
    layer: "attention", parameter: "in_proj_weight", shape: [24, 8], fans: Fans(input: 8, output: 8))

  /// A dense layer's weights, in front of an activation whose gain no default of a parameter equals.
  package static func matrix(_ shape: [Int]) -> WeightSite {
    matrix(shape, fans: Fans(shape: shape, layout: .dense))
  }

  /// The same with fans that need not be those of the shape.
  package static func matrix(_ shape: [Int], fans: Fans) -> WeightSite {
    let name = "dense" + shape.map { "_\($0)" }.joined() + "_\(fans.input)_\(fans.output)"
    return WeightSite(
      layer: name, shape: shape, fans: fans, layerIndex: 0, layerCount: 3,
      activation: ActivationSite(name: "tanh", gain: 1.5925374197228312))
  }
}
