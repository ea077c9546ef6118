import Engine
import InitKit
import Language
import Text

/// `parametrization [standard | mup base=N]`
enum ParametrizationCommand: SessionCommand {
  static let specification = CommandSpecification(
    "parametrization", aliases: ["parametrisation"], group: .build,
    summary: "choose standard or mup, in which starts and rates follow the widths; alone, show them",
    forms: [[Positional("name", .word, .optional)]],
    arguments: [ArgumentHelp("name", "`standard`, or `mup`, the maximal update parametrization")],
    options: [
      CommandOption(
        "base",
        "of mup: the width at which it is the standard parametrization; that of the first layer without it")
    ],
    details: [
      "Under mup a network of any width changes as much with each step as the one of the base width, so that what "
        + "learns well there, learning rate and start, learns well wider. A weight's role decides (n inputs, "
        + "m times as many as at the base): input weights and biases keep their start; hidden weights have a "
        + "variance of 1/n; output weights one of 1/n times 1/m. Learning rates of sgd: input weights and biases "
        + "m, hidden 1, output 1/m; of adam and all that divide by the gradient's size: input and biases 1, "
        + "hidden and output 1/m. That is the form without multipliers; an output multiplier of 1/m, with the "
        + "start and the rate that go with it, is the same network.",
      "Layers with a size of their own grow, but the last one; the network's input does not. Initializers are "
        + "chosen as ever, and their draws multiplied by a factor; numbers without chance stay as they are. "
        + "Attention keeps 1/sqrt(d): let the number of heads grow, not their size.",
      "Weights that no step has trained yet are drawn anew at once, trained ones by the next `init`; learning rates "
        + "change at once. `coordinate_check` shows whether it holds for this network.",
    ],
    examples: [
      CommandExample(
        "data xor; layer dense 256 relu name=h1; layer dense 256 relu name=h2; layer dense name=out; "
          + "optimizer adam lr=0.01; parametrization mup base=64; parametrization",
        shows: "hidden"),
      CommandExample("parametrization standard; parametrization", shows: "standard"),
    ],
    seeAlso: ["coordinate_check", "optimizer", "init"])

  static func run(_ call: Call, in session: Session) throws -> CommandResult {
    guard call.binder.isGiven("name") else {
      try refuseBase(call, "none is chosen here")
      return describe(session)
    }
    let name = try call.binder.choice("name", from: ["standard", "mup"])
    if name == "standard" {
      try refuseBase(call, "`standard` has no base")
      try session.laboratory.setParametrization(.standard)
    } else {
      let width = session.laboratory.description.layers.dropLast().lazy.compactMap(\.size).first
      let base = try call.binder.integer("base", in: .between(1, 1_000_000), default: width ?? 64)
      try session.laboratory.setParametrization(.maximalUpdate(base: base))
    }
    return CommandResult(session.laboratory.description.parametrization.data)
  }

  private static func refuseBase(_ call: Call, _ label: String) throws(Diagnostic) {
    guard let base = call.binder.argument("base") else { return }
    throw call.failure(
      "conflicting-arguments", "`base=` goes with `mup`", at: base, label: label,
      help: "`parametrization mup base=\(base.raw)`")
  }

  private static func describe(_ session: Session) -> CommandResult {
    let parametrization = session.laboratory.description.parametrization
    var data = parametrization.data
    guard parametrization != .standard, let model = session.laboratory.modelIfWhole() else {
      return CommandResult(data, "\(parametrization.text, .name)")
    }
    var table = Table(
      title: "\(parametrization.text, .name), rates for \(model.blueprint.optimizer.optimizer.name, .name)",
      columns: [
        .text("weight", priority: 5), .text("role", priority: 4), .number("times inputs", priority: 2),
        .number("times outputs", priority: 1), .number("start times", priority: 3),
        .number("rate times", priority: 3),
      ])
    var rows: [DataValue] = []
    for layer in model.layers {
      for parameter in layer.parameters {
        guard let widths = parameter.widths else { continue }
        table.append([
          .text("\(layer.name).\(parameter.name)", .name), .text(widths.role.rawValue),
          .number(widths.input), .number(widths.output), .number(parameter.startFactor),
          .number(parameter.rateFactor),
        ])
        rows.append([
          "weight": .text("\(layer.name).\(parameter.name)"), "role": .text(widths.role.rawValue),
          "inputs": .number(widths.input), "outputs": .number(widths.output),
          "start": .number(parameter.startFactor), "rate": .number(parameter.rateFactor),
        ])
      }
    }
    data["weights"] = .array(rows)
    return CommandResult(data, document: Document([.table(table)]))
  }
}

extension Parametrization {
  /// As it is typed.
  var text: String {
    switch self {
    case .standard: "standard"
    case .maximalUpdate(let base): "mup base=\(base)"
    }
  }

  /// Behind other facts; nothing for the standard one.
  var note: String { self == .standard ? "" : ", \(text)" }

  /// For programs.
  var data: DataObject {
    switch self {
    case .standard: ["parametrization": "standard"]
    case .maximalUpdate(let base): ["parametrization": "mup", "base": .integer(base)]
    }
  }
}
