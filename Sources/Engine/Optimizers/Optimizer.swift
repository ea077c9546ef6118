import CKernels
import InitKit

/// A row of the table of optimizers, by PyTorch's formulas.
package struct Optimizer: Described {
  /// All that is said of it.
  package let specification: Specification
  /// What the kernel needs beside the learning rate.
  let kernel: @Sendable (OptionValues) throws(EngineError) -> il_optimizer

  /// The name to type.
  package var name: String { specification.name }

  /// Describes a row; the options of clipping are added.
  init(
    specification: Specification,
    kernel: @escaping @Sendable (OptionValues) throws(EngineError) -> il_optimizer
  ) {
    var whole = specification
    whole.options += Clipping.options
    self.specification = whole
    self.kernel = kernel
  }
}

/// An optimizer as a description names it; a value.
package struct OptimizerDescription: Equatable, Sendable {
  /// Name or alias in the table.
  package var name: String
  /// Options as they were written.
  package var options: [NamedArgument]

  /// Names an optimizer.
  package init(_ name: String, options: [NamedArgument] = []) {
    self.name = name
    self.options = options
  }
}

/// An optimizer with its options, found and checked.
package struct ChosenOptimizer: Sendable {
  /// The row of the table.
  package let optimizer: Optimizer
  /// Its options, defaults filled in.
  package let values: OptionValues
  /// What the kernel needs.
  let kernel: il_optimizer

  /// Finds a description in the table.
  ///
  /// - Throws: `unknownName`, `unknownOption` or `option`.
  package init(_ description: OptimizerDescription) throws(EngineError) {
    optimizer = try OptimizerTable.builtin.row(description.name)
    values = try OptionValues(named: description.options, for: optimizer.specification)
    kernel = try optimizer.kernel(values)
  }

  /// The learning rate before a schedule changes it.
  package var learningRate: Double { values.number("lr", else: 0) }

  /// Bounds on the gradient.
  package var clipping: Clipping { Clipping(values) }

  /// How many numbers the optimizer remembers for each parameter.
  var stateCount: Int {
    withUnsafePointer(to: kernel) { Int(il_optimizer_state_count($0)) }
  }
}
