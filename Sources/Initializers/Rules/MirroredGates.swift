import InitKit

/// Biases of a forget gate, and their opposites for the gate that lets in; 0 for the other gates.
struct MirroredGates: Sendable {
  /// How many gates a cell has.
  let count: Int
  /// Which one lets in, from 1; 0 where there is none.
  let input: Int
  private let forget: Int

  /// The parameters that say which gates they are.
  static func parameters(input: Double, help: String) -> [ParameterSpecification] {
    [
      .gates,
      ParameterSpecification(
        "forget", .integer(1...64), default: .value(.number(2)), help: "which gate forgets, from 1"),
      ParameterSpecification("input", .integer(0...64), default: .value(.number(input)), help: help),
    ]
  }

  /// Takes them.
  ///
  /// - Throws: `conflict` where a cell has no such gate, or one is both.
  init(_ arguments: InitializerArguments) throws(InitializerError) {
    count = Int(try arguments.number("gates"))
    forget = Int(try arguments.number("forget"))
    input = Int(try arguments.number("input"))
    for (name, gate) in [("forget", forget), ("input", input)] where gate > count {
      throw .conflict(parameter: name, with: "gates")
    }
    guard forget != input else { throw .conflict(parameter: "forget", with: "input") }
  }

  /// How many gates have biases other than 0.
  var filled: Int { input > 0 ? 2 : 1 }

  /// Fills a bias unit by unit.
  ///
  /// - Throws: `refused` where the rows cannot be shared out, `storage` when sizes disagree.
  func fill(
    _ weights: inout MutableSpan<Double>, at site: WeightSite, using context: inout FillContext,
    bias: (inout FillContext) -> Double
  ) throws(InitializerError) {
    let block = try site.rowsPerGate(count, storage: weights.count) * site.columns
    fillEverywhere(&weights, with: 0)
    for index in 0..<block {
      let value = bias(&context)
      weights[(forget - 1) * block + index] = value
      if input > 0 { weights[(input - 1) * block + index] = -value }
    }
  }
}
