import InitKit
import Tensor

/// A row of the table of layers: what a kind of layer is, and how it is computed.
///
/// Shapes are those of one sample, without the batch axis.
package protocol LayerKind: Described {
  /// Whether it takes a size.
  var sizeRule: LayerWord { get }
  /// Whether it takes an activation.
  var activationRule: LayerWord { get }
  /// Option that the first positional word fills, as the 2 of `max_pool 2`; nil for none.
  var firstOption: String? { get }
  /// What layers without a name are called, in front of their number.
  var stem: String { get }

  /// Shape that comes out of a shape that goes in.
  ///
  /// - Throws: `layerShape` with the arithmetic.
  func outputShape(of layer: LayerSettings, input: [Int]) throws(EngineError) -> [Int]

  /// The parameters that it declares, in PyTorch's names, shapes and order.
  func parameters(of layer: LayerSettings, input: [Int]) -> [ParameterDeclaration]

  /// Adds the layer's operations to a plan.
  ///
  /// - Throws: `memory`.
  func emit(_ layer: LayerPlace, into plan: inout PlanBuilder) throws(EngineError) -> LayerBuffers

  /// The gradient of each sample's own loss, `[batch] + parameter's shape`, whose mean is the gradient.
  ///
  /// `delta` is the derivative of the batch's mean loss by the pre-activation. Nil for an unknown name.
  func sampleGradient(
    of parameter: ParameterDeclaration, layer: LayerSettings, input: Tensor, delta: Tensor
  ) -> Tensor?

  /// Where the units of a layer below lie in what this one gives; nil when it mixes them.
  ///
  /// Asked of layers without a weight only.
  func carried(_ units: UnitLayout, through layer: LayerSettings, input: [Int]) -> UnitLayout?

  /// The weight as `[rows, units · run]`: each row holds a run of entries for every unit that they read.
  ///
  /// `units` says where those of a layer below lie in the input. Nil when an entry reads several of them.
  func weightReading(
    _ units: UnitLayout, _ weight: Tensor, of layer: LayerSettings, input: [Int]
  ) -> Tensor?
}

extension LayerKind {
  /// A word in front is no option.
  package var firstOption: String? { nil }
  /// The name of the kind.
  package var stem: String { specification.name }

  /// Numbers stay where they are.
  package func carried(
    _ units: UnitLayout, through layer: LayerSettings, input: [Int]
  ) -> UnitLayout? { units }

  /// There is no weight.
  package func weightReading(
    _ units: UnitLayout, _ weight: Tensor, of layer: LayerSettings, input: [Int]
  ) -> Tensor? { nil }
}

/// Whether a kind of layer takes a positional word.
package enum LayerWord: Equatable, Sendable {
  /// Never.
  case none
  /// It may.
  case optional
  /// Always; the size of a last layer may follow from the targets.
  case required
}

/// What was chosen for a layer, found and checked.
package struct LayerSettings: Sendable {
  /// Its name.
  package let name: String
  /// Proper name of its kind.
  package let kind: String
  /// Number of units, where the kind has any.
  package let size: Int?
  /// Its activation, identity when there is none.
  package let activation: ChosenActivation
  /// Options, defaults filled in.
  package let options: OptionValues
}

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
  /// Initializer when none is chosen; nil for the one that suits role and activation.
  package let defaultInitializer: String?

  /// Declares a parameter.
  package init(
    _ name: String, _ role: ParameterRole, shape: [Int], fans: Fans, defaultInitializer: String? = nil
  ) {
    self.name = name
    self.role = role
    self.shape = shape
    self.fans = fans
    self.defaultInitializer = defaultInitializer
  }
}

/// Where a parameter and its gradient lie.
package struct ParameterPlace: Equatable, Sendable {
  /// The numbers.
  let value: Buffer
  /// The derivative of the loss by them.
  let gradient: Buffer
}

/// What flows from layer to layer.
package struct Signal: Equatable, Sendable {
  /// The numbers of a batch.
  let value: Buffer
  /// Where the derivative of the loss by them is to be written; nil when nobody needs it.
  let gradient: Buffer?
  /// Shape of one sample.
  let shape: [Int]

  /// Numbers in one sample.
  var columns: Int { shape.reduce(1, *) }
}

/// What a layer needs to know to write its operations.
package struct LayerPlace {
  /// What was chosen.
  let settings: LayerSettings
  /// What comes in.
  let input: Signal
  /// Shape of one sample that goes out.
  let outputShape: [Int]
  /// Its parameters by name.
  let parameters: [String: ParameterPlace]
  /// Whether its activation is part of the loss, which then reads and differentiates what is before it.
  let isActivationFused: Bool
}

/// Where a layer's results lie after it was added to a plan.
package struct LayerBuffers: Equatable, Sendable {
  /// Before the activation.
  let pre: Buffer
  /// After the activation, with the place for the derivative by it.
  let output: Signal
  /// The derivative of the loss by what is before the activation.
  let delta: Buffer
}
