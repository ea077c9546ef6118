import Language

/// All commands; a new one is a file in this folder and a line here.
package enum CommandTable {
  /// In the order of their files' names.
  package static let all: [any SessionCommand.Type] = [
    ActivationsCommand.self, AproposCommand.self, BackCommand.self, BatchCommand.self,
    BranchCommand.self, BreakCommand.self, BreakpointsCommand.self, CompareCommand.self,
    CoordinateCheckCommand.self,
    CopyCommand.self, DataCommand.self, DeleteCommand.self, DescribeCommand.self, DisplayCommand.self,
    EchoCommand.self, EpochCommand.self, ExpectCommand.self, ExportCommand.self, FreezeCommand.self,
    GotoCommand.self, GradCommand.self, HeatmapCommand.self, HelpCommand.self, HistCommand.self,
    HistoryCommand.self, ImportCommand.self, InitCommand.self, InitsCommand.self, LayerCommand.self,
    LesionCommand.self, LoadCommand.self, LossCommand.self, MarkCommand.self, NetCommand.self,
    NeuronsCommand.self, OptimizerCommand.self, ParallelCommand.self, ParametrizationCommand.self,
    PerturbCommand.self,
    PlotCommand.self, PluginCommand.self, PrintCommand.self, QuitCommand.self, ResidualCommand.self,
    ReverseCommand.self,
    SaveCommand.self, ScheduleCommand.self, SeedCommand.self, SetCommand.self, ShellCommand.self,
    SignalCommand.self, SourceCommand.self, StepCommand.self, SymmetryCommand.self, TimeCommand.self,
    UndoCommand.self, UnfreezeCommand.self, UntilCommand.self, WatchCommand.self, WeightsCommand.self,
    WhyCommand.self,
  ]

  private static let byName: [String: any SessionCommand.Type] = Dictionary(
    all.flatMap { type in
      ([type.specification.name] + type.specification.aliases).map { ($0, type) }
    }, uniquingKeysWith: { first, _ in first })

  private static let grammars = all.flatMap { $0.specification.grammars }
  private static let scriptGrammar = Grammar(grammars)
  private static let promptGrammar = Grammar(grammars, allowsPrefixes: true)

  /// The command of a verb.
  package static func command(_ verb: String) -> (any SessionCommand.Type)? { byName[verb] }

  /// What the parser knows of the commands.
  package static func grammar(allowsPrefixes: Bool) -> Grammar {
    allowsPrefixes ? promptGrammar : scriptGrammar
  }
}
