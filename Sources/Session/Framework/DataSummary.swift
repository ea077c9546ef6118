import Engine
import Text

/// What there is to say about a data set.
struct DataSummary {
  private let dataset: Dataset

  init(_ dataset: Dataset) { self.dataset = dataset }

  var result: CommandResult {
    let held = dataset.heldOut?.inputs.rows ?? 0
    var data: DataObject = [
      "name": .text(dataset.name), "samples": .integer(dataset.rows), "held_out": .integer(held),
      "input_shape": .integers(dataset.inputShape),
    ]
    var targets: StyledText
    switch dataset.targets {
    case .values(let tensor):
      data["targets"] = "values"
      data["target_shape"] = .integers(tensor.shape.dropFirst())
      targets = "\(tensor.columns, .number) target\(tensor.columns == 1 ? "" : "s")"
    case .classes(_, let names):
      data["targets"] = "classes"
      data["classes"] = .texts(names)
      let list = names.prefix(10).joined(separator: ", ") + (names.count > 10 ? ", …" : "")
      targets = "\(names.count, .number) classes (\(list))"
    }
    let inputs = dataset.inputShape.map(String.init).joined(separator: "x")
    var line: StyledText =
      "\(dataset.name, .name): \(dataset.rows, .number) sample\(dataset.rows == 1 ? "" : "s")"
    if held > 0 { line += " to learn, \(held, .number) held out" }
    line += ", \(inputs, .number) input\(inputs == "1" ? "" : "s"), "
    line += targets
    return CommandResult(data, line)
  }
}
