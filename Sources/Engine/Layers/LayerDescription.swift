import InitKit

/// A layer as it was asked for; a value.
package struct LayerDescription: Equatable, Sendable {
  /// Its name in the network.
  package var name: String
  /// Kind by name or alias in the table.
  package var kind: String
  /// Names of the layers that it reads, `input` for the network's input; nil for the layer before it.
  package var inputs: [String]?
  /// Number of units; nil where the kind has none, or where the targets decide.
  package var size: Int?
  /// What is applied to its sums; nil for nothing.
  package var activation: ActivationDescription?
  /// Options of the kind as they were written.
  package var options: [NamedArgument]
  /// What draws its weights; nil for the default that suits the activation.
  package var weightInitializer: ChosenInitializer?
  /// What draws its biases; nil for zeros.
  package var biasInitializer: ChosenInitializer?
  /// What draws single parameters, by name; goes before the two above.
  package var parameterInitializers: [String: ChosenInitializer]
  /// What of it no step changes, while the rest learns.
  package var frozen = FrozenPart()

  /// Describes a layer.
  package init(
    name: String, kind: String = "dense", inputs: [String]? = nil, size: Int? = nil,
    activation: ActivationDescription? = nil,
    options: [NamedArgument] = [], weightInitializer: ChosenInitializer? = nil,
    biasInitializer: ChosenInitializer? = nil, parameterInitializers: [String: ChosenInitializer] = [:]
  ) {
    self.name = name
    self.kind = kind
    self.inputs = inputs
    self.size = size
    self.activation = activation
    self.options = options
    self.weightInitializer = weightInitializer
    self.biasInitializer = biasInitializer
    self.parameterInitializers = parameterInitializers
  }
}
