import InitKit
import Language
import Plugins
import Text

/// `plugin new|load|list|check|reload|remove`
enum PluginCommand: SessionCommand {
  static let specification = CommandSpecification(
    "plugin", group: .initialize, summary: "add initializers of your own: write, load, check, list them",
    forms: [
      [.keyword("new"), Positional("name", .word)], [.keyword("load"), Positional("file", .word)],
      [.keyword("check"), Positional("initializer", .word)],
      [.keyword("reload"), Positional("plugin", .word)], [.keyword("remove"), Positional("plugin", .word)],
      [.keyword("list")], [],
    ],
    arguments: [
      ArgumentHelp("new", "write a file that works, to be changed"),
      ArgumentHelp("load", "put what a file holds into the table, `.swift` and `.c` being compiled first"),
      ArgumentHelp("check", "test an initializer, any of the table, against the rules and its own promises"),
      ArgumentHelp("reload", "take an edited file; layers that have its initializers have the new ones"),
      ArgumentHelp("remove", "take it out of the table; layers that have one of its initializers keep it"),
      ArgumentHelp("list", "what is loaded, and what your folder offers; so does `plugin` alone"),
      ArgumentHelp("name", "lower case with underscores; the file is called after it"),
      ArgumentHelp(
        "file", "ends in `.swift`, `.c`, `.so` or `.lab` (formulas); or a folder with such files",
        completes: .files),
      ArgumentHelp("initializer", "its name; of a plugin all are tested", completes: .initializers),
      ArgumentHelp("plugin", "its name, or that of an initializer in it", completes: .plugins),
    ],
    options: [
      CommandOption(
        "kind", .word, default: "swift",
        "what a new file is: `swift`, `c`, `expression`, or a `scheme` over networks in Swift"),
      CommandOption("seed", .argument, default: "0", "seed of a check's draws, to see a finding again"),
    ],
    details: [
      "A plugin runs in a process of its own: it may crash, hang, or eat memory, and costs one message. What "
        + "it draws comes from the session's stream, so that the same seed gives the same bits.",
      "A compiled file is kept by its content: loading it again takes milliseconds. Plugins in your own folder "
        + "($XDG_DATA_HOME/initlab/plugins) are offered by `plugin list`, and loaded by their bare names, never "
        + "unasked. With --safe no plugin is loaded.",
    ],
    examples: [
      CommandExample("plugin load plugins/mirrored.lab; plugin check mirrored", shows: "all rules hold"),
      CommandExample("plugin check he_normal", shows: "all rules hold"),
    ],
    seeAlso: ["formulas", "init", "inits", "describe", "compare"])

  static func run(_ call: Call, in session: Session) throws -> CommandResult {
    try refuseOptions(call)
    if call.binder.hasKeyword("new") { return try write(call, session) }
    if call.binder.hasKeyword("load") { return try load(call, session) }
    if call.binder.hasKeyword("check") { return try PluginCheck(call, session).run() }
    if call.binder.hasKeyword("reload") { return try reload(call, session) }
    if call.binder.hasKeyword("remove") { return try remove(call, session) }
    return PluginListing(session).result
  }

  /// `kind=` belongs to `new`, `seed=` to `check`.
  private static func refuseOptions(_ call: Call) throws {
    for (option, word) in [("kind", "new"), ("seed", "check")]
    where call.binder.isGiven(option) && !call.binder.hasKeyword(word) {
      throw call.failure(
        "unknown-option", "`\(option)=` is an option of `plugin \(word)`", at: call.binder.argument(option),
        label: "not here", help: "`help plugin` shows how it is used")
    }
  }

  private static func write(_ call: Call, _ session: Session) throws -> CommandResult {
    let name = try call.binder.word("name")
    guard name.wholeMatch(of: /[a-z][a-z0-9_]*/) != nil else {
      throw call.failure(
        "bad-name", "expected a name in lower case, found `\(name)`", at: call.binder.argument("name"),
        label: "letters, digits and underscores", help: "`plugin new wide_normal`")
    }
    guard session.initializers[name] == nil else {
      throw call.failure(
        "name-taken", "`\(name)` is in the table already", at: call.binder.argument("name"),
        label: "choose another name", help: "`describe \(name)` shows what it is")
    }
    let kind = try call.binder.choice("kind", from: PluginTemplates.kinds, default: "swift")
    let template = PluginTemplates(name: name)
    var files = [(template.fileName(kind), template.text(kind))]
    if kind == "c" { files.append(("initlab_plugin.h", PluginHeader.text)) }
    for (file, text) in files {
      let path = try session.files.destination(file)
      if PluginFile.exists(path) {
        // The header may be there from another plugin.
        guard file != "initlab_plugin.h" else { continue }
        throw call.failure(
          "file-exists", "`\(file)` is there already", at: call.binder.argument("name"),
          label: "nothing was written", help: "`plugin load \(file)` loads it")
      }
      try PluginFile.write(text, to: path)
    }
    return CommandResult(
      ["name": .text(name), "kind": .text(kind), "files": .texts(files.map(\.0))],
      "\(files[0].0, .name): written; edit it, then \("plugin load \(files[0].0)", .code)")
  }

  private static func load(_ call: Call, _ session: Session) throws -> CommandResult {
    let items = try PluginLoading(call: call, session: session).load(try call.binder.word("file"))
    return loaded(items, session)
  }

  private static func reload(_ call: Call, _ session: Session) throws -> CommandResult {
    let item = try item(call, session)
    return loaded([try PluginLoading(call: call, session: session).reload(item)], session)
  }

  private static func loaded(_ items: [PluginShelf.Item], _ session: Session) -> CommandResult {
    var document = Document()
    for item in items {
      let names = item.initializers.joined(separator: ", ")
      let first = item.initializers.first ?? item.name
      document.append(
        .text(
          "\(item.name, .name): \(names) in the table; \("describe \(first)", .code), \("plugin check \(first)", .code)"
        ))
    }
    return CommandResult(
      ["plugins": .array(items.map { PluginListing.data($0, session) })], document: document)
  }

  private static func remove(_ call: Call, _ session: Session) throws -> CommandResult {
    let name = try call.binder.word("plugin")
    if session.plugins.item(name) == nil, let entry = session.initializers[name],
      entry.origin == .expression
    {
      session.laboratory.initializers = session.initializers.removing(name)
      return CommandResult(["removed": .texts([entry.specification.name])], "\(name, .name): removed")
    }
    let item = try item(call, session)
    for name in item.initializers {
      session.laboratory.initializers = session.initializers.removing(name)
    }
    session.plugins.remove(item.name)
    return CommandResult(
      ["removed": .texts(item.initializers)],
      "\(item.name, .name): \(item.initializers.joined(separator: ", ")) removed")
  }

  private static func item(_ call: Call, _ session: Session) throws -> PluginShelf.Item {
    let name = try call.binder.word("plugin")
    if let item = session.plugins.item(name) { return item }
    if let entry = session.initializers[name], entry.origin == .builtin {
      throw call.failure(
        "not-a-plugin", "`\(name)` is part of the program", at: call.binder.argument("plugin"),
        label: "not a plugin", help: "`plugin list` shows the plugins")
    }
    throw call.unknown(
      "plugin", name, at: call.binder.argument("plugin"), among: session.plugins.items.map(\.name),
      help: session.offer(of: name) ?? "`plugin list` shows the plugins")
  }
}
