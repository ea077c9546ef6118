import Analysis
import Engine
import Language
import Tensor
import Text

/// Goes through one training step part by part.
struct StepWalk {
  private let session: Session
  private let model: Model

  init(_ session: Session, model: Model) {
    self.session = session
    self.model = model
    if session.portion.revision != session.laboratory.revision {
      session.portion = StepPortion(revision: session.laboratory.revision)
    }
  }

  /// The next phases; the last of each step is the update.
  func phases(_ count: Int) throws -> CommandResult {
    var result = CommandResult()
    for _ in 0..<count {
      let phase = StepWalk(session, model: model).phase()
      var shown: CommandResult
      if phase == .update {
        shown = try TrainingReport(session, model: model).train(steps: 1)
        session.portion = StepPortion(revision: session.laboratory.revision)
      } else {
        shown = try show(phase)
        session.portion.phases += 1
      }
      shown.data["phase"] = .text(phase.rawValue)
      result = CommandResult(shown.data, document: Document(result.document.blocks + shown.document.blocks))
      if session.shouldStop { throw Stop.interrupted }
    }
    return result
  }

  /// The next samples; the update follows the last of the batch.
  func samples(_ count: Int) throws -> CommandResult {
    var result = CommandResult()
    for _ in 0..<count {
      let walk = StepWalk(session, model: model)
      var shown = try walk.show(sample: session.portion.samples)
      session.portion.samples += 1
      if session.portion.samples >= model.batchRows {
        let update = try TrainingReport(session, model: model).train(steps: 1)
        shown.document.blocks += update.document.blocks
        for member in update.data.members { shown.data[member.name] = member.value }
        session.portion = StepPortion(revision: session.laboratory.revision)
      }
      result = CommandResult(shown.data, document: Document(result.document.blocks + shown.document.blocks))
      if session.shouldStop { throw Stop.interrupted }
    }
    return result
  }

  private func phase() -> StepPhase { session.portion.phase }

  private var common: DataObject {
    [
      "step": .integer(model.step), "epoch": .integer(model.epoch), "loss": .number(model.loss),
      "stopped_by": "count",
    ]
  }

  private func show(_ phase: StepPhase) throws -> CommandResult {
    var data = common
    guard phase != .loss else {
      return CommandResult(
        data, "loss: \(model.blueprint.loss.name) of output and target is \(model.loss, .number)")
    }
    var table = Table(
      title: phase == .forward
        ? "forward: what each layer gives on the \(model.batchRows, .number) samples of the batch"
        : "backward: the gradient of the loss in each layer",
      columns: [
        .text("layer", priority: 9), .number(phase == .forward ? "mean" : "delta norm", priority: 7),
        .number(phase == .forward ? "std" : "weight grad norm", priority: 8),
      ])
    var rows: [DataValue] = []
    for layer in phase == .forward ? model.layers : model.layers.reversed() {
      let values = try model.activations(layer.name, phase == .forward ? .out : .delta).values
      let gradients = try layer.parameters.first.map { try model.gradient(layer.name, $0.name) }
      let first = phase == .forward ? Reduction.mean.apply(values) : Reduction.norm.apply(values)
      let second =
        phase == .forward
        ? Reduction.deviation.apply(values) : gradients.flatMap { Reduction.norm.apply($0.values) }
      table.append([.text(layer.name, .name), .number(first), .number(second)])
      rows.append(
        phase == .forward
          ? ["layer": .text(layer.name), "mean": DataValue(first), "std": DataValue(second)]
          : ["layer": .text(layer.name), "delta_norm": DataValue(first), "gradient_norm": DataValue(second)])
    }
    data["layers"] = .array(rows)
    return CommandResult(data, document: Document([.table(table)]))
  }

  /// One sample of the batch: its answer, its target, and its own gradient.
  private func show(sample: Int) throws -> CommandResult {
    var data = common
    (data["sample"], data["samples"]) = (.integer(sample), .integer(model.batchRows))
    let (input, output, target) = (
      model.input.row(sample), model.output.row(sample), model.target.row(sample)
    )
    var line: StyledText = "sample \(sample, .number) of \(model.batchRows, .number)"
    if input.count <= 8 { line += ": input \(Value(input).displayText, .number)" }
    if output.count <= 8 {
      line += ", output \(Value(output).displayText, .number), target \(Value(target).displayText, .number)"
    }
    (data["output"], data["target"]) = (Value(output).data, Value(target).data)
    var table = Table(columns: [
      .text("parameter", priority: 9), .number("norm of its gradient", priority: 8),
      .number("of the mean so far", priority: 7),
    ])
    var rows: [DataValue] = []
    for layer in model.layers {
      for parameter in layer.parameters {
        guard let gradients = try? model.sampleGradient(layer.name, parameter.name) else { continue }
        let own = Reduction.norm.apply(gradients.row(sample).values)
        let mean = Reduction.norm.apply(gradients.mean(ofRows: sample + 1))
        let name = "\(layer.name).\(parameter.name)"
        table.append([.text(name, .name), .number(own), .number(mean)])
        rows.append(["parameter": .text(name), "norm": DataValue(own), "mean_norm": DataValue(mean)])
      }
    }
    data["gradients"] = .array(rows)
    return CommandResult(data, document: Document([.text(line), .table(table)]))
  }
}

extension Tensor {
  /// One row, without the first axis.
  fileprivate func row(_ index: Int) -> Tensor {
    Tensor(shape: Array(shape.dropFirst()), values: Array(values[index * columns..<(index + 1) * columns]))
  }

  /// The mean of the first rows, entry by entry.
  fileprivate func mean(ofRows count: Int) -> [Double] {
    (0..<columns).map { column in
      (0..<count).reduce(0) { $0 + values[$1 * columns + column] } / Double(count)
    }
  }
}
