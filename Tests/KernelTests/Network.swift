import CKernels

/// Memory that stays in place as long as its owner lives.
final class Arena {
  private var buffers: [UnsafeMutableRawPointer] = []

  func room<Element: BitwiseCopyable>(_ count: Int, _ zero: Element) -> UnsafeMutablePointer<Element> {
    let pointer = UnsafeMutablePointer<Element>.allocate(capacity: max(count, 1))
    pointer.initialize(repeating: zero, count: max(count, 1))
    buffers.append(UnsafeMutableRawPointer(pointer))
    return pointer
  }

  func copy<Element: BitwiseCopyable>(_ values: [Element], _ zero: Element) -> UnsafeMutablePointer<Element> {
    let pointer = room(values.count, zero)
    for (i, value) in values.enumerated() { pointer[i] = value }
    return pointer
  }

  deinit {
    for buffer in buffers { buffer.deallocate() }
  }
}

/// One dense layer's places in the arena; `input` belongs to the layer below.
struct Layer<T: KernelScalar> {
  let fan: Int
  let width: Int
  /// Offsets into the parameters.
  let weights: Int
  let bias: Int
  let input: UnsafeMutablePointer<T>
  let pre: UnsafeMutablePointer<T>
  let out: UnsafeMutablePointer<T>
  let delta: UnsafeMutablePointer<T>
}

/// A dense network as a plan over memory of its own: what the engine does, in small.
final class Network<T: KernelScalar> {
  let parameterCount: Int
  let layers: [Layer<T>]
  let parameters: UnsafeMutablePointer<T>
  let gradient: UnsafeMutablePointer<T>
  let losses: UnsafeMutablePointer<Double>
  var run = il_run()
  private let arena = Arena()
  private let plan: OpaquePointer?

  init(
    _ widths: [Int], inputs: [T], targets: [T], batch: Int = 0, activation: il_activation = IL_TANH,
    optimizer settings: il_optimizer = optimizer(IL_SGD), rate: Double = 0.05
  ) {
    let samples = inputs.count / widths[0]
    let data = (arena.copy(inputs, T(0)), arena.copy(targets, T(0)))
    let gathered =
      batch > 0 ? (arena.room(inputs.count, T(0)), arena.room(targets.count, T(0))) : data
    layers = Self.makeLayers(widths, samples: samples, input: gathered.0, arena: arena)
    parameterCount = layers.map { ($0.fan + 1) * $0.width }.reduce(0, +)
    parameters = arena.room(parameterCount, T(0))
    gradient = arena.room(parameterCount, T(0))
    losses = arena.room(1000, 0.0)

    var sections: [[il_operation]] = [[], [], [], [], []]
    if batch > 0 {
      sections[0] = [
        gather(data.0, gathered.0, widths[0]), gather(data.1, gathered.1, targets.count / max(samples, 1)),
      ]
    }
    for (index, layer) in layers.enumerated() {
      sections[1] += forward(
        layer, parameters, activation: index + 1 < layers.count ? activation : IL_IDENTITY)
      sections[3] =
        backward(layer, index > 0 ? layers[index - 1] : nil, parameters, gradient, activation) + sections[3]
    }
    if let last = layers.last { sections[2] = [meanSquares(last, gathered.1)] }
    sections[4] = [update(parameters, gradient, parameterCount, settings, arena)]
    plan = il_plan_create(T.code, sections.flatMap { $0 }, sections.map { Int64($0.count) })

    run.dataset_rows = Int64(samples)
    run.batch_rows = Int64(batch)
    run.permutation = batch > 0 ? UnsafePointer(arena.copy((0..<samples).map { Int32($0) }, 0)) : nil
    run.learning_rate = rate
    run.losses = losses
  }

  deinit { il_plan_destroy(plan) }

  private static func makeLayers(
    _ widths: [Int], samples: Int, input: UnsafeMutablePointer<T>, arena: Arena
  ) -> [Layer<T>] {
    var layers: [Layer<T>] = []
    for (fan, width) in zip(widths, widths.dropFirst()) {
      let start = layers.last.map { $0.bias + $0.width } ?? 0
      layers.append(
        Layer(
          fan: fan, width: width, weights: start, bias: start + fan * width, input: layers.last?.out ?? input,
          pre: arena.room(samples * width, T(0)), out: arena.room(samples * width, T(0)),
          delta: arena.room(samples * width, T(0))))
    }
    return layers
  }

  var values: [T] {
    get { (0..<parameterCount).map { parameters[$0] } }
    set { for (i, value) in newValue.enumerated() { parameters[i] = value } }
  }

  var gradients: [T] { (0..<parameterCount).map { gradient[$0] } }

  /// Sets all weights of a layer to one value.
  func fill(_ layer: Int, _ value: T) {
    for i in layers[layer].weights..<layers[layer].bias { parameters[i] = value }
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
