import Tensor

/// Rows of a parameter that an update summarizes: what single neurons learnt in a step.
struct SummarySlot {
  /// Place of its parameter among the slots.
  let slot: Int
  /// The first row, where these are some of its rows only.
  var firstRow = 0
  /// Rows and columns of its incoming weights, row-major.
  let rows: Int
  /// Entries of a row.
  let columns: Int
  /// Where the summaries lie, `[rows, 5]`.
  let buffer: Buffer
}

/// What the last step did to each neuron of a layer.
package struct NeuronUpdates: Equatable, Sendable {
  /// Norm of the gradient by the incoming weights.
  package internal(set) var gradientNorm: [Double]
  /// Mean of that gradient's entries.
  package internal(set) var gradientMean: [Double]
  /// Its largest entry by magnitude, with its sign.
  package internal(set) var gradientLargest: [Double]
  /// Norm of what the step added to the incoming weights over their norm.
  package internal(set) var updateRatio: [Double]
}

/// What steps did to neurons, in bounded memory: every `stride`-th step, which doubles when there is no room.
package struct NeuronRecord: Equatable, Sendable {
  /// Most numbers kept.
  package static let capacity = 1 << 21

  /// Distance between kept steps.
  package private(set) var stride = 1
  /// The steps kept: the number of steps taken before each.
  package private(set) var steps: [Int] = []
  /// By layer the updates at each of them.
  package private(set) var layers: [String: [NeuronUpdates]] = [:]

  /// Nothing recorded yet.
  package init() {}

  /// Size of what two copies do not share, roughly: the lists, not the numbers in them.
  package var byteCount: Int { steps.count * 8 * (1 + 5 * layers.count) }

  /// Steps to the end of the next one that is kept, the step about to be taken being number `step`.
  func stepsToKept(from step: Int) -> Int { (stride - step % stride) % stride + 1 }

  /// Records the step that was taken as number `step`, counted from 0; works nothing out for one that is not kept.
  mutating func append(step: Int, _ lastUpdates: @autoclosure () -> [String: NeuronUpdates]) {
    guard step % stride == 0 else { return }
    let updates = lastUpdates()
    let numbers = updates.values.reduce(0) { $0 + 4 * $1.gradientNorm.count }
    if (steps.count + 1) * numbers > NeuronRecord.capacity, steps.count > 1 { thin() }
    guard step % stride == 0 else { return }
    steps.append(step)
    for (layer, update) in updates { layers[layer, default: []].append(update) }
  }

  /// Drops every second step kept.
  private mutating func thin() {
    stride *= 2
    let kept = steps.indices.filter { steps[$0] % stride == 0 }
    steps = kept.map { steps[$0] }
    layers = layers.mapValues { list in kept.map { list[$0] } }
  }
}

extension Model {
  /// What the last step did to the neurons of each layer; empty unless that is recorded.
  func lastNeuronUpdates() -> [String: NeuronUpdates] {
    var sums: [String: [NeuronSum]] = [:]
    for summary in network.memory.summaries {
      let slot = network.memory.slots[summary.slot]
      let layer = layers[slot.layer]
      guard let layout = layer.unitParts.first(where: { $0.parameter == slot.parameter.name })?.layout else {
        continue
      }
      let count = summary.rows * NeuronSum.width
      let values = network.arena.read(summary.buffer, count: count, precision: precision)
      var units = sums[layer.name] ?? [NeuronSum](repeating: NeuronSum(), count: layer.units)
      for row in 0..<summary.rows {
        let first = row * NeuronSum.width
        units[layout.unit(of: row * summary.columns)].add(values, at: first, entries: summary.columns)
      }
      sums[layer.name] = units
    }
    return sums.mapValues { units in
      NeuronUpdates(
        gradientNorm: units.map { $0.square.squareRoot() }, gradientMean: units.map { $0.sum / $0.entries },
        gradientLargest: units.map(\.largest), updateRatio: units.map { ($0.moved / $0.weight).squareRoot() })
    }
  }
}

/// Sums over all rows of a neuron.
private struct NeuronSum {
  /// Numbers of a row's summary.
  static let width = SummarySlot.width

  var square = 0.0
  var sum = 0.0
  var largest = 0.0
  var moved = 0.0
  var weight = 0.0
  var entries = 0.0

  mutating func add(_ values: [Double], at first: Int, entries count: Int) {
    square += values[first]
    sum += values[first + 1]
    if abs(values[first + 2]) > abs(largest) || values[first + 2].isNaN { largest = values[first + 2] }
    moved += values[first + 3]
    weight += values[first + 4]
    entries += Double(count)
  }
}

extension SummarySlot {
  /// Numbers of a row's summary.
  static let width = 5

  /// First number of its rows in the block of all parameters.
  func start(_ slots: [ParameterSlot]) -> Int { slots[slot].start + firstRow * columns }

  /// The rows that have these numbers of the block of all parameters.
  func part(_ range: Range<Int>, _ slots: [ParameterSlot], _ numberBytes: Int) -> SummarySlot {
    let first = (range.lowerBound - start(slots)) / columns
    let count = range.count / columns
    let place = Buffer(
      offset: buffer.offset + first * SummarySlot.width * numberBytes, count: count * SummarySlot.width)
    return SummarySlot(slot: slot, firstRow: firstRow + first, rows: count, columns: columns, buffer: place)
  }

  /// The parameters of a network whose rows belong to one neuron each: incoming weights.
  static func slots(
    _ blueprint: Blueprint, _ slots: [ParameterSlot], layout: inout ArenaLayout
  ) throws(EngineError) -> [SummarySlot] {
    guard blueprint.description.recordsNeurons else { return [] }
    var result: [SummarySlot] = []
    for (place, slot) in slots.enumerated() {
      let roles = slot.parameter.site.role
      guard roles == .weight || roles == .recurrent,
        let part = blueprint.layers[slot.layer].unitParts.first(where: {
          $0.parameter == slot.parameter.name && !$0.isOutgoing
        }), part.layout.inner > 0
      else { continue }
      let rows = slot.count / part.layout.inner
      let buffer = try layout.reserve(
        rows * SummarySlot.width, bytesEach: blueprint.description.precision.bytes)
      result.append(SummarySlot(slot: place, rows: rows, columns: part.layout.inner, buffer: buffer))
    }
    return result
  }
}
