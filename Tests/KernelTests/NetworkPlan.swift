import CKernels

/// An empty operation on the rows of the batch.
private func operation(_ code: il_operation_code, columns: Int) -> il_operation {
  var operation = il_operation()
  operation.code = code
  operation.rows = Int64(IL_BATCH_ROWS)
  operation.columns = Int64(columns)
  return operation
}

/// Copies the batch's rows from the data.
func gather<T>(_ data: UnsafeMutablePointer<T>, _ batch: UnsafeMutablePointer<T>, _ columns: Int)
  -> il_operation
{
  var gather = operation(IL_OP_GATHER_ROWS, columns: columns)
  gather.a = UnsafeRawPointer(data)
  gather.result = UnsafeMutableRawPointer(batch)
  return gather
}

/// pre = input Wᵀ + bias, out = f(pre).
func forward<T>(
  _ layer: Layer<T>, _ parameters: UnsafeMutablePointer<T>, activation: il_activation
) -> [il_operation] {
  var product = operation(IL_OP_GEMM, columns: layer.width)
  product.inner = Int64(layer.fan)
  product.a = UnsafeRawPointer(layer.input)
  product.stride_a = Int64(layer.fan)
  product.b = UnsafeRawPointer(parameters + layer.weights)
  product.stride_b = Int64(layer.fan)
  product.transpose_b = true
  product.c = UnsafeRawPointer(parameters + layer.bias)
  product.result = UnsafeMutableRawPointer(layer.pre)
  product.stride_result = Int64(layer.width)
  var activate = operation(IL_OP_ACTIVATE, columns: layer.width)
  activate.kind = Int32(activation.rawValue)
  activate.a = UnsafeRawPointer(layer.pre)
  activate.result = UnsafeMutableRawPointer(layer.out)
  return [product, activate]
}

/// Mean squared error of the last layer, whose delta is the gradient.
func meanSquares<T>(_ last: Layer<T>, _ targets: UnsafeMutablePointer<T>) -> il_operation {
  var loss = operation(IL_OP_LOSS, columns: last.width)
  loss.kind = Int32(IL_MSE.rawValue)
  loss.a = UnsafeRawPointer(last.out)
  loss.b = UnsafeRawPointer(targets)
  loss.result = UnsafeMutableRawPointer(last.delta)
  return loss
}

/// dW = deltaᵀ input, db = sum of delta; the layer below gets (delta W) f'(pre).
func backward<T>(
  _ layer: Layer<T>, _ below: Layer<T>?, _ parameters: UnsafeMutablePointer<T>,
  _ gradient: UnsafeMutablePointer<T>, _ activation: il_activation
) -> [il_operation] {
  var weights = operation(IL_OP_GEMM, columns: layer.fan)
  weights.rows = Int64(layer.width)
  weights.inner = Int64(IL_BATCH_ROWS)
  weights.a = UnsafeRawPointer(layer.delta)
  weights.stride_a = Int64(layer.width)
  weights.transpose_a = true
  weights.b = UnsafeRawPointer(layer.input)
  weights.stride_b = Int64(layer.fan)
  weights.result = UnsafeMutableRawPointer(gradient + layer.weights)
  weights.stride_result = Int64(layer.fan)
  var bias = operation(IL_OP_SUM_ROWS, columns: layer.width)
  bias.a = UnsafeRawPointer(layer.delta)
  bias.result = UnsafeMutableRawPointer(gradient + layer.bias)
  guard let below else { return [weights, bias] }
  var back = operation(IL_OP_GEMM, columns: layer.fan)
  back.inner = Int64(layer.width)
  back.a = UnsafeRawPointer(layer.delta)
  back.stride_a = Int64(layer.width)
  back.b = UnsafeRawPointer(parameters + layer.weights)
  back.stride_b = Int64(layer.fan)
  back.result = UnsafeMutableRawPointer(below.delta)
  back.stride_result = Int64(layer.fan)
  var slope = operation(IL_OP_ACTIVATE_BACKWARD, columns: layer.fan)
  slope.kind = Int32(activation.rawValue)
  slope.a = UnsafeRawPointer(below.pre)
  slope.b = UnsafeRawPointer(below.out)
  slope.c = UnsafeRawPointer(below.delta)
  slope.result = UnsafeMutableRawPointer(below.delta)
  return [weights, bias, back, slope]
}

/// One optimizer's step over all parameters.
func update<T: KernelScalar>(
  _ parameters: UnsafeMutablePointer<T>, _ gradient: UnsafeMutablePointer<T>, _ count: Int,
  _ settings: il_optimizer,
  _ arena: Arena
) -> il_operation {
  var update = operation(IL_OP_OPTIMIZE, columns: count)
  update.rows = 1
  update.result = UnsafeMutableRawPointer(parameters)
  update.a = UnsafeRawPointer(gradient)
  update.first = UnsafeMutableRawPointer(arena.room(count, T(0)))
  update.second = UnsafeMutableRawPointer(arena.room(count, T(0)))
  update.powers = arena.room(3, 1.0)
  update.parameter = 1
  update.optimizer = settings
  return update
}
