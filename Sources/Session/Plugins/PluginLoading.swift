import InitKit
import Language
import Plugins

/// Loads plugins' files into a session: all of a call's, or none.
struct PluginLoading {
  let call: Call
  let session: Session

  /// Loads one file, or all of a folder.
  ///
  /// - Throws: why one of them cannot be loaded; then none is.
  func load(_ name: String) throws -> [PluginShelf.Item] {
    let loader = try session.pluginLoader(for: call)
    let files = try self.files(name)
    let before = (session.initializers, session.plugins)
    do {
      return try files.map { try load($0, loader) }
    } catch {
      (session.laboratory.initializers, session.plugins) = before
      throw error
    }
  }

  /// Builds and loads a plugin's file again; layers that have its initializers have the new ones then.
  func reload(_ item: PluginShelf.Item) throws -> PluginShelf.Item {
    let before = (session.initializers, session.plugins)
    do {
      return try load(PluginFile(item.path), try session.pluginLoader(for: call))
    } catch {
      (session.laboratory.initializers, session.plugins) = before
      throw error
    }
  }

  /// The file of a name, the files of a folder, or the user's own file that is called so.
  private func files(_ name: String) throws -> [PluginFile] {
    let path = try session.files.path(name, relativeTo: session.scriptFolders.last)
    guard PluginFile.exists(path) else {
      if let own = session.offeredPlugins.first(where: { $0.name == name })
        ?? session.plugins.items.first(where: { $0.name == name }).map({ PluginFile($0.path) })
      {
        return [own]
      }
      throw PluginError.build(.unreadable(path: path, reason: "No such file or directory"))
    }
    guard PluginFile.isFolder(path) else { return [PluginFile(path)] }
    let files = PluginFile.files(in: path.hasSuffix("/") ? String(path.dropLast()) : path)
    guard !files.isEmpty else { throw PluginError.build(.emptyFolder(path: path)) }
    return files
  }

  private func load(_ file: PluginFile, _ loader: PluginLoader) throws -> PluginShelf.Item {
    let old = session.plugins.item(named: file.name)
    if let old, absolute(old.path) != absolute(file.path) {
      throw call.failure(
        "plugin-loaded", "a plugin called `\(file.name)` is loaded already, from \(old.path)",
        at: call.binder.argument("file"), label: "the same name",
        help: "`plugin remove \(file.name)` removes it")
    }
    for name in old?.initializers ?? [] {
      session.laboratory.initializers = session.initializers.removing(name)
    }
    let item: PluginShelf.Item
    if file.isScript {
      item = try definitions(file)
    } else {
      let fresh = try loader.load(file)
      try add(fresh.entries, of: file)
      // Layers that hold the old one are to have the new one.
      old?.plugin?.take(over: fresh)
      let plugin = old?.plugin ?? fresh
      item = PluginShelf.Item(
        name: file.name, path: file.path, initializers: fresh.entries.map(\.specification.name),
        plugin: plugin)
      if plugin !== fresh { try exchange(fresh.entries, for: plugin.entries) }
    }
    session.plugins.put(item)
    return item
  }

  private func absolute(_ path: String) -> String {
    FilePath.absolute(path, from: session.configuration.workingFolder)
  }

  private func add(_ entries: [InitializerEntry], of file: PluginFile) throws {
    for entry in entries {
      do throws(InitializerError) {
        session.laboratory.initializers = try session.initializers.adding(entry)
      } catch {
        var diagnostic = InitializerWording.diagnostic(for: error, of: nil)
        diagnostic.notes.append("`\(file.path)` brings an initializer of that name")
        throw diagnostic
      }
    }
  }

  /// Rows that belong to the plugin that is kept, in place of equal ones of a plugin that is not.
  private func exchange(_ old: [InitializerEntry], for new: [InitializerEntry]) throws {
    for entry in old {
      session.laboratory.initializers = session.initializers.removing(entry.specification.name)
    }
    for entry in new { session.laboratory.initializers = try session.initializers.adding(entry) }
  }

  /// Runs a file that holds `init define` and nothing else.
  private func definitions(_ file: PluginFile) throws -> PluginShelf.Item {
    let source = try ScriptFile.read(file.path)
    let grammar = CommandTable.grammar(allowsPrefixes: false)
    let program: Program
    do throws(ParseFailure) {
      program = try Parser.program(source, grammar: grammar)
    } catch {
      throw error.diagnostics.first ?? Diagnostic("no-definition", "`\(file.path)` does not parse")
    }
    let before = Set(session.initializers.names)
    let interpreter = Interpreter(grammar: grammar, source: source)
    for statement in program.statements {
      guard case .command(let command) = statement.kind, command.verb.text == "init",
        command.arguments.first?.kind == .keyword
      else {
        throw Diagnostic(
          "no-definition", "expected `init define`, found `\(source.text(statement.range))`",
          label: "a plugin's file only defines", help: "`source \(file.path)` runs any commands",
          source: source, range: statement.range)
      }
      let binder = try Binder(command, by: interpreter, scope: session.scope, environment: session)
      _ = try DefineInitializer.run(Call(binder: binder, interpreter: interpreter), in: session)
    }
    let names = session.initializers.names.filter { !before.contains($0) }
    guard !names.isEmpty else {
      throw Diagnostic(
        "no-definition", "`\(file.path)` defines nothing", help: "`init define mine = normal(0, 0.1)`")
    }
    return PluginShelf.Item(name: file.name, path: file.path, initializers: names)
  }
}

extension PluginShelf {
  /// The plugin of exactly this name.
  func item(named name: String) -> Item? { items.first { $0.name == name } }
}
