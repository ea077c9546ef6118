import CKernels
import InitKit

/// A row of the table of optimizers, by PyTorch's formulas.
package struct Optimizer: Described {
  /// All that is said of it.
  package let specification: Specification
  /// What the kernel needs beside the learning rate.
  let kernel: @Sendable (OptionValues) throws(EngineError) -> il_optimizer
  /// Reads the options of a method that steps over the whole of the data; nil for others.
  let quasiNewton: (@Sendable (OptionValues) -> QuasiNewton)?

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
    quasiNewton = nil
  }

  /// Describes a row whose steps are quasi-Newton steps, which a cut gradient would mislead.
  init(specification: Specification, quasiNewton: @escaping @Sendable (OptionValues) -> QuasiNewton) {
    self.specification = specification
    self.quasiNewton = quasiNewton
    kernel = { _ in il_optimizer() }
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

  /// What a quasi-Newton method is to do; nil for other optimizers.
  var quasiNewton: QuasiNewton? { optimizer.quasiNewton?(values) }

  /// How many numbers an optimizer of one gradient a step remembers for each parameter.
  var stateCount: Int {
    withUnsafePointer(to: kernel) { Int(il_optimizer_state_count($0)) }
  }
}
