/// The activation behind a parameter, as far as an initializer needs to know it.
public struct ActivationSite: Sendable, Equatable {
  /// The activation's name in the activation table, for instance `leaky_relu`.
  public var name: String
  /// The activation's own number, for instance the slope of `leaky_relu(0.2)`.
  public var parameter: Double?
  /// Forward gain `1 / sqrt(E[phi(z)^2])`, z standard normal, supplied by the host.
  public var gain: Double
  /// Backward gain `1 / sqrt(E[phi'(z)^2])`, which keeps the gradient's size, supplied by the host.
  public var backwardGain: Double
  /// Whether the layer is the network's last, whose activation is folded into the loss.
  public var isOutput: Bool

  /// Describes the activation that reads what the parameter's layer computes.
  ///
  /// Without a backward gain it is the forward one.
  public init(
    name: String, parameter: Double? = nil, gain: Double, backwardGain: Double? = nil, isOutput: Bool = false
  ) {
    self.name = name
    self.parameter = parameter
    self.gain = gain
    self.backwardGain = backwardGain ?? gain
    self.isOutput = isOutput
  }

  /// No activation: the layer's sums are passed on as they are.
  public static let identity = ActivationSite(name: "identity", gain: 1)
}
