import InitKit
import Tensor

/// What a scheme sees of a network: a copy of it in double precision, to be measured and written.
///
/// The network itself is not touched before the scheme is done, so that one that fails leaves no trace.
final class SchemeHost: NetworkHost {
  let layers: [NetworkLayer]
  let branches: [ResidualBranch]
  let learningRate: Double
  let arithmetic: any BulkArithmetic = KernelArithmetic()

  private let copy: Model
  private let planned: [BlueprintParameter]
  /// By place where the copy has it.
  private let slots: [ParameterSlot]
  private let initializers: InitializerTable
  /// By place the number of the draw that comes next.
  private let draws: [UInt64]
  private let earlier: [[Double]]
  private let seed: UInt64
  private let interrupt: UnsafePointer<Int32>?
  /// Which batch `copy` is at.
  private var batch = 0

  /// Copies a network, with every free parameter at its default.
  ///
  /// - Throws: `memory`, `noMemory`, or `initializer` for a default that does not fit.
  init(_ model: Model, interrupt: UnsafePointer<Int32>?) throws(EngineError) {
    var description = model.description
    description.networkInitializer = nil
    (description.optimizer, description.schedule) = (nil, nil)
    (description.precision, description.recordsNeurons) = (.float64, false)
    copy = try Model(
      description, data: model.data, initializers: model.initializers, memoryLimit: model.memoryLimit,
      isDrawn: false)
    layers = model.blueprint.networkLayers
    branches = BranchSearch(layers).branches
    learningRate = model.learningRate
    planned = model.layers.flatMap(\.parameters)
    initializers = model.initializers
    seed = model.description.seed
    self.interrupt = interrupt
    let keys = model.layers.flatMap { layer in
      layer.parameters.map { ParameterKey(layer: layer.name, parameter: $0.name) }
    }
    draws = keys.map { model.draws[$0] ?? 0 }
    var (slots, earlier): ([ParameterSlot], [[Double]]) = ([], [])
    for key in keys {
      slots.append(try copy.network.parameter(key.layer, key.parameter))
      earlier.append(try model.parameter(key.layer, key.parameter).values)
    }
    self.slots = slots
    // A network that was never drawn was what its defaults draw.
    self.earlier = model.draws.isEmpty ? [] : earlier
    try fill()
  }

  /// Draws what is free by its default, what is not by what was chosen.
  private func fill() throws(EngineError) {
    for (place, parameter) in planned.enumerated() {
      let site = parameter.site
      let values: [Double]
      do throws(InitializerError) {
        values = try parameter.alone.values(at: site, from: stream(of: place))
      } catch {
        throw .initializer(layer: site.layer, parameter: site.parameter, reason: error)
      }
      copy.write(values, to: slots[place])
    }
  }

  /// All numbers, by place.
  var result: [[Double]] { planned.indices.map(numbers) }

  // MARK: Drawing

  func initializer(_ name: String) throws(InitializerError) -> ChosenInitializer {
    try initializers.choose(name)
  }

  func standard(for parameter: NetworkParameter) -> ChosenInitializer { planned[parameter.place].standard }

  func stream(of parameter: NetworkParameter) -> RandomStream { stream(of: parameter.place) }

  func stream(_ purpose: String) -> RandomStream {
    RandomStream(StreamKey(seed: seed, purpose: "scheme \(purpose)", index: draws.max() ?? 0))
  }

  /// The stream that `init` would draw the parameter from.
  private func stream(of place: Int) -> RandomStream {
    let site = planned[place].site
    return RandomStream(
      StreamKey(seed: seed, layer: site.layer, parameter: site.parameter, draw: draws[place]))
  }

  // MARK: Numbers

  func units(of parameter: NetworkParameter) -> [Int]? {
    let site = parameter.site
    let part = copy.layers.first { $0.name == site.layer }?.unitParts.first {
      $0.parameter == site.parameter && !$0.isOutgoing
    }
    return part.map { part in (0..<site.count).map { part.layout.unit(of: $0) } }
  }

  func values(of parameter: NetworkParameter) -> [Double] { numbers(parameter.place) }

  func earlierValues(of parameter: NetworkParameter) -> [Double] {
    guard !earlier.isEmpty else {
      let own = planned[parameter.place]
      return (try? own.alone.values(at: own.site, from: stream(of: parameter.place)))
        ?? numbers(parameter.place)
    }
    return earlier[parameter.place]
  }

