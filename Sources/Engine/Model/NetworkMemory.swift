import CKernels
import Tensor

/// A parameter's place in the block of all parameters.
struct ParameterSlot {
  /// Place of its layer.
  let layer: Int
  /// Name of its layer.
  let layerName: String
  /// What it is.
  let parameter: BlueprintParameter
  /// First number in the block.
  let start: Int

  /// How many numbers it has.
  var count: Int { parameter.site.count }
}

/// A statistic's place.
struct StatisticSlot {
  /// Place of its layer.
  let layer: Int
  /// Name of its layer.
  let layerName: String
  /// What it is.
  let statistic: StatisticDeclaration
  /// Where its numbers lie.
  let buffer: Buffer

  /// Its layer and name.
  var key: ParameterKey { ParameterKey(layer: layerName, parameter: statistic.name) }
}

/// Places of what a network keeps: parameters, optimizer, orders of rows, and how samples are read.
///
/// What a snapshot holds lies in front: parameters, optimizer's states, powers of the decays, statistics.
/// Each of the blocks of parameters is contiguous, so that an update is one operation.
struct NetworkMemory {
  /// All parameters, one after the other.
  let parameters: Buffer
  /// The optimizer's first state, as long.
  let first: Buffer?
  /// Its second state.
  let second: Buffer?
  /// What a quasi-Newton method remembers; nil for other optimizers.
  let quasiNewton: QuasiNewtonMemory?
  /// Powers of the decays of adam and nadam, three for each run of parameters.
  let powers: Buffer
  /// Parameters that learn at one rate each; what is frozen is in none.
  let rateRuns: [RateRun]
  /// What training moves but nobody learns, layer by layer.
  let statistics: [StatisticSlot]
  /// Bytes from the arena's start that a snapshot holds.
  let persistentBytes: Int
  /// All gradients, in the order of the parameters; after a step, the parameters before it.
  let gradients: Buffer
  /// Where steps leave summaries of what they did to neurons, where that is recorded.
  let summaries: [SummarySlot]
  /// The parameters, layer by layer.
  let slots: [ParameterSlot]
  /// How many numbers are learnt.
  let parameterCount: Int
  /// Number of training samples.
  let rows: Int
  /// Number of samples held out.
  let heldOutRows: Int
  /// Inputs of training, then held-out rows, beside the arena.
  let inputs: SampleMemory
  /// Their targets.
  let targets: SampleMemory
  /// The order of rows in the present epoch.
  let order: Buffer
  /// 0, 1, 2, ...
  let ascending: Buffer
  /// Size of one number.
  private let precision: Precision

  /// Reserves the places.
  ///
  /// - Throws: `memory`.
  init(_ blueprint: Blueprint, data: Dataset, layout: inout ArenaLayout) throws(EngineError) {
    precision = blueprint.description.precision
    let size = precision.bytes
    var slots: [ParameterSlot] = []
    var count = 0
    for (place, layer) in blueprint.layers.enumerated() {
      for parameter in layer.parameters {
        slots.append(
          ParameterSlot(layer: place, layerName: layer.name, parameter: parameter, start: count))
        count += parameter.site.count
      }
    }
    self.slots = slots
    parameterCount = count
    let states = blueprint.optimizer.stateCount
    parameters = try layout.reserve(count, bytesEach: size)
    first = states > 0 ? try layout.reserve(count, bytesEach: size) : nil
    second = states > 1 ? try layout.reserve(count, bytesEach: size) : nil
    if let method = blueprint.optimizer.quasiNewton {
      quasiNewton = try QuasiNewtonMemory(method, parameters: count, bytesEach: size, layout: &layout)
    } else {
      quasiNewton = nil
    }
    rateRuns = RateRun.runs(of: slots)
    powers = try layout.reserve(RateRun.powerCount * max(1, rateRuns.count), bytesEach: 8)
    var statistics: [StatisticSlot] = []
    for (place, layer) in blueprint.layers.enumerated() {
      for statistic in layer.statistics {
        let buffer = try layout.reserve(try layout.product(statistic.shape), bytesEach: size)
        statistics.append(
          StatisticSlot(layer: place, layerName: layer.name, statistic: statistic, buffer: buffer))
      }
    }
    self.statistics = statistics
    persistentBytes = layout.bytes
    gradients = try layout.reserve(count, bytesEach: size)
    summaries = try SummarySlot.slots(blueprint, slots, layout: &layout)

    rows = data.rows
    heldOutRows = data.heldOutRows
    let fullBatch = blueprint.isFullBatch ? rows : nil
    inputs = try SampleMemory(inputs: data.allInputs, fullBatch: fullBatch, precision, layout: &layout)
    targets = try SampleMemory(
      targets: data.allTargets, as: blueprint.targetEncoding, fullBatch: fullBatch, precision, layout: &layout
    )
    order = try layout.reserve(rows, bytesEach: 4)
    ascending = try layout.reserve(rows + heldOutRows, bytesEach: 4)
  }

  /// Part of a block that belongs to a parameter.
  func part(_ slot: ParameterSlot, of block: Buffer) -> Buffer {
    Buffer(offset: block.offset + slot.start * precision.bytes, count: slot.count)
  }

  /// Bytes of one number.
  var numberBytes: Int { precision.bytes }

  /// The powers of a run, by its place.
  func powers(of place: Int) -> Buffer {
    Buffer(offset: powers.offset + place * RateRun.powerCount * 8, count: RateRun.powerCount)
  }

  /// Makes the powers of all runs those after a number of steps: `first` is that of one run.
  func setPowers(_ first: [Double], in arena: Arena) {
    for place in 0..<max(1, rateRuns.count) { arena.write(first, to: powers(of: place), precision: .float64) }
  }

  /// Writes what does not change: samples that are not gathered, ascending order, first powers.
  func fill(_ arena: Arena) {
    inputs.fill(arena, rows: rows, precision)
    targets.fill(arena, rows: rows, precision)
    arena.write(Array(0..<rows), to: order)
    arena.write(Array(0..<rows + heldOutRows), to: ascending)
    setPowers(RateRun.firstPowers, in: arena)
    for slot in statistics { reset(slot, in: arena) }
  }

  /// Makes a statistic what it is before the first step.
  func reset(_ slot: StatisticSlot, in arena: Arena) {
    let values = [Double](repeating: slot.statistic.initialValue, count: slot.buffer.count)
    arena.write(values, to: slot.buffer, precision: precision)
  }
}
