import Analysis
import Archive
import Language
import Text

/// `load FILE`
enum LoadCommand: SessionCommand {
  static let specification = CommandSpecification(
    "load", group: .keep, summary: "go on with a session that `save` wrote",
    forms: [[Positional("file", .word)]],
    arguments: [
      ArgumentHelp("file", "what `save` wrote; looked for beside the script first", completes: .files)
    ],
    details: [
      "It takes the place of data, network, training, settings and breakpoints; its variables come to those there "
        + "are. Every byte is checked first: a damaged file is refused, with what is wrong, and nothing has "
        + "changed. `undo` brings back what was there before, variables too."
    ],
    examples: [
      CommandExample(
        "data xor; layer dense 8 tanh; layer dense 1; step 100; save /tmp/run.safetensors; step 50; "
          + "load /tmp/run.safetensors",
        shows: "step 100")
    ],
    seeAlso: ["save", "import", "undo"])

  static func run(_ call: Call, in session: Session) throws -> CommandResult {
    let name = try call.binder.word("file")
    let path = try session.files.path(name, relativeTo: session.scriptFolders.last)
    let loaded: LoadedSession
    do {
      loaded = try LoadedSession(contentsOf: path, initializers: session.initializers)
    } catch let error as ArchiveError where error.isWithoutChecks {
      throw call.failure(
        "no-session", "`\(path)` is no session: `save` has not written it", at: call.binder.argument("file"),
        label: "nothing was changed", help: "`import weights \(path)` reads weights alone")
    } catch let error as LoadedSession.Malformed {
      throw call.failure(
        "no-session", "`\(error.path)` is no session: \(error.part) is missing",
        at: call.binder.argument("file"),
        label: "nothing was changed", help: "`import weights \(error.path)` reads weights alone")
    }
    try check(loaded, call, session)
    try session.laboratory.take(loaded)
    try session.take(loaded)
    var result = try session.position()
    result.data["file"] = .text(path)
    return result
  }

  /// A variable of the file must not hide a layer of it.
  private static func check(_ loaded: LoadedSession, _ call: Call, _ session: Session) throws(Diagnostic) {
    let layers = Set(loaded.description.layers.map(\.name))
    let taken = (session.scope.names + loaded.variables.map(\.name)).first { layers.contains($0) }
    if let taken {
      throw call.failure(
        "reserved-name", "`\(taken)` is a variable here and a layer in the file",
        at: call.binder.argument("file"),
        label: "nothing was changed", help: "load it in a session of its own")
    }
  }
}

extension Session {
  /// Takes over what a loaded session has besides its laboratory.
  func take(_ loaded: LoadedSession) throws(Diagnostic) {
    for variable in loaded.variables {
      variableChanges.append(
        VariableChange(name: variable.name, before: scope[variable.name], after: variable.value))
      scope[variable.name] = variable.value
    }
    (thresholds, stops) = (Thresholds(), StopList())
    for setting in loaded.settings { try set(setting.name, to: setting.value) }
    for stop in loaded.stops {
      let source = SourceText(name: "breakpoint", text: stop.text)
      _ = stops.add(stop.kind, try Parser.expression(source), in: source, value: nil)
    }
    program = loaded.program
  }

  /// Changes a setting as `set NAME VALUE` does.
  private func set(_ name: String, to value: String) throws(Diagnostic) {
    guard let setting = Setting.named(name) else { return }
    let source = SourceText(name: "setting", text: "set \(name) \(value)")
    let interpreter = Interpreter(grammar: grammar, source: source)
    do {
      let program = try Parser.program(source, grammar: grammar)
      guard case .command(let command)? = program.statements.first?.kind else { return }
      let binder = try Binder(command, by: interpreter, scope: scope, environment: self)
      try setting.write(self, Call(binder: binder, interpreter: interpreter))
    } catch let error as Diagnostic {
      throw error
    } catch {
      throw Diagnostic("bad-setting", "`\(name)` cannot be `\(value)`", help: "`set` lists all settings")
    }
  }
}
