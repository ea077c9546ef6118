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
