import InitKit

/// Why the engine cannot do what was asked: facts, no sentences.
package enum EngineError: Error, Equatable, Sendable {
  /// A name that a table or the network does not have; `subject` is `layer`, `loss`, `parameter`, ...
  case unknownName(String, subject: String, known: [String])
  /// An option that a row does not have.
  case unknownOption(String, owner: String, known: [String])
  /// An option whose value does not do.
  case option(owner: String, reason: InitializerError)
  /// An option of a window that is neither a whole number, nor a list with one for each axis, nor a word of it.
  case windowOption(OptionSpecification, owner: String, found: ArgumentValue)
  /// An activation that takes no parameter was given one.
  case noActivationParameter(activation: String, value: Double)
  /// Two layers of one name.
  case repeatedLayer(String)
  /// A network without layers.
  case noLayers
  /// A network without parameters: there is nothing to train.
  case noParameters
  /// No data set, or one without rows.
  case noData
  /// No rows were held out.
  case noHeldOutData
  /// A layer that needs a size has none and is not the last.
  case noSize(layer: String, kind: String)
  /// A layer that takes no size was given one.
  case unexpectedSize(layer: String, kind: String, size: Int)
  /// A layer that takes no activation was given one, or one that needs it was not.
  case layerActivation(layer: String, kind: String, found: String?)
  /// A layer that does not join was given several inputs, or a join none.
  case layerInputs(layer: String, kind: String, found: Int)
  /// A layer, not the last, whose answer nothing reads.
  case unreadLayer(String)
  /// A layer is tied to a weight of another shape; both as they lie.
  case tiedShape(layer: String, owner: String, needed: [Int], found: [Int])
  /// What comes from below does not fit a layer; sizes without the batch axis.
  case layerShape(layer: String, kind: String, input: [Int], problem: ShapeProblem)
  /// A layer that looks tokens up reads numbers that another layer computes.
  case computedTokens(layer: String, below: String)
  /// The last layer's shape is not the one that the targets need.
  case outputShape(layer: String, found: [Int], needed: [Int], loss: String)
  /// The loss is not defined for targets of this kind.
  case lossTargets(loss: String, targets: TargetKind, outputs: Int)
  /// A target that the loss is not defined for.
  case lossTarget(loss: String, value: Double, row: Int, allowed: String)
  /// Initializing a parameter failed.
  case initializer(layer: String, parameter: String, reason: InitializerError)
  /// A scheme that failed on the whole network.
  case scheme(name: String, reason: InitializerError)
  /// A layer or parameter without a choice of its own, in a network that a scheme initializes as a whole.
  case schemeOwned(layer: String, scheme: String)
  /// A scheme over whole networks, where a single layer was to be drawn.
  case schemeForLayer(layer: String, scheme: String)
  /// Sizes that would need more memory than is allowed; nil when the number of bytes overflows.
  case memory(bytes: Int?, limit: Int)
  /// The system has no memory of this size to give.
  case noMemory(bytes: Int)
  /// A value of another shape than the parameter's.
  case parameterShape(layer: String, parameter: String, found: [Int], needed: [Int])
  /// An optimizer that takes all samples at each step was given smaller batches.
  case fullBatchOnly(optimizer: String, batchRows: Int, rows: Int)
  /// An optimizer that moves all parameters together was given a layer with a learning rate of its own.
  case oneRateOnly(optimizer: String, layer: String)
  /// An optimizer that moves all parameters together was given a layer of which a part is frozen.
  case partlyFrozen(optimizer: String, layer: String)
  /// An optimizer for which the parametrization has no learning rates.
  case noWidthRule(optimizer: String)
  /// A snapshot of another network.
  case snapshot
  /// A quantity that this kind of layer or network does not have.
  case notAvailable(quantity: String, layer: String)
  /// Data whose inputs and targets do not belong together, or that hold what is no number.
  case data(DataProblem)
}

/// Why an input does not fit a layer.
package enum ShapeProblem: Equatable, Sendable {
  /// The layer reads vectors; `flat` entries remain when the axes are joined.
  case notFlat(flat: Int)
  /// The layer reads inputs with this many axes.
  case axes(needed: Int)
  /// Sizes that do not agree, or of which nothing is left; the arithmetic shows how.
  ///
  /// `options` are to blame, first of all the first; the number of neurons is called `size`.
  case arithmetic(String, options: [String])
}

/// Why numbers do not make a data set.
package enum DataProblem: Equatable, Sendable {
  /// Different numbers of rows.
  case rows(inputs: Int, targets: Int)
  /// An input or target that is not finite.
  case notFinite(row: Int, column: Int, isTarget: Bool)
  /// A class outside the names.
  case classIndex(Int, row: Int, classes: Int)
  /// Inputs or targets without a batch axis and at least one more.
  case shape([Int])
  /// A split that leaves no rows on one side.
  case split(share: Double, rows: Int)
  /// A number that is no token of the vocabulary.
  case token(Double, row: Int, column: Int, vocabulary: Int)
  /// An input that is no whole number from 0 on, where tokens are asked for.
  case notTokens(Double, row: Int, column: Int)
  /// A text shorter than one window and the character behind it.
  case shortText(found: Int, needed: Int)
  /// Tokens where amounts are asked for.
  case tokens
}
