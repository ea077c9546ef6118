import InitKit

/// A parameter that a layer needs.
package struct ParameterDeclaration: Equatable, Sendable {
  /// Name in the layer, as in PyTorch.
  package let name: String
  /// What it does.
  package let role: ParameterRole
  /// Sizes of the axes.
  package let shape: [Int]
  /// How many inputs and outputs it joins.
  package let fans: Fans
  /// What the axes mean; for a bias those of its layer's weights.
  package let layout: WeightLayout
  /// Initializer when none is chosen; nil for the one that suits role and activation.
  package let defaultInitializer: String?
  /// Its arguments.
  package let defaultArguments: [ArgumentValue]

  /// Declares a parameter.
  package init(
    _ name: String, _ role: ParameterRole, shape: [Int], fans: Fans, layout: WeightLayout = .dense,
    defaultInitializer: String? = nil, arguments: [ArgumentValue] = []
  ) {
    self.name = name
    self.role = role
    self.shape = shape
    self.fans = fans
    self.layout = layout
    self.defaultInitializer = defaultInitializer
    defaultArguments = arguments
  }
}

/// Numbers of a layer that training moves but nobody learns, such as a running mean.
package struct StatisticDeclaration: Equatable, Sendable {
  /// Name in the layer, as PyTorch's buffer.
  package let name: String
  /// Sizes of the axes.
  package let shape: [Int]
  /// What every entry is before the first step.
  package let initialValue: Double

  /// Declares a statistic.
  package init(_ name: String, shape: [Int], initialValue: Double) {
    self.name = name
    self.shape = shape
    self.initialValue = initialValue
  }
}
