import CKernels

extension SlidingWindow {
  /// The kernels' record of it.
  var record: il_window {
    il_window(
      channels: Int64(channels), height: Int64(vertical.size), width: Int64(horizontal.size),
      outputs: Int64(outputs), groups: Int64(groups), kernel_height: Int64(vertical.kernel),
      kernel_width: Int64(horizontal.kernel), stride_height: Int64(vertical.stride),
      stride_width: Int64(horizontal.stride), padding_height: Int64(vertical.padding),
      padding_width: Int64(horizontal.padding), dilation_height: Int64(vertical.dilation),
      dilation_width: Int64(horizontal.dilation), out_height: Int64(vertical.places),
      out_width: Int64(horizontal.places), channels_last: isSequence)
  }
}

extension PlannedOperation {
  /// An operation on every sample of the batch under a window.
  private init(
    _ code: il_operation_code, _ window: SlidingWindow, a: Buffer, b: Buffer? = nil, result: Buffer
  ) {
    self.init(code, columns: window.channels)
    record.window = window.record
    (self.a, self.b, self.result) = (a, b, result)
  }

  /// result = bias + weight * input, sample by sample.
  static func convolve(
    _ window: SlidingWindow, input: Buffer, weight: Buffer, bias: Buffer?, result: Buffer
  ) -> PlannedOperation {
    var operation = PlannedOperation(IL_OP_CONVOLVE, window, a: input, b: weight, result: result)
    operation.c = bias
    return operation
  }

  /// result = the derivative by the input of a convolution, with a bias a transposed convolution.
  static func convolveToInput(
    _ window: SlidingWindow, delta: Buffer, weight: Buffer, bias: Buffer? = nil, result: Buffer
  ) -> PlannedOperation {
    var operation = PlannedOperation(IL_OP_CONVOLVE_TO_INPUT, window, a: delta, b: weight, result: result)
    operation.c = bias
    return operation
  }

  /// result = the derivative by the weight of a convolution.
  static func convolveToWeight(
    _ window: SlidingWindow, input: Buffer, delta: Buffer, result: Buffer
  ) -> PlannedOperation {
    PlannedOperation(IL_OP_CONVOLVE_TO_WEIGHT, window, a: input, b: delta, result: result)
  }

  /// result[units] = sum over samples and places of what a layer gives, `[units, ...]` or `[time, units]`.
  static func sumChannels(of shape: [Int], _ delta: Buffer, result: Buffer) -> PlannedOperation {
    let units = UnitLayout(shape: shape)
    // Features of sequences lie behind time: rows of one matrix.
    if shape.count == 2 {
      var operation = PlannedOperation.sumRows(delta, columns: units.count, result: result)
      operation.record.rows = batchRows * Int64(units.outer)
      return operation
    }
    var operation = PlannedOperation(IL_OP_SUM_CHANNELS, columns: units.count)
    operation.record.inner = Int64(units.inner)
    (operation.a, operation.result) = (delta, result)
    return operation
  }

  /// result = pooled input.
  static func pool(
    _ pooling: Pooling, _ window: SlidingWindow, input: Buffer, result: Buffer
  ) -> PlannedOperation {
    let code = pooling == .maximum ? IL_OP_MAX_POOL : IL_OP_AVERAGE_POOL
    return PlannedOperation(code, window, a: input, result: result)
  }

  /// result = the derivative by the input of a pooling.
  static func poolBackward(
    _ pooling: Pooling, _ window: SlidingWindow, input: Buffer, delta: Buffer, result: Buffer
  ) -> PlannedOperation {
    switch pooling {
    case .maximum: PlannedOperation(IL_OP_MAX_POOL_BACKWARD, window, a: input, b: delta, result: result)
    case .average: PlannedOperation(IL_OP_AVERAGE_POOL_BACKWARD, window, a: delta, result: result)
    }
  }
}

/// Sums under a window outside a plan, in double precision: what only looking needs.
enum WindowSums {
  /// The weight's gradient of each sample, `[rows, weight...]`.
  static func weightBySample(
    _ window: SlidingWindow, input: [Double], delta: [Double], rows: Int
  ) -> [Double] {
    let count = window.outputs * (window.channels / window.groups) * window.area
    let (read, given) = (window.channels * window.pixels, window.outputs * window.places)
    var record = window.record
    var result: [Double] = []
    result.reserveCapacity(rows * count)
    for row in 0..<rows {
      var gradient = [Double](repeating: 0, count: count)
      il_convolve_to_weight(
        IL_FLOAT64, &record, 1, Array(input[row * read..<(row + 1) * read]),
        Array(delta[row * given..<(row + 1) * given]), &gradient)
      result += gradient
    }
    return result
  }

  /// The bias's gradient of each sample, `[rows, units]`, of a layer that gives a shape.
  static func biasBySample(of shape: [Int], delta: [Double], rows: Int) -> [Double] {
    let units = UnitLayout(shape: shape)
    var result = [Double](repeating: 0, count: rows * units.count)
    for entry in delta.indices {
      result[entry / units.size * units.count + units.unit(of: entry % units.size)] += delta[entry]
    }
    return result
  }
}
