import Language
import Text

/// `set [NAME [VALUE]]`
enum SetCommand: SessionCommand {
  static let specification = CommandSpecification(
    "set", group: .session, summary: "change a setting; alone, list them",
    forms: [[Positional("name", .word, .optional), Positional("value", .argument, .optional)]],
    arguments: [
      ArgumentHelp("name", "a setting", completes: .settings),
      ArgumentHelp("value", "its new value; without one the value of now is shown"),
    ],
    examples: [CommandExample("set precision float64"), CommandExample("set", shows: "precision")])

  static func run(_ call: Call, in session: Session) throws -> CommandResult {
    guard let argument = call.binder.argument("name") else { return list(Setting.all, session) }
    let name = try call.binder.word(of: argument)
    guard let setting = Setting.named(name) else {
      throw call.unknown(
        "setting", name, at: argument, among: Setting.all.map(\.name), help: "`set` lists all")
    }
    guard call.binder.isGiven("value") else { return list([setting], session) }
    try setting.write(session, call)
    return CommandResult(["name": .text(name), "value": .text(setting.read(session))])
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
