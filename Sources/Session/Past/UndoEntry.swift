import Analysis
import InitKit
import Language

/// Where a session stood before a command.
struct UndoEntry {
  /// The command, as typed.
  let command: String
  /// Data, network and training.
  let bearings: Past.Bearings
  /// What stops training.
  let stops: StopList
  /// What counts as what.
  let thresholds: Thresholds
  /// The table of initializers, with the plugins that brought rows to it.
  let initializers: InitializerTable
  let plugins: PluginShelf
  /// The laboratory's count of changes, and that of changes to its table.
  let revision: Int
  let tableRevision: Int
  /// The variables that the command itself has changed, as `load` does.
  fileprivate(set) var variables: [VariableChange] = []

  /// Notes where a session stands.
  init(_ command: String, _ session: Session) {
    self.command = command
    bearings = session.laboratory.past.bearings
    (stops, thresholds) = (session.stops, session.thresholds)
    (initializers, plugins) = (session.initializers, session.plugins)
    (revision, tableRevision) = (session.laboratory.revision, session.laboratory.tableRevision)
  }

  /// Whether a session stands elsewhere now.
  func differs(from session: Session) -> Bool {
    revision != session.laboratory.revision || bearings != session.laboratory.past.bearings
      || tableRevision != session.laboratory.tableRevision || stops != session.stops
      || thresholds != session.thresholds
  }
}

/// A variable that a command has changed; nil for none.
struct VariableChange {
  let name: String
  let before: Value?
  let after: Value?
}

extension Session {
  /// Takes back what commands did to variables; those that `let` has set since stay.
  func undoVariables(of entries: some BidirectionalCollection<UndoEntry>) {
    for change in entries.reversed().flatMap(\.variables) where scope[change.name].isSame(as: change.after) {
      scope[change.name] = change.before
    }
  }

  /// Most commands that `undo` goes back.
  static let undoLimit = 1000
  /// Stretches of the past that may lie about before those that no line leads to are looked for.
  private static let stretchLimit = 4096

  /// Ends a command: what it changed becomes part of the past and of the journal.
  ///
  /// Of a command inside another, such as that of `time`, the other finds nothing left to do.
  /// What stands in a block of layers is part of the block's command.
  func settle(_ command: Command, since before: UndoEntry, _ hasSucceeded: Bool) {
    guard blocks.isEmpty else { return }
    let change = laboratory.settlePast(command.raw)
    // Of a network that is another one, old values tell nothing.
    if change == .arrangement { stops.forgetValues() }
    guard !hasSettled else { return }
    guard before.differs(from: self) else {
      // The table of initializers is no part of what `undo` takes back, but later commands need it.
      if hasSucceeded, command.changesInitializers { keepForJournal(command) }
      return
    }
    hasSettled = true
    if CommandTable.command(command.verb.text) != UndoCommand.self {
      var entry = before
      entry.variables = variableChanges
      undoable.append(entry)
      if undoable.count > Self.undoLimit { undoable.removeFirst() }
    }
    if laboratory.past.count > Self.stretchLimit, laboratory.past.count % 256 == 0 {
      laboratory.past.collect(keeping: undoable.map(\.bearings))
    }
    keepForJournal(command)
  }
}

extension Command {
  /// Whether it adds initializers to the table, or takes some away.
  fileprivate var changesInitializers: Bool {
    let words = arguments.filter { $0.kind == .keyword }.map(\.raw)
    return switch verb.text {
    case "init": words.contains("define")
    case "plugin": words.contains { ["load", "reload", "remove"].contains($0) }
    default: false
    }
  }
}
