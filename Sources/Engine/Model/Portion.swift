import CKernels
import Tensor

/// Which samples a figure is taken over.
package enum Portion: String, CaseIterable, Sendable {
  /// The current batch.
  case batch
  /// All training samples.
  case training
  /// The samples held out.
  case heldOut
}

extension Model {
  /// Mean loss of the present parameters.
  ///
  /// - Throws: `noHeldOutData`.
  package func loss(on portion: Portion) throws(EngineError) -> Double {
    if portion == .batch { return loss }
    var sum = 0.0
    var rows = 0
    try sweep(portion) { result in
      sum += result.loss * Double(result.rows)
      rows += result.rows
    }
    return sum / Double(rows)
  }

  /// Whether accuracy means something: there are classes, or targets that are 0 and 1 only.
  package var hasAccuracy: Bool {
    switch data.targets {
    case .classes: return true
    case .values(let tensor): return tensor.values.allSatisfy { $0 == 0 || $0 == 1 }
    }
  }

  /// Share of samples answered right; nil where that means nothing or nothing was held out.
  ///
  /// Several columns for one class: the largest counts. Else each column is right on the target's side of
  /// the middle, which is 0 for `bce` and `hinge`, and 1/2 for other losses.
  package func accuracy(on portion: Portion = .batch) -> Double? {
    guard hasAccuracy else { return nil }
    var right = 0
    var rows = 0
    do throws(EngineError) {
      try sweep(portion) { result in
        let targets = expected(portion, result)
        let width = result.outputs.columns
        for row in 0..<result.rows {
          let answer = result.outputs.values[row * width..<(row + 1) * width]
          if isRight(Array(answer), targets, row) { right += 1 }
        }
        rows += result.rows
      }
    } catch {
      return nil
    }
    return rows > 0 ? Double(right) / Double(rows) : nil
  }

  /// One batch of a sweep.
  struct SweptBatch {
    /// Row of the portion where it starts.
    let first: Int
    let rows: Int
    let loss: Double
    /// What the loss compares, `[rows, outputs]`.
    let outputs: Tensor
  }

  /// Goes through a portion batch by batch, in the order of the rows.
  private func sweep(_ portion: Portion, _ visit: (SweptBatch) -> Void) throws(EngineError) {
    let isFull = network.blueprint.isFullBatch
    if portion == .batch || (portion == .training && isFull && !network.blueprint.differsInTraining) {
      let loss = evaluate(backward: false)
      visit(SweptBatch(first: 0, rows: batchRows, loss: loss, outputs: answers(network.layers, batchRows)))
      return
    }
    let memory = network.memory
    let count = portion == .training ? memory.rows : memory.heldOutRows
    guard count > 0 else { throw .noHeldOutData }
    let plan = network.heldOut ?? network.training
    let layers = network.heldOut == nil ? network.layers : network.heldOutLayers
    let size = network.heldOut == nil ? network.blueprint.batchRows : min(256, count)
    var run = il_run()
    run.dataset_rows = Int64(count)
    run.batch_rows = Int64(size)
    run.evaluates = true
    run.permutation = indices(memory.ascending) + (portion == .training ? 0 : memory.rows)
    for first in stride(from: 0, to: count, by: size) {
      run.first_row = Int64(first)
      il_plan_evaluate(plan.handle, &run, UInt32(IL_SECTIONS_TO_LOSS))
      let rows = min(size, count - first)
      visit(SweptBatch(first: first, rows: rows, loss: run.loss, outputs: answers(layers, rows)))
    }
    // The batch's own buffers were used.
    evaluated = .nothing
  }

  /// What the loss compares with the targets: logits where an activation is fused.
  private func answers(_ layers: [LayerBuffers], _ rows: Int) -> Tensor {
    guard let last = layers.last else { return Tensor(shape: [0, 0], values: []) }
    let buffer = network.blueprint.isActivationFused ? last.pre : last.output.value
    return tensor(buffer, [rows, last.output.columns])
  }

  /// The targets of a swept batch.
  private func expected(_ portion: Portion, _ batch: SweptBatch) -> Targets {
    let rows = Array(batch.first..<batch.first + batch.rows)
    switch portion {
    case .training: return data.targets.selecting(rows)
    case .heldOut: return (data.heldOut?.targets ?? data.targets).selecting(rows)
    case .batch:
      if network.blueprint.isFullBatch { return data.targets }
      let order = indices(network.memory.order)
      return data.targets.selecting(rows.map { Int(order[firstRow + $0]) })
    }
  }

  /// Whether one row of answers is on the right side.
  private func isRight(_ answer: [Double], _ targets: Targets, _ row: Int) -> Bool {
    let name = network.blueprint.loss.name
    let middle = name == "bce" || name == "hinge" ? 0 : 0.5
    guard answer.allSatisfy({ !$0.isNaN }) else { return false }
    switch targets {
    case .classes(let indices, _):
      if answer.count == 1 { return (answer[0] > middle) == (indices[row] == 1) }
      return largest(answer) == indices[row]
    case .values(let tensor):
      let wanted = Array(tensor.values[row * answer.count..<(row + 1) * answer.count])
      if name == "cross_entropy" { return largest(answer) == largest(wanted) }
      return zip(answer, wanted).allSatisfy { ($0 > middle) == ($1 > 0.5) }
    }
  }

  /// Place of the largest number, the first of equal ones.
  private func largest(_ values: [Double]) -> Int {
    var best = 0
    for index in values.indices where values[index] > values[best] { best = index }
    return best
  }
}
