import CKernels

/// The kernels that the process uses, which are shared by all networks.
package enum Kernels {
  /// Most threads that can be set.
  package static let threadLimit = 64

  /// The number of threads that large operations use.
  package static var threads: Int { Int(il_threads()) }

  /// Sets the number of threads; results do not depend on it.
  package static func setThreads(_ count: Int) {
    il_threads_set(Int32(min(threadLimit, max(1, count))))
  }

  /// Name of the instruction set in use: `scalar`, `base`, `avx2` or `avx512`.
  package static var instructionSet: String { String(cString: il_instruction_set_name()) }

  /// Instruction sets that this machine can run, the slowest first.
  package static var availableInstructionSets: [String] {
    instructionSets.filter { il_instruction_set_available($0.level) }.map(\.name)
  }

  /// Uses an instruction set from now on; false, and no change, where it is not available.
  ///
  /// Results do not depend on it, which tests show by it.
  package static func useInstructionSet(_ name: String) -> Bool {
    guard let found = instructionSets.first(where: { $0.name == name }) else { return false }
    return il_instruction_set_force(found.level)
  }

  /// The kernels' levels by name.
  private static let instructionSets: [(name: String, level: il_instruction_set)] = [
    ("scalar", IL_SCALAR_REFERENCE), ("base", IL_BASE), ("avx2", IL_AVX2), ("avx512", IL_AVX512),
  ]
}
