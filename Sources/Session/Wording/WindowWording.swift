import Engine
import InitKit
import Language
import Text

/// What to say about an option of a window that is no number of it.
enum WindowWording {
  static func diagnostic(
    _ option: OptionSpecification, _ owner: String, _ found: ArgumentValue
  ) -> Diagnostic {
    let name = option.name
    let lists = option.axes > 1 ? ["a list `[height, width]` of two"] : []
    let choices = ["a whole number"] + lists + option.words.map { "`\($0)`" }
    let expected =
      choices.count > 1
      ? choices.dropLast().joined(separator: ", ") + " or " + (choices.last ?? "") : choices[0]
    var word: String?
    if case .text(let text) = found { word = text }
    return Diagnostic(
      "bad-parameter", "expected \(expected) as `\(name)` of `\(owner)`, found `\(found.source)`",
      help: option.axes > 1
        ? "such as `\(name)=1` or `\(name)=[1, 2]`" : "such as `\(name)=1`; time is one axis",
      suggestions: word.map { Suggestions.near($0, among: option.words) } ?? [])
  }

  /// The options of windows that were written, each as it can be typed: `kernel=[3, 5] stride=2`.
  static func text(_ layer: LayerDescription) -> String {
    options(of: layer).map { "\($0.name)=\($0.value.source)" }.joined(separator: " ")
  }

  /// The options of windows that were written, for programs; nil where there are none.
  static func data(_ layer: LayerDescription) -> DataValue? {
    let options = options(of: layer)
    guard !options.isEmpty else { return nil }
    var data: DataObject = [:]
    for option in options {
      data[option.name] =
        switch option.value {
        case .list(let items):
          .numbers(items.compactMap { if case .number(let number) = $0 { number } else { nil } })
        case .number(let number): .number(number)
        default: .text(option.value.source)
        }
    }
    return .object(data)
  }

  /// The options of windows that were written, in the order of the layer's kind.
  private static func options(of layer: LayerDescription) -> [NamedArgument] {
    (LayerTable.builtin[layer.kind]?.specification.options ?? []).filter { $0.axes > 0 }.flatMap { option in
      layer.options.filter { option.answers(to: $0.name) }
        .map { NamedArgument(option.name, option.plain($0.value)) }
    }
  }
}
