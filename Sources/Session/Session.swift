import Analysis
import InitKit
import Language

/// A person's work: data, network, weights, variables, settings; commands change it one after the other.
///
/// It prints nothing and asks the system for nothing: events go to the host.
package final class Session {
  /// How a text of commands ended.
  package enum Outcome: Equatable, Sendable {
    case completed, commandFailed, notParsed, expectationFailed, interrupted
  }

  /// What the session started with.
  package let configuration: SessionConfiguration
  /// The variables.
  package var scope = Scope()
  /// Data, network and training.
  package let laboratory: Laboratory
  /// The plugins that were loaded.
  var plugins = PluginShelf()
  /// True once `quit` has run.
  package internal(set) var isEnding = false
  /// A unique prefix of a command stands for it: at the prompt only.
  package var allowsPrefixes: Bool
  /// What stops training, and what is shown when it has stopped.
  var stops = StopList()
  /// What counts as dead, saturated, vanishing and so on.
  var thresholds = Thresholds()
  /// How far into a step `step phase` and `step sample` have gone.
  var portion = StepPortion()
  /// What `undo` goes back to, the last command last.
  var undoable: [UndoEntry] = []
  /// Whether a command inside the running one is part of past and journal already.
  var hasSettled = false
  /// What the journal says of the running command, where that is not the command itself.
  var journalText: String?
  /// The commands that led to the state of now: a script that builds it.
  var program: [String] = []
  /// The variables as the journal has them.
  var journalScope = Scope()
  /// The variables that the running command has changed, as `load` does.
  var variableChanges: [VariableChange] = []
  /// Files that calls of `from_file` in the running command named, as they were found.
  var locatedFiles: [String: String] = [:]
  /// Where the file that is being run stands: `source` starts from here.
  var scriptFolders: [String] = []

  /// Blocks of layers that are being written, the innermost last.
  var blocks: [LayerBlock] = []

  let host: any SessionHost
  /// The failure that the host has been told of last, so that it is told once.
  private var reported: Diagnostic?

  /// A session with nothing in it.
  package init(
    _ configuration: SessionConfiguration = SessionConfiguration(), initializers: InitializerTable,
    host: any SessionHost
  ) {
    self.configuration = configuration
    self.host = host
    allowsPrefixes = configuration.allowsPrefixes
    laboratory = Laboratory(configuration, initializers: initializers, interrupt: host.interruptFlag)
    // A table that has a row of this name keeps it.
    let row = FromFile.entry(files)
    laboratory.initializers = (try? initializers.adding(row)) ?? initializers
  }

  /// The plugin table.
  package var initializers: InitializerTable { laboratory.initializers }

  /// The parser's table of commands.
  package var grammar: Grammar { CommandTable.grammar(allowsPrefixes: allowsPrefixes) }

  /// Parses a whole text, then runs it.
  package func run(_ source: SourceText) -> Outcome {
    var runner = self
    scriptFolders.append(FilePath.folder(of: source.name) ?? configuration.workingFolder)
    defer { scriptFolders.removeLast() }
    reported = nil
    hasSettled = false
    defer { if scriptFolders.count == 1 { keepVariablesForJournal() } }
    do throws(Stop) {
      try Interpreter.run(source, grammar: grammar, on: &runner)
      return shouldStop ? .interrupted : .completed
    } catch {
      report(error)
      return Outcome(error)
    }
  }

  /// Parses a whole text and looks for commands and options that do not exist; runs nothing.
  package func check(_ source: SourceText) -> Outcome {
    do throws(ParseFailure) {
      let program = try Parser.program(source, grammar: grammar)
      let findings = ProgramCheck.findings(in: program, grammar: grammar)
      for finding in findings { host.receive(.failed(command: "", finding)) }
      return findings.isEmpty ? .completed : .notParsed
    } catch {
      for diagnostic in error.diagnostics { host.receive(.failed(command: "", diagnostic)) }
      return .notParsed
    }
  }

  /// Sets a variable from the program's call: a value if the text is one, else the text itself.
  ///
  /// A name of the session or of the language is refused, as `let` refuses it.
  package func define(_ name: String, as text: String) -> Outcome {
    let source = SourceText(name: name, text: text)
    guard !names.contains(name), !Parser.reserved.contains(name) else {
      host.receive(
        .failed(
          command: "",
          Diagnostic(
            "reserved-name", "`\(name)` is a name of the session already", help: "`my_\(name)=\(text)`")))
      return .notParsed
    }
    do throws(Diagnostic) {
      let expression = try Parser.expression(source)
      scope[name] = try Evaluator(source, scope: scope, environment: EmptyEnvironment()).value(of: expression)
    } catch {
      scope[name] = .text(text)
    }
    return .completed
  }

  /// Whether a text is whole, or wants another line.
  package func isComplete(_ text: String) -> Bool {
    Completeness(text, grammar: grammar) == .complete
  }

  private func report(_ stop: Stop) {
    for diagnostic in stop.diagnostics where diagnostic != reported {
      host.receive(.failed(command: "", diagnostic))
    }
  }
}

extension Session: CommandRunner {
  package var shouldStop: Bool { host.interruptFlag.pointee != 0 }

  package func run(_ command: Command, by interpreter: Interpreter) throws(Stop) {
    guard let type = CommandTable.command(command.verb.text) else { return }
    host.receive(.began(command: command.raw))
    let before = UndoEntry(command.raw, self)
    let others = hasSettled
    (hasSettled, journalText, locatedFiles, variableChanges) = (false, nil, [:], [])
    var hasSucceeded = false
    defer {
      settle(command, since: before, hasSucceeded)
      hasSettled = hasSettled || others
    }
    do {
      let binder = try Binder(command, by: interpreter, scope: scope, environment: self)
      let result = try type.run(Call(binder: binder, interpreter: interpreter), in: self)
      hasSucceeded = true
      host.receive(.finished(command: command.raw, result))
    } catch let stop as Stop {
      // What a nested command reported is not said again.
      if case .unmet(let diagnostic) = stop, diagnostic != reported { tell(diagnostic, of: command) }
      throw stop
    } catch let halt as Halt {
      let diagnostic = halt.diagnostic.placed(in: interpreter.source, at: command.verb.range)
      reported = diagnostic
      host.receive(.stopped(command: command.raw, halt.result, diagnostic))
      throw .failed(diagnostic)
    } catch {
      let wording = ErrorWording(command: command, source: interpreter.source, session: self)
      let diagnostic = wording.diagnostic(for: error)
      // What the user stopped is no failure: of a plugin, of a file, of a function.
      let isStopped = [PluginWording.interruptedCode, Diagnostic.interruptedCode].contains(diagnostic.code)
      if shouldStop, isStopped { throw .interrupted }
      tell(diagnostic, of: command)
      throw .failed(diagnostic)
    }
  }

  package func failed(_ statement: String, because diagnostic: Diagnostic) {
    guard diagnostic != reported else { return }
    reported = diagnostic
    host.receive(.failed(command: statement, diagnostic))
  }

  private func tell(_ diagnostic: Diagnostic, of command: Command) {
    reported = diagnostic
    host.receive(.failed(command: command.raw, diagnostic))
  }
}

extension Session.Outcome {
  init(_ stop: Stop) {
    self =
      switch stop {
      case .unparsed: .notParsed
      case .failed: .commandFailed
      case .unmet: .expectationFailed
      case .interrupted: .interrupted
      case .quit: .completed
      }
  }
}
