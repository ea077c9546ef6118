import CKernels
import Tensor

/// Collects a network's buffers and operations, layer by layer.
package struct PlanBuilder {
  /// Most rows of a batch.
  let batchRows: Int
  /// Size of one number.
  let precision: Precision
  /// Places handed out so far.
  private(set) var layout: ArenaLayout
  /// Places of what training overwrites or does without, in a block of their own for who looks.
  private(set) var sums: ArenaLayout
  /// What training has in their stead, by their places.
  private(set) var overwritten: [Int: Buffer] = [:]

  /// Copies the batch's rows together.
  private(set) var gather: [PlannedOperation] = []
  /// From input to output.
  private(set) var forward: [PlannedOperation] = []
  /// The loss and its derivative.
  private(set) var loss: [PlannedOperation] = []
  /// From the loss to all gradients, the last operation first: layers below are added behind, without a copy.
  private var backwardFromEnd: [PlannedOperation] = []
  /// What a step changes.
  private(set) var update: [PlannedOperation] = []
  /// Operations that training does not need, for what people look at.
  private(set) var observation: [PlannedOperation] = []
  /// The way back of what lies below all that is learnt, for what people look at; the last operation first, too.
  private var observationFromEnd: [PlannedOperation] = []
  /// Where the batch's inputs lie, once a network was added.
  var inputBuffer: Buffer?
  /// Where the batch's targets lie.
  var targetBuffer: Buffer?
  /// Where the loss writes its derivative.
  var lossGradient: Buffer?
  /// What follows the whole way back.
  private var afterBackward: [PlannedOperation] = []
  /// The way back of the layer at hand.
  private var layerBackward: [PlannedOperation] = []

  /// An empty plan behind places handed out before.
  init(batchRows: Int, precision: Precision, layout: ArenaLayout) {
    self.batchRows = batchRows
    self.precision = precision
    self.layout = layout
    sums = ArenaLayout(limit: layout.limit)
  }

  /// Reserves so many numbers.
  ///
  /// - Throws: `memory`.
  mutating func reserve(_ count: Int) throws(EngineError) -> Buffer {
    try layout.reserve(count, bytesEach: precision.bytes)
  }

  /// Reserves so many numbers for each sample of a batch.
  ///
  /// - Throws: `memory`.
  package mutating func reserve(perSample count: Int) throws(EngineError) -> Buffer {
    try reserve(try layout.product([batchRows, count]))
  }

  /// Reserves room for the sums that a layer's activation turns into an output.
  ///
  /// Where the slope follows from the output, training needs them no longer than that: it writes the output over
  /// them, and only who looks at them has them in a place of their own.
  ///
  /// - Throws: `memory`.
  mutating func reserveSums(of layer: LayerPlace, output: Buffer) throws(EngineError) -> Buffer {
    let activation = layer.settings.activation.activation
    if activation.name == "identity" { return output }
    guard activation.isSlopeOfOutput, !layer.isActivationFused else { return try reserve(output.count) }
    return try reserveBeside(output.count, overwriting: output)
  }

  /// Reserves so many numbers for each sample of a batch for who looks; training has the start of `place` for them,
  /// or nothing.
  ///
  /// - Throws: `memory`.
  mutating func reserveBeside(
    perSample count: Int, overwriting place: Buffer? = nil
  ) throws(EngineError) -> Buffer {
    try reserveBeside(try layout.product([batchRows, count]), overwriting: place)
  }

  /// Reserves room for the derivative by what a layer gives.
  ///
  /// Below all that is learnt training does without. Where the layer hands the derivative on as it is, to one of
  /// `below`, training has it there at once, since the layer below goes on in place; who looks has both.
  ///
  /// - Throws: `memory`.
  mutating func reserveDelta(
    of layer: LayerPlace, columns: Int, handedTo below: [Buffer?] = []
  ) throws(EngineError) -> Buffer {
    guard layer.isReached else { return try reserveBeside(perSample: columns) }
    let places = below.compactMap { $0.map(inTraining) }
    guard let place = places.first(where: { $0.block == nil }) else { return try reserve(perSample: columns) }
    return try reserveBeside(perSample: columns, overwriting: place)
  }

  /// The same of numbers in all.
  private mutating func reserveBeside(_ count: Int, overwriting place: Buffer?) throws(EngineError) -> Buffer
  {
    // Places are told apart by where they start, so that none may be empty.
    var buffer = try sums.reserve(max(1, count), bytesEach: precision.bytes)
    buffer.block = .sums
    overwritten[buffer.offset] = place.map(inTraining)
    return buffer
  }

  /// Where training has what a buffer holds.
  private func inTraining(_ buffer: Buffer) -> Buffer {
    buffer.block == .sums ? overwritten[buffer.offset] ?? buffer : buffer
  }

  /// Reserves so many whole numbers of 32 bits.
  mutating func reserveIndices(_ count: Int) throws(EngineError) -> Buffer {
    try layout.reserve(count, bytesEach: 4)
  }

  /// Adds an operation of the way forward.
  package mutating func addForward(_ operation: PlannedOperation) { forward.append(operation) }

  /// Adds an operation of the way back; a layer gives its own in the order in which they run.
  package mutating func addBackward(_ operation: PlannedOperation) { layerBackward.append(operation) }

  /// Adds an operation that only looking needs, after the way forward.
  package mutating func addObservation(_ operation: PlannedOperation) { observation.append(operation) }

  /// Adds a copy of the batch's rows.
  mutating func addGather(_ operation: PlannedOperation) { gather.append(operation) }
  /// Adds a loss.
  mutating func addLoss(_ operation: PlannedOperation) { loss.append(operation) }
  /// Adds a change of what a snapshot holds, once a step of training.
  package mutating func addUpdate(_ operation: PlannedOperation) { update.append(operation) }

  /// Adds an operation behind the whole way back: sums of parts of a gradient.
  mutating func addAfterBackward(_ operation: PlannedOperation) { afterBackward.append(operation) }

  /// Ends a layer: its way back runs before that of the layers below.
  ///
  /// `sums` join what several readers of the layer wrote. Where nothing is learnt at or below the layer, and
  /// where an operation writes a derivative for such a layer, training goes without, and only looking needs it.
  mutating func endLayer(isReached: Bool, sums: [PlannedOperation], unreached: [Buffer]) {
    for operation in (sums + layerBackward).reversed() {
      if isReached && !unreached.contains(where: { $0 == operation.result }) {
        backwardFromEnd.append(operation)
      } else {
        observationFromEnd.append(operation)
      }
    }
    layerBackward = []
  }

  /// From the loss to all gradients, and what follows.
  var backward: [PlannedOperation] {
    var operations: [PlannedOperation] = []
    operations.reserveCapacity(backwardFromEnd.count + afterBackward.count)
    operations += backwardFromEnd.reversed()
    operations += afterBackward
    return operations
  }

  /// The way back of what lies below all that is learnt, for what people look at.
  var backwardObservation: [PlannedOperation] { observationFromEnd.reversed() }
}
