/// The place an initializer fills: which parameter, its shape, its fans and where it stands.
public struct WeightSite: Sendable, Equatable {
  /// The layer's name.
  public var layer: String
  /// The parameter's name in its layer, as in PyTorch: `weight`, `bias`, `weight_ih_l0`.
  public var parameter: String
  /// What the parameter does.
  public var role: ParameterRole
  /// Sizes of the axes; row o of `[O, I]` is what neuron o reads.
  public var shape: [Int]
  /// What the axes mean; for a bias those of its layer's weights.
  public var layout: WeightLayout
  /// Inputs that feed one output; for a bias those of its layer's weights.
  public var fanIn: Int
  /// Outputs that one input feeds; for a bias those of its layer's weights.
  public var fanOut: Int
  /// Place of the layer among the layers with weights, counted from 0.
  public var layerIndex: Int
  /// How many layers with weights the network has.
  public var layerCount: Int
  /// The activation that reads the layer's sums.
  public var activation: ActivationSite

  /// Describes one parameter.
  public init(
    layer: String, parameter: String = "weight", role: ParameterRole = .weight, shape: [Int], fans: Fans,
    layout: WeightLayout = .dense, layerIndex: Int = 0, layerCount: Int = 1,
    activation: ActivationSite = .identity
  ) {
    self.layer = layer
    self.parameter = parameter
    self.role = role
    self.shape = shape
    self.layout = layout
    self.fanIn = fans.input
    self.fanOut = fans.output
    self.layerIndex = layerIndex
    self.layerCount = layerCount
    self.activation = activation
  }

  /// Number of entries, the product of the sizes; 1 for a scalar.
  public var count: Int { shape.reduce(1, *) }

  /// Number of neurons, the first size; 1 for a scalar.
  public var rows: Int { shape.first ?? 1 }

  /// Number of entries of one neuron.
  public var columns: Int { shape.dropFirst().reduce(1, *) }
}
