/// Why an initializer cannot be made or cannot fill a place: facts, no sentences.
public enum InitializerError: Error, Equatable, Sendable {
  /// No parameter has this name.
  case unknownParameter(String, parameters: [String])
  /// More positional arguments than parameters.
  case tooManyArguments(given: Int, parameters: [String])
  /// One parameter was given twice.
  case repeated(parameter: String)
  /// A parameter without a default was left out.
  case missing(parameter: String)
  /// A value of another kind than the parameter's.
  case wrongType(parameter: String, expected: ParameterKind, found: ArgumentValue)
  /// A number outside the parameter's range.
  case outOfRange(parameter: String, value: Double, range: NumberRange)
  /// A word that is none of the parameter's choices.
  case unknownChoice(parameter: String, found: String, choices: [String])
  /// Two parameters that say the same thing in two ways.
  case conflict(parameter: String, with: String)
  /// Two parameters of which the first must be smaller.
  case unordered(lower: String, upper: String)
  /// A shape that the initializer is not defined for.
  case shape(found: [Int], needed: ShapeRequirement)
  /// The storage handed in does not have the site's number of entries.
  case storage(found: Int, needed: Int)
  /// An entry was left as it was or became NaN or infinite.
  case notFinite(index: Int)
  /// A name or alias that the table has already.
  case nameTaken(String)
  /// A name that the table does not have.
  case unknownInitializer(String)
  /// A plugin's process failed; which initializer was asked, where it was one.
  case fault(PluginFault, of: String? = nil)
  /// A scheme over whole networks where a single weight is asked for.
  case wholeNetwork(String)
  /// A network without what a scheme needs.
  case lacks(NetworkNeed)
  /// A quantity that a scheme cannot work with, such as a variance of 0; the layer, nil for the network.
  case unmeasurable(layer: String?, measure: String, found: Double)
  /// A scheme that did not reach what it aims at.
  case notReached(SchemeShortfall)
  /// An initializer's own refusal, in its author's words.
  case refused(reason: String)
}
