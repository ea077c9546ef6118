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

  /// Whether it joins several inputs; others read one.
  var isJoin: Bool { get }
  /// Whether a sample's answer depends on the other samples of its batch.
  var couplesSamples: Bool { get }
  /// Whether it works otherwise in training than where samples are judged, as dropout does.
  var differsInTraining: Bool { get }

  /// Shape that comes out of the shapes that go in.
  ///
  /// - Throws: `layerShape` with the arithmetic.
  func outputShape(of layer: LayerSettings, inputs: [[Int]]) throws(EngineError) -> [Int]

  /// Shape that comes out of a shape that goes in; of joins the first of them.
  ///
  /// - Throws: `layerShape` with the arithmetic.
  func outputShape(of layer: LayerSettings, input: [Int]) throws(EngineError) -> [Int]

  /// The parameters that it declares, in PyTorch's names, shapes and order.
  func parameters(of layer: LayerSettings, input: [Int]) -> [ParameterDeclaration]

  /// Numbers that training moves but nobody learns.
  func statistics(of layer: LayerSettings, input: [Int]) -> [StatisticDeclaration]

  /// Adds the layer's operations to a plan.
  ///
  /// - Throws: `memory`.
  func emit(_ layer: LayerPlace, into plan: inout PlanBuilder) throws(EngineError) -> LayerBuffers

  /// The gradient of each sample's own loss, `[batch] + parameter's shape`, whose mean is the gradient.
  ///
  /// `delta` is the derivative of the batch's mean loss by the pre-activation. Nil where the algebra gives
  /// no short way: the engine then goes back once for each sample.
  func sampleGradient(
    of parameter: ParameterDeclaration, layer: LayerSettings, input: Tensor, delta: Tensor
  ) -> Tensor?

  /// Squared norm of each sample's own gradient by each unit's entries of a parameter, `[batch, units]`.
  ///
  /// Nil where the algebra gives it no cheaper than the gradients themselves.
  func sampleGradientSquares(
    of parameter: ParameterDeclaration, layer: LayerSettings, input: Tensor, delta: Tensor
  ) -> Tensor?

  /// How many different tokens it looks up; nil when it reads numbers.
  func vocabulary(of layer: LayerSettings) -> Int?

  /// Which entries of its own parameters belong to which of its units.
  func unitParts(of layer: LayerSettings, input: [Int]) -> [UnitPart]

  /// What becomes of units of layers below that lie in its inputs: which of its weights read them, and
  /// where they lie in what it gives.
  ///
  /// `units` has for each input the unit that each entry of a sample belongs to.
  func passage(of units: [UnitLabels], through layer: LayerSettings, inputs: [[Int]]) -> UnitPassage
}

extension LayerKind {
  /// A word in front is no option.
  package var firstOption: String? { nil }
  /// The name of the kind.
  package var stem: String { specification.name }
  /// It reads one layer.
  package var isJoin: Bool { false }
  /// Samples are apart.
  package var couplesSamples: Bool { false }
  /// It works the same.
  package var differsInTraining: Bool { false }

  /// That of the only input.
  package func outputShape(of layer: LayerSettings, inputs: [[Int]]) throws(EngineError) -> [Int] {
    try outputShape(of: layer, input: inputs.first ?? [])
  }

  /// None.
  package func parameters(of layer: LayerSettings, input: [Int]) -> [ParameterDeclaration] { [] }

  /// None.
  package func statistics(of layer: LayerSettings, input: [Int]) -> [StatisticDeclaration] { [] }

  /// No short way.
  package func sampleGradient(
    of parameter: ParameterDeclaration, layer: LayerSettings, input: Tensor, delta: Tensor
  ) -> Tensor? { nil }

  /// No cheaper way.
  package func sampleGradientSquares(
    of parameter: ParameterDeclaration, layer: LayerSettings, input: Tensor, delta: Tensor
  ) -> Tensor? { nil }

  /// It reads numbers.
  package func vocabulary(of layer: LayerSettings) -> Int? { nil }

  /// The first axis of each parameter counts the units.
  package func unitParts(of layer: LayerSettings, input: [Int]) -> [UnitPart] {
    parameters(of: layer, input: input).map { UnitPart($0.name, rowsOf: $0.shape) }
  }

  /// Without parameters numbers stay where they are; with them it is not known who reads whom.
  package func passage(
    of units: [UnitLabels], through layer: LayerSettings, inputs: [[Int]]
  ) -> UnitPassage {
    guard let first = units.first, parameters(of: layer, input: inputs.first ?? []).isEmpty else {
      return .mixed
    }
    return UnitPassage(onward: first)
  }
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
  var gradient: Buffer?
  /// Shape of one sample.
  let shape: [Int]

  /// Numbers in one sample.
  var columns: Int { shape.reduce(1, *) }
}

/// What a layer needs to know to write its operations.
package struct LayerPlace {
  /// What was chosen.
  let settings: LayerSettings
  /// What comes in; several signals for joins.
  let inputs: [Signal]
  /// Shape of one sample that goes out.
  let outputShape: [Int]
  /// Its parameters by name.
  let parameters: [String: ParameterPlace]
  /// Its statistics by name.
  let statistics: [String: Buffer]
  /// The weight of another layer that it uses as its own, with a place for its part of the gradient.
  let tied: TiedParameter?
  /// Key of what it draws anew at each step, from the run's seed and its name.
  let drawKey: UInt64
  /// Whether its activation is part of the loss, which then reads and differentiates what is before it.
  let isActivationFused: Bool
  /// Whether anything at or below it is learnt.
  let isReached: Bool

  /// The first, mostly the only, input.
  var input: Signal { inputs[0] }
}

/// A weight of another layer.
package struct TiedParameter: Equatable, Sendable {
  /// Its numbers, and where this layer's part of the gradient is to be written.
  let place: ParameterPlace
  /// Its shape where it is declared.
  let shape: [Int]
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
