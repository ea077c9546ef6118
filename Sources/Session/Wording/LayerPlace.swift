import Engine
import Language

/// Where in a `layer` command that is stands which makes the layer not fit.
struct LayerPlace {
  private let command: Command
  private let kind: any LayerKind
  /// The name of the layer that the command adds.
  private let name: String

  /// Nil for a command that adds no layer.
  init?(command: Command, session: Session) {
    guard command.verb.text == "layer", let word = command.arguments.first,
      let kind = LayerTable.builtin[word.raw]
    else { return nil }
    self.command = command
    self.kind = kind
    let given = command.options.first { $0.name.text == "name" }?.value.raw
    name = given ?? session.laboratory.description.nextName(kind: kind.specification.name)
  }

  /// The option that is to blame, or the layer's kind where none was written; nil for other errors.
  func range(of error: any Error) -> SourceRange? {
    guard case EngineError.layerShape(name, kind.specification.name, _, let problem) = error else {
      return nil
    }
    var options: [String] = []
    if case .arithmetic(_, let blamed) = problem { options = blamed }
    return options.lazy.compactMap(written).first?.range ?? command.arguments.first?.range
  }

  /// What was written for an option, by any of its names or in the place of the first.
  private func written(_ option: String) -> Argument? {
    let named = command.options.first {
      $0.name.text == option || kind.specification.option($0.name.text)?.name == option
    }
    if let named { return named.value }
    let first = kind.sizeRule == .none ? kind.firstOption : "size"
    return first == option ? command.arguments.dropFirst().first : nil
  }
}