  func write(_ values: [Double], to parameter: NetworkParameter) throws(InitializerError) {
    let site = parameter.site
    guard parameter.isFree else {
      throw .refused(reason: "\(site.layer).\(site.parameter) has an initializer of its own")
    }
    guard values.count == site.count else { throw .storage(found: values.count, needed: site.count) }
    if let index = values.firstIndex(where: { !$0.isFinite }) { throw .notFinite(index: index) }
    copy.write(values, to: slots[parameter.place])
  }

  private func numbers(_ place: Int) -> [Double] { read(place, from: copy.network.memory.parameters) }

  /// A parameter's part of a block of all parameters.
  private func read(_ place: Int, from block: Buffer) -> [Double] {
    let part = copy.network.memory.part(slots[place], of: block)
    return copy.network.arena.read(part, count: slots[place].count, precision: .float64)
  }

  // MARK: Measuring

  var batchCount: Int { copy.stepsPerEpoch }

  func loss(batch: Int, shift: [[Double]]?) throws(InitializerError) -> Double {
    try go(to: batch)
    return shifted(by: shift) { copy.loss }
  }

  func gradients(batch: Int, shift: [[Double]]?) throws(InitializerError) -> [[Double]] {
    try go(to: batch)
    return shifted(by: shift) {
      copy.evaluate(backward: true)
      return slots.indices.map { read($0, from: copy.network.memory.gradients) }
    }
  }

  /// Looks at the network with all parameters shifted, and puts them back.
  private func shifted<Result>(by shift: [[Double]]?, _ look: () -> Result) -> Result {
    guard let shift, shift.count == slots.count else { return look() }
    let before = result
    for (place, values) in before.enumerated() where shift[place].count == values.count {
      copy.write(zip(values, shift[place]).map { $0 + $1 }, to: slots[place])
    }
    defer { for (place, values) in before.enumerated() { copy.write(values, to: slots[place]) } }
    return look()
  }

  func moments(
    of layer: NetworkLayer, _ reading: LayerReading, batches: Int
  ) throws(InitializerError) -> UnitMoments {
    let layout = copy.layers[layer.place].unitLayout
    var units = [[Double]](repeating: [], count: max(1, layout.count))
    let rows = max(1, batches) * copy.network.blueprint.batchRows
    for unit in units.indices { units[unit].reserveCapacity(rows * layout.size / units.count) }
    for batch in 0..<max(1, min(batches, batchCount)) {
      try go(to: batch)
      let values = try engine { () throws(EngineError) in
        try copy.activations(layer.name, reading == .sums ? .pre : .out).values
      }
      for (index, value) in values.enumerated() { units[layout.unit(of: index)].append(value) }
    }
    return UnitMoments(units)
  }

  func inputs(of layer: NetworkLayer, batches: Int) throws(InitializerError) -> [[Double]] {
    guard let patches = LayerPatches(copy.layers[layer.place]) else { throw .lacks(.proportionalLayer) }
    var rows: [[Double]] = []
    for batch in 0..<max(1, min(batches, batchCount)) {
      try go(to: batch)
      rows += patches.rows(of: try engine { () throws(EngineError) in try copy.layerInput(layer.name) })
    }
    return rows
  }

  func inputMoments(batches: Int) throws(InitializerError) -> UnitMoments {
    var values: [Double] = []
    for batch in 0..<max(1, min(batches, batchCount)) {
      try go(to: batch)
      values += copy.input.values
    }
    return UnitMoments([values])
  }

  func response(
    of activation: ActivationSite, mean: Double, variance: Double
  ) -> (mean: Double, variance: Double) {
    let description = ActivationDescription(activation.name, parameter: activation.parameter)
    guard let chosen = try? ChosenActivation(description) else { return (mean, variance) }
    let moments = chosen.moments(mean: mean, variance: variance)
    return (moments.mean, max(0, moments.meanSquare - moments.mean * moments.mean))
  }

  /// Gives up when the user asks to stop.
  func checkInterrupt() throws(InitializerError) {
    if let interrupt, interrupt.pointee != 0 { throw .fault(.interrupted) }
  }

  /// Makes a batch the one that is computed.
  private func go(to batch: Int) throws(InitializerError) {
    try checkInterrupt()
    let wanted = batch % max(1, batchCount)
    guard wanted != self.batch else { return }
    self.batch = wanted
    copy.firstRow = wanted * copy.network.blueprint.batchRows
    copy.evaluated = .nothing
  }

  /// Runs what cannot fail on a network that was compiled.
  private func engine<Result>(
    _ body: () throws(EngineError) -> Result
  ) throws(InitializerError) -> Result {
    do throws(EngineError) {
      return try body()
    } catch {
      throw .refused(reason: "the engine refused: \(error)")
    }
  }
}
