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
    let targets = data.targets
    return targets.classNames != nil || targets.numbers.first(where: { $0 != 0 && $0 != 1 }) == nil
  }

  /// Share of samples, or of positions of sequences, answered right; nil where that means nothing or nothing was held out.
  ///
  /// Several columns for one class: the largest counts. Else each column is right on the target's side of
  /// the middle, which is 0 for `bce` and `hinge`, and 1/2 for other losses.
  package func accuracy(on portion: Portion = .batch) -> Double? {
    guard hasAccuracy else { return nil }
    let targets = portion == .heldOut ? data.heldOut?.targets ?? data.targets : data.targets
    let positions = targets.positions.reduce(1, *)
    var right = 0
    var answers = 0
    do throws(EngineError) {
      try sweep(portion) { result in
        let width = result.outputs.columns / positions
        for row in 0..<result.rows {
          let wanted = targets.numbers.row(self.row(row, of: result, portion))
          let each = wanted.count / positions
          for position in 0..<positions {
            let start = (row * positions + position) * width
            let answer = result.outputs.values[start..<start + width]
            if isRight(Array(answer), Array(wanted[position * each..<(position + 1) * each])) { right += 1 }
          }
        }
        answers += result.rows * positions
      }
    } catch {
      return nil
    }
    return answers > 0 ? Double(right) / Double(answers) : nil
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
      let loss = loss
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
    run.shuffles = description.summation == .shuffled
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

  /// The row of the data set that a row of a swept batch is.
  private func row(_ row: Int, of batch: SweptBatch, _ portion: Portion) -> Int {
    guard portion == .batch, !network.blueprint.isFullBatch else { return batch.first + row }
    return Int(indices(network.memory.order)[firstRow + row])
  }

  /// Whether the answer at one position is on the right side: of a class number, or of the numbers wanted.
  private func isRight(_ answer: [Double], _ wanted: [Double]) -> Bool {
    let name = network.blueprint.loss.name
    let middle = name == "bce" || name == "hinge" ? 0 : 0.5
    guard answer.allSatisfy({ !$0.isNaN }) else { return false }
    if data.targets.classNames != nil {
      if answer.count == 1 { return (answer[0] > middle) == (wanted[0] == 1) }
      return largest(answer) == Int(wanted[0])
    }
    if name == "cross_entropy" { return largest(answer) == largest(wanted) }
    return zip(answer, wanted).allSatisfy { ($0 > middle) == ($1 > 0.5) }
  }

  /// Place of the largest number, the first of equal ones.
  private func largest(_ values: [Double]) -> Int {
    var best = 0
    for index in values.indices where values[index] > values[best] { best = index }
    return best
  }
}
