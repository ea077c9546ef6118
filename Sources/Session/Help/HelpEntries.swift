import Engine
import InitKit
import Language
import Text

extension HelpEntry {
  /// A command, from its specification.
  init(command specification: CommandSpecification) {
    self.init(
      name: specification.name, aliases: specification.aliases, kind: "command",
      summary: specification.summary,
      document: { CommandHelp.document(specification) })
  }

  /// A row of one of the engine's tables.
  init(_ specification: Engine.Specification, kind: String) {
    self.init(
      name: specification.name, aliases: specification.aliases, kind: kind, summary: specification.summary,
      document: { RowHelp(specification, kind: kind).document })
  }

  /// An initializer.
  init(_ entry: InitializerEntry) {
    let specification = entry.specification
    self.init(
      name: specification.name, aliases: specification.aliases, kind: "initializer",
      summary: specification.summary, document: { RowHelp(entry).document })
  }

  /// A function of the language or of the trade.
  init(function specification: FunctionSpecification) {
    self.init(
      name: specification.name, kind: "function", summary: specification.summary,
      document: {
        Document([
          .heading("\(specification.signature)  (function)"), .text(StyledText(specification.summary)),
          .blank,
          .heading("example"), .code("print \(specification.example)"),
        ])
      })
  }

  /// A setting.
  init(setting: Setting) {
    self.init(
      name: setting.name, kind: "setting", summary: setting.summary,
      document: {
        Document(
          [
            .heading("\(setting.name)  (setting)"), .text(StyledText(setting.summary)), .blank,
            .text("values: \(setting.values)"), .text("default: \(setting.defaultText)"),
          ] + (setting.source.isEmpty ? [] : [.text("source: \(setting.source)")]) + [
            .blank, .heading("example"), .code("set \(setting.name) \(setting.example)"),
          ])
      })
  }

  /// A topic.
  init(topic: HelpTopic) {
    self.init(
      name: topic.name, aliases: topic.aliases, kind: "topic", summary: topic.summary,
      document: { topic.document })
  }
}
