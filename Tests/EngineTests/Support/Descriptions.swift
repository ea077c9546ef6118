import InitKit
import Tensor

@testable import Engine

/// A layer of a kind without size and activation, with options of any type.
func plain(
  _ kind: String, _ name: String, _ options: [NamedArgument] = [], from inputs: [String]? = nil
) -> LayerDescription {
  LayerDescription(name: name, kind: kind, inputs: inputs, options: options)
}

/// An option in one line.
func option(_ name: String, _ value: ArgumentValue) -> NamedArgument { NamedArgument(name, value) }

extension Model {
  /// Difference quotients of the loss by every entry of a parameter.
  func differences(_ layer: String, _ name: String, shift: Double = 1e-6) throws -> Tensor {
    let start = try parameter(layer, name)
    var found = start
    for index in start.values.indices {
      var losses: [Double] = []
      for side in [-shift, shift] {
        var moved = start
        moved.values[index] += side
        try setParameter(layer, name, to: moved)
        losses.append(loss)
      }
      found.values[index] = (losses[1] - losses[0]) / (2 * shift)
    }
    try setParameter(layer, name, to: start)
    return found
  }
}
