import CKernels

/// A dense network as a plan over memory of its own: what the engine does, in small.
final class Network<T: KernelScalar> {
  let widths: [Int]
  let parameterCount: Int
  private var buffers: [UnsafeMutableRawPointer] = []
  let parameters: UnsafeMutablePointer<T>
  let gradient: UnsafeMutablePointer<T>
  let losses: UnsafeMutablePointer<Double>
  let permutation: UnsafeMutablePointer<Int32>
  private let plan: OpaquePointer?
  var run = il_run()

  /// Offsets of weights and bias of each layer.
  let offsets: [(weights: Int, bias: Int)]

  init(
    _ widths: [Int], inputs: [T], targets: [T], batch: Int = 0, activation: il_activation = IL_TANH,
    optimizer settings: il_optimizer = optimizer(IL_SGD), rate: Double = 0.05
  ) {
    self.widths = widths
    var buffers: [UnsafeMutableRawPointer] = []
    func room<U>(_ count: Int, _ zero: U) -> UnsafeMutablePointer<U> {
      let pointer = UnsafeMutablePointer<U>.allocate(capacity: max(count, 1))
      pointer.initialize(repeating: zero, count: max(count, 1))
      buffers.append(UnsafeMutableRawPointer(pointer))
      return pointer
    }
    let samples = inputs.count / widths[0]
    let x = room(inputs.count, T(0))
    let t = room(targets.count, T(0))
    for (i, value) in inputs.enumerated() { x[i] = value }
    for (i, value) in targets.enumerated() { t[i] = value }

    var offsets: [(Int, Int)] = []
    var total = 0
    for layer in 0..<widths.count - 1 {
      offsets.append((total, total + widths[layer] * widths[layer + 1]))
      total += (widths[layer] + 1) * widths[layer + 1]
    }
    self.offsets = offsets
    parameterCount = total
    parameters = room(total, T(0))
    gradient = room(total, T(0))
    losses = room(1000, 0.0)
    permutation = room(samples, Int32(0))
    for i in 0..<samples { permutation[i] = Int32(i) }

    let gathers = batch > 0
    let rows = Int64(IL_BATCH_ROWS)
    func operation(_ code: il_operation_code, _ rows: Int64, _ columns: Int) -> il_operation {
      var operation = il_operation()
      operation.code = code
      operation.rows = rows
      operation.columns = Int64(columns)
      return operation
    }
    let last = widths.count - 2
    let batchX = gathers ? room(samples * widths[0], T(0)) : x
    let batchT = gathers ? room(samples * widths[last + 1], T(0)) : t
    var sections: [[il_operation]] = [[], [], [], [], []]
    if gathers {
      for (from, to, columns) in [(x, batchX, widths[0]), (t, batchT, widths[last + 1])] {
        var gather = operation(IL_OP_GATHER_ROWS, rows, columns)
        gather.a = UnsafeRawPointer(from)
        gather.result = UnsafeMutableRawPointer(to)
        sections[0].append(gather)
      }
    }
    var inputsOf = [batchX]
    var deltas: [UnsafeMutablePointer<T>] = []
    var sums: [UnsafeMutablePointer<T>] = []
    for layer in 0...last {
      let (width, fan) = (widths[layer + 1], widths[layer])
      let pre = room(samples * width, T(0))
      var product = operation(IL_OP_GEMM, rows, width)
      product.inner = Int64(fan)
      product.a = UnsafeRawPointer(inputsOf[layer])
      product.stride_a = Int64(fan)
      product.b = UnsafeRawPointer(parameters + offsets[layer].0)
      product.stride_b = Int64(fan)
      product.transpose_b = true
      product.c = UnsafeRawPointer(parameters + offsets[layer].1)
      product.result = UnsafeMutableRawPointer(pre)
      product.stride_result = Int64(width)
      sections[1].append(product)
      sums.append(pre)
      deltas.append(room(samples * width, T(0)))
      guard layer < last else { continue }
      let out = room(samples * width, T(0))
      var activate = operation(IL_OP_ACTIVATE, rows, width)
      activate.kind = Int32(activation.rawValue)
      activate.a = UnsafeRawPointer(pre)
      activate.result = UnsafeMutableRawPointer(out)
      sections[1].append(activate)
      inputsOf.append(out)
    }
    var loss = operation(IL_OP_LOSS, rows, widths[last + 1])
    loss.kind = Int32(IL_MSE.rawValue)
    loss.a = UnsafeRawPointer(sums[last])
    loss.b = UnsafeRawPointer(batchT)
    loss.result = UnsafeMutableRawPointer(deltas[last])
    sections[2] = [loss]
    for layer in (0...last).reversed() {
      let (width, fan) = (widths[layer + 1], widths[layer])
      var weights = operation(IL_OP_GEMM, Int64(width), fan)
      weights.inner = rows
      weights.a = UnsafeRawPointer(deltas[layer])
      weights.stride_a = Int64(width)
      weights.transpose_a = true
      weights.b = UnsafeRawPointer(inputsOf[layer])
      weights.stride_b = Int64(fan)
      weights.result = UnsafeMutableRawPointer(gradient + offsets[layer].0)
      weights.stride_result = Int64(fan)
      var bias = operation(IL_OP_SUM_ROWS, rows, width)
      bias.a = UnsafeRawPointer(deltas[layer])
      bias.result = UnsafeMutableRawPointer(gradient + offsets[layer].1)
      sections[3] += [weights, bias]
      guard layer > 0 else { continue }
      var back = operation(IL_OP_GEMM, rows, fan)
      back.inner = Int64(width)
      back.a = UnsafeRawPointer(deltas[layer])
      back.stride_a = Int64(width)
      back.b = UnsafeRawPointer(parameters + offsets[layer].0)
      back.stride_b = Int64(fan)
      back.result = UnsafeMutableRawPointer(deltas[layer - 1])
      back.stride_result = Int64(fan)
      var slope = operation(IL_OP_ACTIVATE_BACKWARD, rows, fan)
      slope.kind = Int32(activation.rawValue)
      slope.a = UnsafeRawPointer(sums[layer - 1])
      slope.b = UnsafeRawPointer(inputsOf[layer])
      slope.c = UnsafeRawPointer(deltas[layer - 1])
      slope.result = UnsafeMutableRawPointer(deltas[layer - 1])
      sections[3] += [back, slope]
    }
    var update = operation(IL_OP_OPTIMIZE, 1, total)
    update.result = UnsafeMutableRawPointer(parameters)
    update.a = UnsafeRawPointer(gradient)
    update.first = UnsafeMutableRawPointer(room(total, T(0)))
    update.second = UnsafeMutableRawPointer(room(total, T(0)))
    update.powers = room(2, 1.0)
    update.optimizer = settings
    sections[4] = [update]
    plan = il_plan_create(T.code, sections.flatMap { $0 }, sections.map { Int64($0.count) })
    run.dataset_rows = Int64(samples)
    run.batch_rows = Int64(batch)
    run.permutation = gathers ? UnsafePointer(permutation) : nil
    run.learning_rate = rate
    run.losses = losses
    self.buffers = buffers
  }

