import Engine
import Text

/// What there is to say about a data set.
struct DataSummary {
  private let dataset: Dataset

  init(_ dataset: Dataset) { self.dataset = dataset }

  var result: CommandResult {
    let held = dataset.heldOutRows
    var data: DataObject = [
      "name": .text(dataset.name), "samples": .integer(dataset.rows), "held_out": .integer(held),
      "input_shape": .integers(dataset.inputShape),
    ]
    let (given, wanted) = (inputs(&data), targets(&data))
    var line: StyledText =
      "\(dataset.name, .name): \(dataset.rows, .number) sample\(dataset.rows == 1 ? "" : "s")"
    if held > 0 { line += " to learn, \(held, .number) held out" }
    line += ", " + given + ", " + wanted
    return CommandResult(data, line)
  }

  private func inputs(_ data: inout DataObject) -> StyledText {
    let sizes = dataset.inputShape.map(String.init).joined(separator: "x")
    guard let vocabulary = dataset.vocabulary else {
      return "\(sizes, .number) input\(sizes == "1" ? "" : "s")"
    }
    data["vocabulary"] = .texts(vocabulary)
    return "\(sizes, .number) tokens of \(vocabulary.count, .number)"
  }

  private func targets(_ data: inout DataObject) -> StyledText {
    let targets = dataset.targets
    let steps = targets.positions.map(String.init).joined(separator: "x")
    guard let names = targets.classNames else {
      data["targets"] = "values"
      data["target_shape"] = .integers(targets.shape)
      let count = targets.shape.last ?? 1
      let each: StyledText = "\(count, .number) target\(count == 1 ? "" : "s")"
      return steps.isEmpty ? each : each + " at each of \(steps, .number) steps"
    }
    data["targets"] = "classes"
    data["classes"] = .texts(names)
    if !steps.isEmpty { data["target_shape"] = .integers(targets.shape) }
    let each: StyledText = "\(names.count, .number) classes (\(Self.list(names)))"
    return steps.isEmpty ? each : each + " at each of \(steps, .number) steps"
  }

  /// The first names; spaces and line ends as one would write them.
  private static func list(_ names: [String]) -> String {
    let shown = names.prefix(10).map { ["\n": "\\n", "\t": "\\t", "\r": "\\r", " ": "space"][$0] ?? $0 }
    return shown.joined(separator: ", ") + (names.count > 10 ? ", …" : "")
  }
}
