import InitKit
import Language
import Tensor

extension Call {
  /// The options given, but for some names, as the engine's tables take them.
  ///
  /// A bare word that is no expression's value, such as `mode=fan_in`, is a text.
  func engineOptions(without names: Set<String> = []) throws(Diagnostic) -> [NamedArgument] {
    var options: [NamedArgument] = []
    for option in command.options where !names.contains(option.name.text) {
      options.append(NamedArgument(option.name.text, try argumentValue(of: option.value)))
    }
    return options
  }

  /// One argument as a table takes it.
  func argumentValue(of argument: Argument) throws(Diagnostic) -> ArgumentValue {
    switch argument.raw {
    case "true", "on", "yes": return .boolean(true)
    case "false", "off", "no": return .boolean(false)
    default: break
    }
    if case .value(let expression) = argument.kind, case .name(let word) = expression.kind,
      evaluator.scope[word] == nil
    {
      return .text(word)
    }
    return try argumentValue(of: try binder.value(of: argument), argument)
  }

  private func argumentValue(of value: Value, _ argument: Argument) throws(Diagnostic) -> ArgumentValue {
    guard let result = ArgumentValue(value) else {
      throw binder.misuse.wrong(argument, expected: "a number or a word", found: value.kindName)
    }
    return result
  }
}

extension ArgumentValue {
  /// A value of the language as a table's argument; nil for what no table takes.
  init?(_ value: Value) {
    switch value {
    case .number(let number): self = .number(number)
    case .boolean(let boolean): self = .boolean(boolean)
    case .text(let text): self = .text(text)
    case .specification(let specification) where specification.arguments.isEmpty:
      self = .text(specification.name.text)
    case .reference(let reference) where reference.steps.isEmpty: self = .text(reference.name.text)
    case .list(let items):
      let values = items.compactMap { ArgumentValue($0) }
      guard values.count == items.count else { return nil }
      self = .list(values)
    case .tensor(let tensor) where tensor.shape.count == 1: self = .list(tensor.values.map { .number($0) })
    default: return nil
    }
  }
}
