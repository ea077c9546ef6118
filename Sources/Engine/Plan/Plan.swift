import CKernels
import Tensor

/// A list of operations in the form that the kernels run.
final class Plan {
  /// The plan itself.
  let handle: OpaquePointer
  /// How many operations it has.
  let count: Int

  /// Turns operations for each section into a plan over an arena; with `outputs` one for training, which has those
  /// places instead of what only looking needs.
  ///
  /// - Throws: `noMemory`.
  init(
    _ sections: [[PlannedOperation]], overwriting outputs: [Int: Buffer]? = nil, precision: Precision,
    arena: Arena
  ) throws(EngineError) {
    var counts = [Int64](repeating: 0, count: Int(IL_SECTION_COUNT))
    // One by one into the room for all: records of a deep network in three copies would show in its memory.
    var records: [il_operation] = []
    records.reserveCapacity(sections.reduce(0) { $0 + $1.count })
    for (section, operations) in sections.enumerated() {
      for operation in operations {
        guard let planned = outputs.map(operation.overwriting) ?? operation else { continue }
        records.append(planned.resolved(in: arena))
        counts[section] += 1
      }
    }
    guard let handle = il_plan_create(precision.scalar, records, counts) else {
      throw .noMemory(bytes: records.count * MemoryLayout<il_operation>.stride)
    }
    self.handle = handle
    count = records.count
  }

  deinit { il_plan_destroy(handle) }
}

extension Precision {
  /// The kernels' name for it.
  var scalar: il_scalar { self == .float32 ? IL_FLOAT32 : IL_FLOAT64 }
}
