import CKernels
import InitKit

/// A row of the table of losses: a mean over the samples of a batch.
package struct Loss: Described {
  /// A kernel and the layout of the targets that it reads.
  struct Form {
    let kernel: il_loss
    let encoding: TargetEncoding
  }

  /// All that is said of it.
  package let specification: Specification
  /// The activation that is part of the loss, so that the loss reads what is in front of it.
  package let fusedActivation: String?
  /// Outputs that targets of a kind need, or nil when the loss is not defined for them.
  package let outputsNeeded: @Sendable (TargetKind) -> Int?
  /// How targets of a kind meet this many outputs, or nil when they do not fit.
  let form: @Sendable (TargetKind, Int) -> Form?
  /// Which single target values are allowed, and in words.
  let allows: @Sendable (Double) -> Bool
  /// The allowed values as one would write them.
  let allowed: String
  /// Whether the values of a row must sum to 1.
  let needsProbabilities: Bool

  /// Describes a loss.
  init(
    _ specification: Specification, fusedActivation: String? = nil, allowed: String = "finite numbers",
    needsProbabilities: Bool = false,
    allows: @escaping @Sendable (Double) -> Bool = { $0.isFinite },
    outputsNeeded: @escaping @Sendable (TargetKind) -> Int? = Loss.onePerValueOrClass,
    form: @escaping @Sendable (TargetKind, Int) -> Form?
  ) {
    self.specification = specification
    self.fusedActivation = fusedActivation
    self.allowed = allowed
    self.needsProbabilities = needsProbabilities
    self.allows = allows
    self.outputsNeeded = outputsNeeded
    self.form = form
  }

  /// The name to type.
  package var name: String { specification.name }

  /// One output for each value, or for each class.
  static let onePerValueOrClass: @Sendable (TargetKind) -> Int? = { targets in
    switch targets {
    case .values(let columns): return columns
    case .classes(let count): return count
    }
  }

  /// One output for each value; for two classes one, for more one each.
  static let oneForTwoClasses: @Sendable (TargetKind) -> Int? = { targets in
    targets == .classes(2) ? 1 : onePerValueOrClass(targets)
  }

  /// Compares numbers with numbers; classes become columns of 0 and 1.
  static func elementwise(_ kernel: il_loss) -> @Sendable (TargetKind, Int) -> Form? {
    { targets, outputs in
      switch targets {
      case .values(outputs): return Form(kernel: kernel, encoding: .values)
      case .classes(outputs): return Form(kernel: kernel, encoding: .oneHot)
      case .classes(2) where outputs == 1: return Form(kernel: kernel, encoding: .zeroOne)
      default: return nil
      }
    }
  }
}
