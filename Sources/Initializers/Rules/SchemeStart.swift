import InitKit

/// What a scheme that rescales starts from: an initializer of the table, or the weights as they are.
struct SchemeStart: Sendable {
  /// The word for the weights as they are.
  static let present = "present"

  private let name: String

  /// Reads the parameter `start`.
  ///
  /// - Throws: `wrongType` when it is no word.
  init(_ arguments: InitializerArguments) throws(InitializerError) { name = try arguments.text("start") }

  /// The parameter's specification.
  static func parameter(default name: String) -> ParameterSpecification {
    ParameterSpecification(
      "start", .word, default: .value(.text(name)),
      help: "initializer that draws the weights, by its name; `present` keeps them as they are")
  }

  /// Draws every free weight, or keeps it; biases too where they are kept, else they are at their defaults.
  ///
  /// - Throws: `lacks(.freeWeight)`, `unknownInitializer`, `wholeNetwork`, and what drawing throws.
  func apply(to network: any NetworkHost) throws(InitializerError) {
    let weights = try network.freeWeights()
    guard name != Self.present else {
      for parameter in network.freeParameters {
        try network.write(network.earlierValues(of: parameter), to: parameter)
      }
      return
    }
    let initializer = try network.initializer(name)
    for weight in weights { try network.write(try network.draw(initializer, at: weight), to: weight) }
  }

  /// Whether neurons start different by themselves; nil where that is the weights' own matter.
  var breaksSymmetry: Bool? { name == "orthogonal" ? true : nil }
}
