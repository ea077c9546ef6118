import CKernels
import InitKit
import Tensor

/// A blueprint turned into one arena and the plans that run over it.
final class CompiledNetwork {
  /// What it was made from.
  let blueprint: Blueprint
  /// All its numbers.
  let arena: Arena
  /// Where they lie.
  let memory: NetworkMemory
  /// Training: gather, forward, loss, backward, update.
  let training: Plan
  /// The same but for the update, with sums where they can be looked at: what training overwrites.
  let looking: Plan
  /// What only looking needs, to be run after a forward.
  let observation: Plan
  /// Forward and loss over held-out rows in the full-batch mode, which gathers nothing; over all rows where
  /// layers differ in training.
  let heldOut: Plan?
  /// Where the current batch's inputs lie.
  let input: Buffer
  /// Where its targets lie.
  let target: Buffer
  /// Where the loss writes its derivative.
  let lossGradient: Buffer
  /// Where each layer's results lie.
  let layers: [LayerBuffers]
  /// The same in the plan for held-out rows.
  let heldOutLayers: [LayerBuffers]

  /// Compiles.
  ///
  /// - Throws: `memory` before anything is allocated, `noMemory`.
  init(_ blueprint: Blueprint, data: Dataset, limit: Int) throws(EngineError) {
    let precision = blueprint.description.precision
    var layout = ArenaLayout(limit: limit)
    let memory = try NetworkMemory(blueprint, data: data, layout: &layout)
    var main = PlanBuilder(batchRows: blueprint.batchRows, precision: precision, layout: layout)
    layers = try main.emit(blueprint, memory, gathers: !blueprint.isFullBatch)
    main.emitUpdate(blueprint, memory)
    input = main.inputBuffer ?? memory.gradients
    target = main.targetBuffer ?? memory.gradients
    lossGradient = main.lossGradient ?? memory.gradients

    var second: PlanBuilder?
    if blueprint.isFullBatch, memory.heldOutRows > 0 || blueprint.differsInTraining {
      let rows = min(256, max(memory.rows, memory.heldOutRows))
      var builder = PlanBuilder(batchRows: rows, precision: precision, layout: main.layout)
      heldOutLayers = try builder.emit(blueprint, memory, gathers: true)
      second = builder
    } else {
      heldOutLayers = layers
    }
    let sumBytes = max(main.sums.bytes, second?.sums.bytes ?? 0)
    arena = try Arena(
      bytes: (second ?? main).layout.bytes, sumBytes: sumBytes,
      samples: [.inputs: data.allInputs.numbers, .targets: data.allTargets.numbers.numbers])
    self.blueprint = blueprint
    self.memory = memory
    let sections = [main.gather, main.forward, main.loss, main.backward]
    training = try Plan(
      sections + [main.update], overwriting: main.overwritten, precision: precision, arena: arena)
    looking =
      main.sums.bytes == 0 ? training : try Plan(sections, precision: precision, arena: arena)
    observation = try Plan(
      [[], main.observation, [], main.backwardObservation], precision: precision, arena: arena)
    if let second {
      let sections = [second.gather, second.forward, second.loss]
      heldOut = try Plan(
        sections, overwriting: second.overwritten, precision: precision, arena: arena)
    } else {
      heldOut = nil
    }
    memory.fill(arena)
  }

  /// Gives back what compiling a deep network leaves in the heap: records of its operations are copied more than
  /// once, and the holes are larger than the plans.
  func trimHeap() {
    if training.count >= 256 { il_trim_heap() }
  }

  /// The number type.
  var precision: Precision { blueprint.description.precision }

  /// Where a layer stands.
  ///
  /// - Throws: `unknownName`.
  func place(of layer: String) throws(EngineError) -> Int {
    guard let place = blueprint.layers.firstIndex(where: { $0.name == layer }) else {
      throw .unknownName(layer, subject: "layer", known: blueprint.layers.map(\.name))
    }
    return place
  }

  /// Where a parameter and its declaration are.
  ///
  /// - Throws: `unknownName`.
  func parameter(_ layer: String, _ name: String) throws(EngineError) -> ParameterSlot {
    let place = try place(of: layer)
    let parameter = try blueprint.layers[place].parameter(name)
    guard let slot = memory.slots.first(where: { $0.layer == place && $0.parameter.name == parameter.name })
    else { preconditionFailure("every parameter of a blueprint has a slot") }
    return slot
  }
}
