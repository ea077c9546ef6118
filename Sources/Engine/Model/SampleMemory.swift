import CKernels
import Tensor

/// Rows of a data set as a plan reads them: where they lie, and how they come into a batch.
///
/// They stay in their block, the only copy there is. What the network computes in another number type, or in
/// another layout, is converted batch by batch as it is gathered; only where a batch is all rows, and nothing
/// is gathered, the arena holds the training rows converted once.
struct SampleMemory {
  /// How rows of the block become rows of a batch.
  private enum Form: Equatable {
    /// As they are, in the network's number type.
    case plain
    /// As they are, in whole numbers: classes for a loss that reads them.
    case indices
    /// From another type.
    case converted(StoredNumber)
    /// Classes as one column each.
    case oneHot(Int)
  }

  /// All rows, where they lie.
  private let source: Buffer
  /// How they come into a batch.
  private let form: Form
  /// Numbers in a row of the block.
  private let columns: Int
  /// All training rows as the plan reads them when nothing is gathered; nil when everything is.
  let batch: Buffer?

  /// Numbers in a row of a batch.
  let width: Int

  /// Reserves what a plan needs beside the block.
  ///
  /// - Throws: `memory`.
  private init(
    _ rows: SampleRows, _ block: OuterBlock, _ form: Form, fullBatch: Int?, _ precision: Precision,
    layout: inout ArenaLayout
  ) throws(EngineError) {
    source = Buffer(offset: 0, count: rows.numbers.count, block: block)
    self.form = form
    columns = rows.columns
    var width = columns
    if case .oneHot(let classes) = form { width *= classes }
    self.width = width
    switch (fullBatch, form) {
    case (nil, _): batch = nil
    case (_, .plain), (_, .indices): batch = source
    case (let rows?, _):
      batch = try layout.reserve(try layout.product([rows, width]), bytesEach: precision.bytes)
    }
  }

  /// Inputs of a data set; `fullBatch` is the number of rows where a step takes all of them.
  ///
  /// - Throws: `memory`.
  init(
    inputs: SampleRows, fullBatch: Int?, _ precision: Precision, layout: inout ArenaLayout
  ) throws(EngineError) {
    let kind = inputs.numbers.kind
    try self.init(
      inputs, .inputs, kind == precision.stored ? .plain : .converted(kind), fullBatch: fullBatch, precision,
      layout: &layout)
  }

  /// Targets of a data set in the layout that a loss reads.
  ///
  /// - Throws: `memory`.
  init(
    targets: Targets, as encoding: TargetEncoding, fullBatch: Int?, _ precision: Precision,
    layout: inout ArenaLayout
  ) throws(EngineError) {
    let kind = targets.numbers.numbers.kind
    let form: Form =
      switch encoding {
      case .indices: .indices
      case .oneHot: .oneHot(targets.classNames?.count ?? 1)
      case .values, .zeroOne: kind == precision.stored ? .plain : .converted(kind)
      }
    try self.init(targets.numbers, .targets, form, fullBatch: fullBatch, precision, layout: &layout)
  }

  /// The operation that brings a batch's rows together.
  func gather(into result: Buffer) -> PlannedOperation {
    var operation = PlannedOperation(IL_OP_GATHER_ROWS, columns: columns)
    switch form {
    case .plain: break
    case .indices: operation.record.code = IL_OP_GATHER_CLASSES
    case .converted(let kind):
      operation.record.code = IL_OP_GATHER_CONVERTED
      operation.record.kind = Int32(kind.rawValue)
    case .oneHot(let classes):
      operation.record.code = IL_OP_GATHER_ONE_HOT
      operation.record.inner = Int64(classes)
    }
    (operation.a, operation.result) = (source, result)
    return operation
  }

  /// Writes the training rows that a step takes without gathering.
  func fill(_ arena: Arena, rows: Int, _ precision: Precision) {
    guard let batch, batch.block == nil else { return }
    let (from, to) = (UnsafeRawPointer(arena.pointer(source)), arena.pointer(batch))
    switch form {
    case .plain, .indices: break
    case .converted(let kind):
      il_gather_converted(
        precision.scalar, il_stored(UInt32(kind.rawValue)), Int64(rows), Int64(columns), from, nil, to)
    case .oneHot(let classes):
      il_gather_one_hot(
        precision.scalar, Int64(rows), Int64(columns), Int64(classes),
        from.assumingMemoryBound(to: Int32.self), nil, to)
    }
  }
}
