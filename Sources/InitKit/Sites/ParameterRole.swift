/// What a parameter does in its layer.
public enum ParameterRole: String, Sendable, CaseIterable {
  /// Multiplies what comes from the layer below.
  case weight
  /// Multiplies the layer's own state of the step before.
  case recurrent
  /// Is added to a neuron's sum.
  case bias
  /// Multiplies a normalized value.
  case scale
  /// Is looked up by an index.
  case embedding
}
