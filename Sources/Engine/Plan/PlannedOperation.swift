import CKernels

/// An operation whose operands are places in an arena that need not exist yet.
package struct PlannedOperation {
  /// The record without its pointers.
  var record = il_operation()
  /// Operands, named as in the record.
  var result: Buffer?
  /// First operand.
  var a: Buffer?
  /// Second operand.
  var b: Buffer?
  /// Third operand.
  var c: Buffer?
  /// An optimizer's first state.
  var first: Buffer?
  /// Its second state.
  var second: Buffer?
  /// Its powers of the decays.
  var powers: Buffer?
  /// Operands beside the named ones, as the operation's code counts them.
  var operands: [Buffer?] = []
  /// Place among the operands of a derivative that it may go without.
  var dispensable: Int?
  /// Sizes beside the named ones.
  var sizes: [Int] = []

  /// As a number of rows: those of the current batch.
  static let batchRows = Int64(IL_BATCH_ROWS)

  /// An operation without operands.
  init(_ code: il_operation_code, rows: Int64 = batchRows, columns: Int) {
    record.code = code
    record.rows = rows
    record.columns = Int64(columns)
  }

  /// The same in training, which has other places instead of those that only looking needs, or none; nil where it
  /// would copy numbers to where they are.
  func overwriting(_ outputs: [Int: Buffer]) -> PlannedOperation? {
    func place(_ buffer: Buffer?) -> Buffer? {
      guard let buffer, buffer.block == .sums else { return buffer }
      return outputs[buffer.offset] ?? buffer
    }
    var operation = self
    (operation.result, operation.a, operation.b, operation.c) = (place(result), place(a), place(b), place(c))
    (operation.first, operation.second) = (place(first), place(second))
    operation.operands = operands.map(place)
    if let dispensable, operation.operands[dispensable]?.block == .sums {
      operation.operands[dispensable] = nil
    }
    let copies = record.code == IL_OP_SCALE && record.parameter == 1
    return copies && operation.a == operation.result ? nil : operation
  }

  /// The record for an arena.
  func resolved(in arena: Arena) -> il_operation {
    var record = record
    record.result = result.map(arena.pointer)
    record.a = a.map { UnsafeRawPointer(arena.pointer($0)) }
    record.b = b.map { UnsafeRawPointer(arena.pointer($0)) }
    record.c = c.map { UnsafeRawPointer(arena.pointer($0)) }
    record.first = first.map(arena.pointer)
    record.second = second.map(arena.pointer)
    record.powers = powers.map { arena.pointer($0).assumingMemoryBound(to: Double.self) }
    withUnsafeMutableBytes(of: &record.operands) { bytes in
      let places = bytes.bindMemory(to: UnsafeMutableRawPointer?.self)
      for (index, operand) in operands.enumerated() { places[index] = operand.map(arena.pointer) }
    }
    withUnsafeMutableBytes(of: &record.sizes) { bytes in
      let places = bytes.bindMemory(to: Int64.self)
      for (index, size) in sizes.enumerated() { places[index] = Int64(size) }
    }
    return record
  }
}

/// A factor of a matrix product: a buffer, its row length as stored, and whether it is transposed.
package struct Factor {
  /// The numbers.
  let buffer: Buffer
  /// Distance between rows as stored.
  let rowLength: Int
  /// Whether rows and columns change places.
  var isTransposed = false
}

extension PlannedOperation {
  /// result [rows, columns] = bias + left right, summed over `inner`; -1 stands for the batch's rows.
  static func product(
    _ left: Factor, _ right: Factor, bias: Buffer? = nil, rows: Int64 = batchRows, columns: Int, inner: Int64,
    result: Buffer
  ) -> PlannedOperation {
    var operation = PlannedOperation(IL_OP_GEMM, rows: rows, columns: columns)
    operation.record.inner = inner
    operation.record.stride_a = Int64(left.rowLength)
    operation.record.stride_b = Int64(right.rowLength)
    operation.record.stride_result = Int64(columns)
    operation.record.transpose_a = left.isTransposed
    operation.record.transpose_b = right.isTransposed
    (operation.a, operation.b, operation.c) = (left.buffer, right.buffer, bias)
    operation.result = result
    return operation
  }

  /// output = phi(input) for `columns` numbers of each sample.
  static func activate(
    _ activation: ChosenActivation, input: Buffer, output: Buffer, columns: Int
  ) -> PlannedOperation {
    let isElementwise = activation.activation.isElementwise
    var operation = PlannedOperation(isElementwise ? IL_OP_ACTIVATE : IL_OP_SOFTMAX, columns: columns)
    operation.record.kind = activation.kernelNumber
    operation.record.parameter = activation.parameter ?? 0
    (operation.a, operation.result) = (input, output)
    return operation
  }

  /// gradient = gradient phi'(input), in place.
  static func activateBackward(
    _ activation: ChosenActivation, input: Buffer, output: Buffer, gradient: Buffer, columns: Int
  ) -> PlannedOperation {
    let isElementwise = activation.activation.isElementwise
    var operation = PlannedOperation(
      isElementwise ? IL_OP_ACTIVATE_BACKWARD : IL_OP_SOFTMAX_BACKWARD, columns: columns)
    operation.record.kind = activation.kernelNumber
    operation.record.parameter = activation.parameter ?? 0
    operation.a = isElementwise ? input : output
    operation.b = output
    (operation.c, operation.result) = (gradient, gradient)
    return operation
  }

  /// result[columns] = sum over the rows of input [rows, columns].
  static func sumRows(
    _ input: Buffer, rows: Int64 = batchRows, columns: Int, result: Buffer
  ) -> PlannedOperation {
    var operation = PlannedOperation(IL_OP_SUM_ROWS, rows: rows, columns: columns)
    (operation.a, operation.result) = (input, result)
    return operation
  }

  /// result = input; a product with 1 changes no bit.
  static func copy(
    _ input: Buffer, rows: Int64 = batchRows, columns: Int, result: Buffer
  ) -> PlannedOperation {
    .scale(1, input, rows: rows, columns: columns, result: result)
  }

  /// result = factor input
  static func scale(
    _ factor: Double, _ input: Buffer, rows: Int64 = batchRows, columns: Int, result: Buffer
  ) -> PlannedOperation {
    var operation = PlannedOperation(IL_OP_SCALE, rows: rows, columns: columns)
    operation.record.parameter = factor
    (operation.a, operation.result) = (input, result)
    return operation
  }

  /// result = result + factor input
  static func add(
    _ factor: Double, _ input: Buffer, rows: Int64 = batchRows, columns: Int, to result: Buffer
  ) -> PlannedOperation {
    var operation = PlannedOperation(IL_OP_AXPY, rows: rows, columns: columns)
    operation.record.parameter = factor
    (operation.a, operation.result) = (input, result)
    return operation
  }

  /// Copies `count` columns of each row: from column `from` of rows `width` long to column `at` of others.
  static func copyColumns(
    _ input: Buffer, from: Int, of width: Int, count: Int, rows: Int64, to result: Buffer, at place: Int,
    of resultWidth: Int
  ) -> PlannedOperation {
    var operation = PlannedOperation(IL_OP_COPY_COLUMNS, rows: rows, columns: count)
    (operation.a, operation.result) = (input, result)
    (operation.record.stride_a, operation.record.stride_result) = (Int64(width), Int64(resultWidth))
    operation.sizes = [from, place]
    return operation
  }
}

extension ChosenActivation {
  /// The kernel's number for a plan's record.
  var kernelNumber: Int32 { Int32(bitPattern: activation.kernel?.rawValue ?? 0) }
}
