import InitKit
import Tensor

/// A row of the table of built-in data sets.
package struct DataGenerator: Described {
  /// All that is said of it.
  package let specification: Specification
  /// Names of the tokens, where inputs are numbers of tokens.
  var vocabulary: (@Sendable (OptionValues) -> [String])?
  /// Draws the samples from checked options and a stream of its own.
  let make: @Sendable (OptionValues, inout RandomStream) -> (inputs: Tensor, targets: Targets)

  /// The name to type.
  package var name: String { specification.name }

  /// Numbers in one input at most.
  func mostNumbers(_ values: OptionValues) -> Int {
    let features = max(values.integer("features", else: 2), values.integer("bits", else: 2))
    // Sequences hold one or two numbers a time step; `copy` has its tokens twice around the blanks.
    let steps = 2 * values.integer("length", else: 1) + values.integer("blank", else: 0)
    return max(features, 2 * steps)
  }
}

extension OptionSpecification {
  /// Number of samples.
  static func samples(_ count: Int) -> OptionSpecification {
    .integer("n", aliases: ["samples"], default: count, in: 1...10_000_000, help: "number of samples")
  }

  /// Deviation of normal noise.
  static func noise(_ value: Double, on what: String = "inputs") -> OptionSpecification {
    .number(
      "noise", aliases: ["spread", "std"], default: value, in: .nonNegative,
      help: "deviation of the normal noise on the \(what)")
  }

  /// Number of classes.
  static func classes(_ count: Int) -> OptionSpecification {
    .integer(
      "classes", aliases: ["centers", "centres"], default: count, in: 2...1000, help: "number of classes")
  }

  /// Number of features.
  static func features(_ count: Int) -> OptionSpecification {
    .integer(
      "features", aliases: ["dimensions"], default: count, in: 1...1_000_000, help: "numbers in one input")
  }

  /// Time steps of a sequence.
  static func length(_ count: Int, atLeast least: Int = 1) -> OptionSpecification {
    .integer(
      "length", aliases: ["steps"], default: count, in: least...100_000, help: "time steps of a sequence")
  }

  /// Share to hold out.
  static let split = OptionSpecification.number(
    "split", aliases: ["test"], default: 0, in: NumberRange(0, 1, includesUpper: false),
    help: "share of the samples to hold out")

  /// What every data set of amounts takes.
  package static let forAllData: [OptionSpecification] = [
    .split,
    .boolean(
      "standardize", aliases: ["standardise", "normalize"], default: false,
      help: "give each feature mean 0 and deviation 1 on the training samples"),
  ]
}

extension Targets {
  /// Class numbers with their digits as names.
  static func numbered(_ indices: [Int], classes: Int) -> Targets {
    .classes(indices, names: (0..<classes).map(String.init))
  }
}