  deinit {
    il_plan_destroy(plan)
    for buffer in buffers { buffer.deallocate() }
  }

  var values: [T] {
    get { (0..<parameterCount).map { parameters[$0] } }
    set { for (i, value) in newValue.enumerated() { parameters[i] = value } }
  }

  var gradients: [T] { (0..<parameterCount).map { gradient[$0] } }

  /// Sets all weights of a layer to one value.
  func fill(_ layer: Int, _ value: T) {
    for i in offsets[layer].weights..<offsets[layer].bias { parameters[i] = value }
  }

  /// Runs steps, beginning a new epoch in the same order where one ends.
  @discardableResult
  func train(_ steps: Int) -> il_run_status {
    var left = Int64(steps)
    while true {
      run.step_count = left
      let status = il_plan_run(plan, &run)
      left -= run.steps_done
      guard status == IL_RUN_EPOCH_END else { return status }
      run.first_row = 0
    }
  }

  /// One call without the new epoch.
  func runOnce(_ steps: Int) -> il_run_status {
    run.step_count = Int64(steps)
    return il_plan_run(plan, &run)
  }

  func evaluate(_ sections: Int32 = IL_SECTIONS_TO_BACKWARD) -> il_run_status {
    il_plan_evaluate(plan, &run, UInt32(sections))
  }
}
