import CKernels

/// A recurrent layer's sizes, and the memory that its operations share.
struct Recurrence {
  /// What its units compute.
  let cell: il_cell
  /// Time steps of a sample.
  let steps: Int
  /// Features at each of them.
  let inputs: Int
  /// Units.
  let units: Int
  /// Whether the states of all steps come out, or the last one.
  let isSequence: Bool

  /// Numbers that it keeps for each sample.
  var memoryPerSample: Int {
    Int(il_recurrence_memory(cell, Int64(steps), Int64(inputs), Int64(units)))
  }
  /// Numbers of each sample that its way back works in, those at the front of its memory unless it is to run again.
  var slopesPerSample: Int { Int(il_recurrence_slopes(cell, Int64(steps), Int64(units))) }
  /// Numbers that it needs whatever the batch.
  var workspace: Int { Int(il_recurrence_workspace(cell, Int64(units))) }
  /// Sizes as the operations count them.
  fileprivate var sizes: [Int] { [steps, inputs, units, isSequence ? 1 : 0] }
}

/// Heads over sequences of some length.
struct AttentionShape {
  /// Positions of a sample.
  let steps: Int
  /// Parts that attend apart.
  let heads: Int
  /// Numbers of each of them.
  let headSize: Int
  /// Whether a position sees only itself and what is before it.
  let isCausal: Bool

  /// Numbers of all heads.
  var width: Int { heads * headSize }
  /// Sizes as the operations count them.
  fileprivate var sizes: [Int] { [steps, heads, headSize, isCausal ? 1 : 0] }

  /// Numbers that the way back works in, for so many samples.
  func workspace(rows: Int) -> Int {
    var record = il_attention(
      steps: Int64(steps), heads: Int64(heads), head_size: Int64(headSize), causal: isCausal)
    return Int(il_attention_workspace(&record, Int64(rows)))
  }
}

extension PlannedOperation {
  /// result = states of a recurrence over the input; weights, biases, memory and workspace are the operands.
  static func recur(
    _ recurrence: Recurrence, input: Buffer, operands: [Buffer?], result: Buffer
  ) -> PlannedOperation {
    var operation = PlannedOperation(IL_OP_RECUR, columns: recurrence.units)
    operation.record.kind = Int32(bitPattern: recurrence.cell.rawValue)
    operation.sizes = recurrence.sizes
    operation.operands = operands
    (operation.a, operation.result) = (input, result)
    return operation
  }

  /// All gradients of a recurrence; `gradients` are those by weights, biases and input, `operands` as forward.
  ///
  /// It has no result, so that it is kept where nobody needs the gradient by the input: training goes without.
  static func recurBackward(
    _ recurrence: Recurrence, input: Buffer, delta: Buffer, operands: [Buffer?], gradients: [Buffer?],
    slopes: Buffer
  ) -> PlannedOperation {
    var operation = PlannedOperation(IL_OP_RECUR_BACKWARD, columns: recurrence.units)
    operation.record.kind = Int32(bitPattern: recurrence.cell.rawValue)
    operation.sizes = recurrence.sizes
    operation.operands = operands + gradients + [slopes]
    operation.dispensable = operands.count + gradients.count - 1
    (operation.a, operation.c) = (input, delta)
    return operation
  }

  /// result = what the heads read out of queries, keys and values; probabilities are kept.
  static func attend(
    _ shape: AttentionShape, parts: Buffer, probabilities: Buffer, result: Buffer
  ) -> PlannedOperation {
    var operation = PlannedOperation(IL_OP_ATTEND, columns: shape.width)
    operation.sizes = shape.sizes
    (operation.a, operation.first, operation.result) = (parts, probabilities, result)
    return operation
  }

  /// result = the derivative by queries, keys and values.
  static func attendBackward(
    _ shape: AttentionShape, parts: Buffer, probabilities: Buffer, delta: Buffer, workspace: Buffer,
    result: Buffer
  ) -> PlannedOperation {
    var operation = PlannedOperation(IL_OP_ATTEND_BACKWARD, columns: shape.width)
    operation.sizes = shape.sizes
    (operation.a, operation.b, operation.c) = (parts, probabilities, delta)
    (operation.first, operation.result) = (workspace, result)
    return operation
  }

  /// result [rows, columns] = rows of a table picked by tokens.
  static func embed(
    tokens: Buffer, table: Buffer, vocabulary: Int, rows: Int64, columns: Int, result: Buffer
  ) -> PlannedOperation {
    var operation = PlannedOperation(IL_OP_EMBED, rows: rows, columns: columns)
    operation.sizes = [vocabulary]
    (operation.a, operation.b, operation.result) = (tokens, table, result)
    return operation
  }

  /// result [vocabulary, columns] = the derivative by the table.
  static func embedBackward(
    tokens: Buffer, delta: Buffer, vocabulary: Int, rows: Int64, columns: Int, result: Buffer
  ) -> PlannedOperation {
    var operation = PlannedOperation(IL_OP_EMBED_BACKWARD, rows: rows, columns: columns)
    operation.sizes = [vocabulary]
    (operation.a, operation.c, operation.result) = (tokens, delta, result)
    return operation
  }

  /// result = input plus one row that is the same for every sample.
  static func addRow(_ row: Buffer, to input: Buffer, columns: Int, result: Buffer) -> PlannedOperation {
    var operation = PlannedOperation(IL_OP_ADD_ROW, columns: columns)
    (operation.a, operation.b, operation.result) = (input, row, result)
    return operation
  }

  /// result [batch, columns] = mean over the steps of each sample.
  static func meanSteps(_ input: Buffer, steps: Int, columns: Int, result: Buffer) -> PlannedOperation {
    var operation = PlannedOperation(IL_OP_MEAN_STEPS, columns: columns)
    operation.sizes = [steps]
    (operation.a, operation.result) = (input, result)
    return operation
  }

  /// result [batch, steps, columns] = the derivative by what a mean was taken of.
  static func meanStepsBackward(
    _ delta: Buffer, steps: Int, columns: Int, result: Buffer
  ) -> PlannedOperation {
    var operation = PlannedOperation(IL_OP_MEAN_STEPS_BACKWARD, columns: columns)
    operation.sizes = [steps]
    (operation.c, operation.result) = (delta, result)
    return operation
  }

  /// result [steps, columns] = sines and cosines of positions.
  static func sinusoids(steps: Int, columns: Int, result: Buffer) -> PlannedOperation {
    var operation = PlannedOperation(IL_OP_SINUSOIDS, rows: Int64(steps), columns: columns)
    operation.result = result
    return operation
  }

  /// result = 0
  static func clear(rows: Int64 = batchRows, columns: Int, result: Buffer) -> PlannedOperation {
    var operation = PlannedOperation(IL_OP_FILL, rows: rows, columns: columns)
    operation.result = result
    return operation
  }
}
