import CKernels
import Tensor

/// A list of operations in the form that the kernels run.
final class Plan {
  /// The plan itself.
  let handle: OpaquePointer

  /// Turns operations for each section into a plan over an arena.
  ///
  /// - Throws: `noMemory`.
  init(_ sections: [[PlannedOperation]], precision: Precision, arena: Arena) throws(EngineError) {
    let records = sections.flatMap { $0.map { $0.resolved(in: arena) } }
    var counts = sections.map { Int64($0.count) }
    while counts.count < Int(IL_SECTION_COUNT) { counts.append(0) }
    guard let handle = il_plan_create(precision.scalar, records, counts) else {
      throw .noMemory(bytes: records.count * MemoryLayout<il_operation>.stride)
    }
    self.handle = handle
  }

  deinit { il_plan_destroy(handle) }
}

extension Precision {
  /// The kernels' name for it.
  var scalar: il_scalar { self == .float32 ? IL_FLOAT32 : IL_FLOAT64 }
}
