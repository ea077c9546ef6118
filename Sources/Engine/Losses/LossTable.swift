import InitKit

/// The losses, one file each.
package enum LossTable {
  /// All rows.
  package static let builtin = NamedTable(
    of: "loss", [Loss.bce, .crossEntropy, .hinge, .huber, .mae, .mse])

  /// The loss that is taken when none is chosen: `mse` for numbers; for classes `bce` when the network
  /// has one output and there are two, else `cross_entropy`.
  package static func defaultName(for targets: TargetKind, outputs: Int?) -> String {
    switch targets {
    case .values: return "mse"
    case .classes(let count): return outputs == 1 && count == 2 ? "bce" : "cross_entropy"
    }
  }
}

/// A loss as a description names it; a value.
package struct LossDescription: Equatable, Sendable {
  /// Name or alias in the table.
  package var name: String
  /// Options as they were written.
  package var options: [NamedArgument]

  /// Names a loss.
  package init(_ name: String, options: [NamedArgument] = []) {
    self.name = name
    self.options = options
  }
}
