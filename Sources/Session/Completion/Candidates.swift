import Engine
import InitKit
import Language

/// The words of one source, with their summaries.
struct Candidates {
  let session: Session

  func from(_ source: CompletionSource) -> [Completion.Candidate] {
    switch source {
    case .nothing, .files: []
    case .branches: branches
    case .marks: marks
    case .activations: rows(ActivationTable.builtin.specifications)
    case .commands: commands
    case .dataSets:
      rows(DataTable.builtin.specifications)
    case .initializers:
      session.initializers.entries.map { .init($0.specification.name, summary: $0.specification.summary) }
    case .layerKinds:
      rows(LayerTable.builtin.specifications)
    case .layers: session.layerNames.map { .init($0, summary: "layer") }
    case .losses: rows(LossTable.builtin.specifications)
    case .optimizers: rows(OptimizerTable.builtin.specifications)
    case .places:
      [.init("all", summary: "every weight"), .init("network", summary: "all of the network at once")]
        + session.layerNames.map { .init($0, summary: "layer") }
    case .plugins:
      session.plugins.items.map { .init($0.name, summary: $0.initializers.joined(separator: ", ")) }
    case .references: references
    case .schedules: rows(ScheduleTable.builtin.specifications)
    case .settings: Setting.all.map { .init($0.name, summary: $0.summary) }
    case .topics: HelpIndex(session).entries.map { .init($0.name, summary: "\($0.kind): \($0.summary)") }
    }
  }

  /// Branches with where they were left.
  private var branches: [Completion.Candidate] {
    let bearings = session.laboratory.past.bearings
    return bearings.branches.map { .init($0.key, summary: "branch, left at step \($0.value.here.step)") }
      .sorted { $0.text < $1.text }
  }

  /// Marks with their steps.
  private var marks: [Completion.Candidate] {
    session.laboratory.past.bearings.marks.map { .init($0.key, summary: "mark at step \($0.value.step)") }
      .sorted { $0.text < $1.text }
  }

  /// Verbs and the words of statements.
  private var commands: [Completion.Candidate] {
    let statements: [Completion.Candidate] = [
      .init("for", summary: "run commands once for each value"),
      .init("if", summary: "run commands if a condition holds"),
      .init("let", summary: "set a variable"),
      .init("repeat", summary: "run commands several times"),
    ]
    return
      (CommandTable.all.map { .init($0.specification.name, summary: $0.specification.summary) } + statements)
      .sorted { $0.text < $1.text }
  }

  /// Names, functions and variables of expressions.
  private var references: [Completion.Candidate] {
    let functions = FunctionTable.standard.specifications + TradeFunctionTable.specifications
    return session.names.map { .init($0, suffix: "") }
      + session.scope.names.map { .init($0, summary: "variable", suffix: "") }
      + functions.map { .init($0.name, summary: $0.summary, suffix: "(") }
  }

  private func rows(_ specifications: [Engine.Specification]) -> [Completion.Candidate] {
    specifications.map { .init($0.name, summary: $0.summary) }
  }
}
