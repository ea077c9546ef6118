import Engine
import InitKit
import Language

/// All that help knows, from the same tables that the commands use.
struct HelpIndex {
  let entries: [HelpEntry]

  init(_ session: Session) {
    var entries = CommandTable.all.map { HelpEntry(command: $0.specification) }
    entries += HelpTopic.all.map { HelpEntry(topic: $0) }
    entries += Setting.all.map { HelpEntry(setting: $0) }
    entries += LayerTable.builtin.specifications.map { HelpEntry($0, kind: "layer") }
    entries += ActivationTable.builtin.specifications.map { HelpEntry($0, kind: "activation") }
    entries += LossTable.builtin.specifications.map { HelpEntry($0, kind: "loss") }
    entries += OptimizerTable.builtin.specifications.map { HelpEntry($0, kind: "optimizer") }
    entries += ScheduleTable.builtin.specifications.map { HelpEntry($0, kind: "schedule") }
    entries += DataTable.builtin.specifications.map { HelpEntry($0, kind: "data set") }
    entries += session.initializers.entries.map { HelpEntry($0) }
    entries += (FunctionTable.standard.specifications + TradeFunctionTable.specifications).map {
      HelpEntry(function: $0)
    }
    self.entries = entries
  }

  /// The entries with a name; else those with an alias, and the commands that have it as a word of theirs, such as
  /// `csv` or `sample`.
  func entries(named word: String) -> [HelpEntry] {
    let exact = entries.filter { $0.name == word }
    guard exact.isEmpty else { return exact }
    let commands = CommandTable.all.map { $0.specification }.filter { specification in
      !specification.aliases.contains(word)
        && specification.forms.contains { $0.contains { $0.syntax == .keyword(word) } }
    }
    return entries.filter { $0.answers(to: word) } + commands.map { HelpEntry(command: $0) }
  }

  /// All names that can be asked for.
  var names: [String] { Array(Set(entries.map(\.name))).sorted() }
}
