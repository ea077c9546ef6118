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

  /// Version of the numeric definition that fixes every bit of a result.
  package static let numericsVersion = Int(IL_NUMERICS_VERSION)
}
