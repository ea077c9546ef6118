import Language
import Text

/// `set [NAME [VALUE]]`, `set REF = EXPR`
enum SetCommand: SessionCommand {
  static let specification = CommandSpecification(
    "set", group: .session, summary: "change a setting, or weights; alone, list the settings",
    forms: [
      [Positional("edit", .assignment)],
      [Positional("name", .word, .optional), Positional("value", .argument, .optional)],
    ],
    arguments: [
      ArgumentHelp("name", "a setting", completes: .settings),
      ArgumentHelp("value", "its new value; without one the value of now is shown"),
      ArgumentHelp(
        "edit",
        "weights and their new numbers, such as `h1.weight[3, 0] = 0.1`; one number fills all of them",
        completes: .layers),
    ],
    details: [
      "Weights are changed by hand at the step of now; what the optimizer remembers stays. The numbers are rounded "
        + "to the session's precision. `undo` takes it back."
    ],
    examples: [
      CommandExample("set precision float64"), CommandExample("set", shows: "precision"),
      CommandExample(
        "data xor; layer dense 4 tanh name=h1; layer dense 1; set h1.weight[3, 0] = 0.5; print h1.weight[3, 0]",
        shows: "0.5"),
      CommandExample(
        "data xor; layer dense 4 tanh name=h1; layer dense 1; set h1[1].weight = -h1[0].weight; "
          + "print h1[1].weight + h1[0].weight",
        shows: "[0, 0]"),
    ],
    seeAlso: ["copy", "perturb", "lesion", "freeze", "undo"])

  static func run(_ call: Call, in session: Session) throws -> CommandResult {
    if let edit = try call.binder.assignment("edit") {
      return try EditCall(call, session).set(edit.target, to: edit.value)
    }
    guard let argument = call.binder.argument("name") else { return list(Setting.all, session) }
    let name = try call.binder.word(of: argument)
    guard let setting = Setting.named(name) else {
      throw call.unknown(
        "setting", name, at: argument, among: Setting.all.map(\.name),
        help: otherCommand(name, call.binder.argument("value")?.raw, session) ?? "`set` lists all")
    }
    guard call.binder.isGiven("value") else { return list([setting], session) }
    try setting.write(session, call)
    return CommandResult(["name": .text(name), "value": .text(setting.read(session))])
  }

  /// The command that chooses what is no setting, such as `seed 3`.
  static func otherCommand(_ name: String, _ value: String?, _ session: Session) -> String? {
    if name == "lr" {
      let optimizer = session.laboratory.description.optimizer?.name ?? "sgd"
      return "it is the optimizer's: `optimizer \(optimizer) lr=\(value ?? "0.1")`"
    }
    let takesWord = ["loss", "optimizer", "schedule", "parametrization"].contains(name)
    guard takesWord ? value?.first?.isLetter != false : ["seed", "batch"].contains(name) else { return nil }
    return "`\(name)\(value.map { " \($0)" } ?? "")`"
  }

  private static func list(_ settings: [Setting], _ session: Session) -> CommandResult {
    var items: [TextList.Item] = []
    var data: [DataValue] = []
    for setting in settings {
      let value = setting.read(session)
      items.append(
        .init(
          term: "\(setting.name, .name) \(value, .number)",
          "\(setting.summary) \("(\(setting.values))", .dim)"))
      data.append([
        "name": .text(setting.name), "value": .text(value), "default": .text(setting.defaultText),
        "summary": .text(setting.summary),
      ])
    }
    return CommandResult(["settings": .array(data)], document: Document([.list(TextList(items))]))
  }
}
