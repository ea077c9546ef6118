import Analysis
import Archive
import Engine
import Language
import Tensor
import Text

/// `import weights [WHERE] FILE`
enum ImportCommand: SessionCommand {
  /// Arrays that one message lists.
  private static let mostListed = 12

  static let specification = CommandSpecification(
    "import", group: .keep, summary: "read weights from a file",
    forms: [
      [.keyword("weights"), Positional("where", .word), Positional("file", .word)],
      [.keyword("weights"), Positional("file", .word)],
    ],
    arguments: [
      ArgumentHelp("weights", "all parameters and running statistics, by names such as `h1.weight`"),
      ArgumentHelp(
        "where", "a layer such as `h1`, or a parameter such as `h1.weight`: the file may hold others",
        completes: .layers),
      ArgumentHelp(
        "file",
        "ends in `.safetensors`, `.npz`, `.npy`, `.csv` or `.json`; looked for beside the script first",
        completes: .files),
    ],
    details: [
      "Names and shapes must be the network's, as `export weights` and PyTorch's `state_dict` write them; where "
        + "one does not fit, all is said and nothing is changed. Numbers are rounded to the session's precision. "
        + "The step, and what the optimizer remembers, go on."
    ],
    examples: [
      CommandExample(
        "data xor; layer dense 8 tanh; layer dense 1; export weights /tmp/start.npz; step 100; "
          + "import weights /tmp/start.npz",
        shows: "read 4 arrays, 33 numbers"),
      CommandExample(
        "data xor; layer dense 8 tanh name=h1; layer dense 1; export weights /tmp/all.json; "
          + "import weights h1 /tmp/all.json",
        shows: "read 2 arrays, 24 numbers"),
    ],
    seeAlso: ["export", "weights", "init"])

  static func run(_ call: Call, in session: Session) throws -> CommandResult {
    let name = try call.binder.word("file")
    let path = try session.files.path(name, relativeTo: session.scriptFolders.last)
    let model = try session.laboratory.model()
    let file = try ArrayFile(contentsOf: path)
    let choices = try ParameterChoice.chosen(
      call.binder.argument("where"), call, model, withStatistics: true)
    let places = try places(of: choices, in: file, path, call)
    var parameters: [ParameterEdit] = []
    for (choice, place) in zip(choices, places) {
      let tensor = try file.tensor(place)
      try checkFinite(tensor, choice, session.laboratory.precision, call)
      parameters.append(
        ParameterEdit(layer: choice.layer, parameter: choice.parameter, value: tensor))
    }
    try session.laboratory.write(parameters)
    let numbers = parameters.reduce(0) { $0 + $1.value.count }
    return CommandResult(
      ["file": .text(path), "arrays": .integer(parameters.count), "numbers": .integer(numbers)],
      "read \(ArrayCount.text(parameters.count, numbers)) from \(path, .name)")
  }

  /// Where each parameter stands in the file; nothing is read before all of them fit.
  private static func places(
    of choices: [ParameterChoice], in file: ArrayFile, _ path: String, _ call: Call
  ) throws(Diagnostic) -> [Int] {
    var headers = file.headers
    if headers.count == 1, headers[0].name.isEmpty {
      guard let only = choices.first, choices.count == 1 else {
        throw call.failure(
          "several-arrays", "a `.npy` file holds one array, and these are \(choices.count)",
          at: call.binder.argument("file"), label: "one array",
          help: "`import weights \(choices.first?.name ?? "h1.weight") \(path)`")
      }
      headers[0].name = only.name
    }
    let found = Dictionary(zip(headers.map(\.name), headers.indices), uniquingKeysWith: { first, _ in first })
    let expected = Set(choices.map(\.name))
    let missing = choices.map(\.name).filter { found[$0] == nil }
    let surplus =
      call.binder.isGiven("where")
      ? [] : headers.map(\.name).filter { !expected.contains($0) && !isCount($0, beside: expected) }
    let misfits = choices.compactMap { choice in
      found[choice.name].flatMap { place in
        headers[place].shape == choice.shape
          ? nil
          : "`\(choice.name)` is \(ShapeText.of(headers[place].shape)), expected \(ShapeText.of(choice.shape))"
      }
    }
    guard missing.isEmpty, surplus.isEmpty, misfits.isEmpty else {
      let notes = missing.map { "`\($0)` is missing" } + misfits + surplus.map { "`\($0)` is no parameter" }
      let counts = [(missing, "missing"), (misfits, "of another shape"), (surplus, "too many")]
        .filter { !$0.0.isEmpty }.map { "\($0.0.count) \($0.1)" }
      throw call.failure(
        "weights-differ", "`\(path)` does not fit the network: \(counts.joined(separator: ", "))",
        at: call.binder.argument("file"), label: "nothing was changed",
        notes: notes.prefix(mostListed)
          + (notes.count > mostListed ? ["and \(notes.count - mostListed) more"] : []),
        help: missing.isEmpty && misfits.isEmpty
          ? "`import weights all \(path)` leaves the others unread" : "`net` shows names and shapes")
    }
    return choices.compactMap { found[$0.name] }
  }

  /// PyTorch's `num_batches_tracked` stands beside running statistics; nothing here depends on it.
  private static func isCount(_ name: String, beside expected: Set<String>) -> Bool {
    let suffix = "num_batches_tracked"
    return name.hasSuffix("." + suffix) && expected.contains(name.dropLast(suffix.count) + "running_mean")
  }

  /// Refuses numbers that training could not start from.
  private static func checkFinite(
    _ tensor: Tensor, _ choice: ParameterChoice, _ precision: Precision, _ call: Call
  ) throws(Diagnostic) {
    guard let place = tensor.values.firstIndex(where: { !precision.rounded($0).isFinite }) else { return }
    throw call.failure(
      "weights-not-finite",
      "entry \(place) of `\(choice.name)` is `\(NumberFormat().string(tensor.values[place]))`, no finite "
        + "\(precision.rawValue)",
      at: call.binder.argument("file"), label: "nothing was changed",
      help: precision == .float32 && tensor.values[place].isFinite
        ? "`set precision float64`" : "mend the file")
  }
}
