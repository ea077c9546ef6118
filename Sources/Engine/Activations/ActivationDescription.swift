import InitKit

/// An activation as a description names it, `leaky_relu(0.2)`; a value.
package struct ActivationDescription: Equatable, Hashable, Sendable {
  /// Name or alias in the table.
  package var name: String
  /// The function's own number; nil for the default.
  package var parameter: Double?

  /// Names an activation.
  package init(_ name: String, parameter: Double? = nil) {
    self.name = name
    self.parameter = parameter
  }

  /// No activation.
  package static let identity = ActivationDescription("identity")
}

/// An activation with its parameter, found and checked.
package struct ChosenActivation: Sendable, CustomStringConvertible {
  /// The row of the table.
  package let activation: Activation
  /// The function's own number, the default filled in; nil when it has none.
  package let parameter: Double?

  /// Finds a description in the table.
  ///
  /// - Throws: `unknownName`, `noActivationParameter`, or `option` for a parameter out of range.
  package init(_ description: ActivationDescription) throws(EngineError) {
    activation = try ActivationTable.builtin.row(description.name)
    guard let option = activation.parameter else {
      if let value = description.parameter {
        throw .noActivationParameter(activation: activation.name, value: value)
      }
      parameter = nil
      return
    }
    let positional = description.parameter.map { [ArgumentValue.number($0)] } ?? []
    let values = try OptionValues(positional: positional, for: activation.specification)
    parameter = values.number(option.name)
  }

  /// The name to type, with the parameter where it is not the default.
  package var description: String {
    guard let parameter, activation.parameter?.default != .value(.number(parameter)) else {
      return activation.name
    }
    return "\(activation.name)(\(ArgumentValue.number(parameter).source))"
  }

  /// What an initializer is told of it.
  package func site(isOutput: Bool) -> ActivationSite {
    let moments = moments()
    return ActivationSite(
      name: activation.name, parameter: parameter, gain: moments.forwardGain,
      backwardGain: moments.backwardGain, isOutput: isOutput)
  }
}
