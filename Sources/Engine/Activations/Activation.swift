import CKernels
import InitKit

/// A row of the table of activations: y = phi(x), with the facts that theory needs.
package struct Activation: Described {
  /// All that is said of it.
  package let specification: Specification
  /// The kernel, or nil for softmax, which is a function of a whole row.
  let kernel: il_activation?
  /// The facts about the function.
  package let facts: ActivationFacts
  /// Name of the initializer that layers in front of it take when none is chosen.
  package let defaultInitializer: String

  /// Whether the slope follows from the output alone: then training writes it over the sums.
  let isSlopeOfOutput: Bool

  /// Describes an activation.
  init(
    _ specification: Specification, kernel: il_activation?, facts: ActivationFacts,
    defaultInitializer: String, isSlopeOfOutput: Bool = false
  ) {
    self.specification = specification
    self.kernel = kernel
    self.facts = facts
    self.defaultInitializer = defaultInitializer
    self.isSlopeOfOutput = isSlopeOfOutput
  }

  /// The name to type.
  package var name: String { specification.name }

  /// The parameter of the function, when it has one.
  package var parameter: OptionSpecification? { specification.options.first }

  /// Whether each output depends on its own input only.
  package var isElementwise: Bool { kernel != nil }
}

/// What is known of an activation function beforehand, with the default parameter.
package struct ActivationFacts: Equatable, Sendable {
  /// phi(-x) = -phi(x)
  package var isOdd: Bool
  /// phi(c x) = c phi(x) for every c > 0
  package var isHomogeneous: Bool
  /// phi(0)
  package var valueAtZero: Double
  /// phi'(0), by PyTorch's choice where there is one
  package var slopeAtZero: Double
  /// The limits below and above where the function levels off; nil where it does not.
  package var lowerLimit: Double?
  /// The limit above.
  package var upperLimit: Double?
  /// Where the derivative jumps, in ascending order.
  package var kinks: [Double]

  /// States the facts.
  init(
    isOdd: Bool = false, isHomogeneous: Bool = false, valueAtZero: Double = 0, slopeAtZero: Double,
    lowerLimit: Double? = nil, upperLimit: Double? = nil, kinks: [Double] = []
  ) {
    self.isOdd = isOdd
    self.isHomogeneous = isHomogeneous
    self.valueAtZero = valueAtZero
    self.slopeAtZero = slopeAtZero
    self.lowerLimit = lowerLimit
    self.upperLimit = upperLimit
    self.kinks = kinks
  }
}
