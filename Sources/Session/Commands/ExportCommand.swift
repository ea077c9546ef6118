import Archive
import Engine
import Language
import Tensor
import Text

/// `export weights|grads [WHERE] FILE`, `export history [EXPR, …] FILE`
enum ExportCommand: SessionCommand {
  static let specification = CommandSpecification(
    "export", group: .keep, summary: "write weights, gradients or the recorded loss to a file",
    forms: [
      [.keyword("weights"), Positional("where", .word), Positional("file", .word)],
      [.keyword("weights"), Positional("file", .word)],
      [.keyword("grads"), Positional("where", .word), Positional("file", .word)],
      [.keyword("grads"), Positional("file", .word)],
      [.keyword("history"), Positional("expression", .word, .some)],
    ],
    arguments: [
      ArgumentHelp("weights", "all parameters and running statistics, under names such as `h1.weight`"),
      ArgumentHelp("grads", "their gradients of the mean loss over the current batch, under the same names"),
      ArgumentHelp("history", "the loss before each recorded step, as `step` and `loss`"),
      ArgumentHelp(
        "where", "a layer such as `h1`, or a parameter such as `h1.weight`; all without", completes: .layers),
      ArgumentHelp(
        "file", "ends in `.safetensors`, `.npz`, `.npy`, `.csv` or `.json`; stands in the working folder",
        completes: .files),
      ArgumentHelp(
        "expression",
        "what to write of every step, with commas between, and the file behind it; the file alone: the recorded loss",
        completes: .references),
    ],
    options: PastSample.Range.options,
    details: [
      "Weights and gradients are written in the session's precision, the history in float64 and whole steps. "
        + "`.npy` holds one array: name a parameter, or export the history, whose columns are step and loss. "
        + "`.csv` has one row for each number, with its place on each axis; the history has one for each step.",
      "After `set record neurons` the history also holds, but in `.csv`, `neuron_step` and for each layer "
        + "`h1.grad_norm`, `h1.grad_mean`, `h1.grad_max`, `h1.update_ratio`, one row a step, one column a neuron.",
      "`export history EXPR, …` replays the past and writes the values in every state from `from` to `to`.",
      "The file is written beside its place and put there once it is whole; a file of that name is replaced.",
    ],
    examples: [
      CommandExample(
        "data xor; layer dense 8 tanh name=h1; layer dense 1; export weights /tmp/xor.safetensors",
        shows: "4 arrays, 33 numbers"),
      CommandExample(
        "data xor; layer dense 8 tanh name=h1; layer dense 1; export grads h1.weight /tmp/grad.npy",
        shows: "1 array, 16 numbers"),
      CommandExample(
        "data xor; layer dense 8 tanh; layer dense 1; step 100; export history /tmp/loss.csv",
        shows: "2 arrays, 200 numbers"),
      CommandExample(
        "data xor; layer dense 8 tanh name=h1; layer dense 1; step 100; "
          + "export history gap(h1), norm(h1.weight.grad) /tmp/gap.csv from=50",
        shows: "3 arrays, 153 numbers"),
    ],
    seeAlso: ["import", "weights", "grad", "plot"])

  static func run(_ call: Call, in session: Session) throws -> CommandResult {
    let isHistory = call.binder.hasKeyword("history")
    let words = isHistory ? try call.binder.words("expression") : [try call.binder.word("file")]
    guard let name = words.last else {
      _ = try call.binder.word("file")
      return CommandResult()
    }
    let path = try session.files.destination(name)
    // A name that says no format is refused before anything is computed.
    let format = try ArrayFormat(of: path)
    let model = try session.laboratory.model()
    let arrays: [NamedArray]
    if words.count > 1 {
      arrays = try ReplayedHistory(format, call, session).arrays
    } else {
      arrays =
        isHistory ? try history(format, model, call) : try parameters(format, model, call, session.laboratory)
    }
    let bytes = try ArrayFile.write(arrays, to: path, asColumns: isHistory)
    let numbers = arrays.reduce(0) { $0 + $1.tensor.count }
    return CommandResult(
      [
        "file": .text(path), "arrays": .integer(arrays.count), "numbers": .integer(numbers),
        "bytes": .integer(bytes),
      ],
      "wrote \(ArrayCount.text(arrays.count, numbers)) to \(path, .name) (\(NumberFormat.bytes(bytes)))")
  }

  private static func parameters(
    _ format: ArrayFormat, _ model: Model, _ call: Call, _ laboratory: Laboratory
  ) throws -> [NamedArray] {
    let subject = call.binder.hasKeyword("grads") ? "grads" : "weights"
    // Statistics, such as running means, belong to the weights as in PyTorch's state_dict, and have no gradient.
    let choices = try ParameterChoice.chosen(
      call.binder.argument("where"), call, model, withStatistics: subject == "weights")
    if format == .npy, choices.count != 1, let first = choices.first {
      throw call.failure(
        "several-arrays", "a `.npy` file holds one array, and these are \(choices.count)",
        at: call.binder.argument("file"), label: "one array",
        help: "`export \(subject) \(first.name) FILE.npy`, or a name ending in `.npz`")
    }
    let type: ElementType = laboratory.precision == .float32 ? .float32 : .float64
    var arrays: [NamedArray] = []
    for choice in choices {
      let tensor =
        subject == "grads"
        ? try model.gradient(choice.layer, choice.parameter)
        : try choice.value(in: model)
      arrays.append(NamedArray(choice.name, tensor, type))
    }
    return arrays
  }

  private static func history(_ format: ArrayFormat, _ model: Model, _ call: Call) throws -> [NamedArray] {
    let points = model.lossHistory.points
    guard !points.isEmpty else {
      throw call.failure(
        "nothing-recorded", "nothing is recorded of `loss` yet", help: "`step 100`")
    }
    let steps = points.map { Double($0.index) }
    let losses = points.map(\.value)
    guard format != .npy else {
      let rows = zip(steps, losses).map { [$0, $1] }
      return [NamedArray("history", Tensor(rows: rows), .float64)]
    }
    return [
      NamedArray("step", Tensor(shape: [steps.count], values: steps), .int64),
      NamedArray("loss", Tensor(shape: [losses.count], values: losses), .float64),
    ] + (format == .csv ? [] : NeuronArrays.arrays(model.neuronRecord))
  }
}

/// Arrays and numbers in words.
enum ArrayCount {
  /// Such as `1 array, 16 numbers`.
  static func text(_ arrays: Int, _ numbers: Int) -> String {
    "\(arrays) array\(arrays == 1 ? "" : "s"), \(numbers) number\(numbers == 1 ? "" : "s")"
  }
}
