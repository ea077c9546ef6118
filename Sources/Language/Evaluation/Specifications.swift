extension Evaluator {
  /// A name or a call as a specification, whatever the environment knows of the name; nil for anything else.
  ///
  /// A variable that holds a specification, or a text, stands for it.
  package func specification(_ expression: Expression) throws(Diagnostic) -> Specification? {
    switch expression.kind {
    case .name(let text):
      switch scope[text] {
      case .specification(var specification)?:
        specification.name.range = expression.range
        return specification
      case .text(let text)?: return Specification(Name(text, range: expression.range))
      case nil: return Specification(Name(text, range: expression.range))
      default: return nil
      }
    case .text(let text): return Specification(Name(text, range: expression.range))
    case .call(let name, let arguments):
      return Specification(name, arguments: try specificationArguments(arguments))
    default: return nil
    }
  }

  /// Arguments of a specification; a bare name that is no variable is a word, as in `mode=fan_in`.
  func specificationArguments(
    _ arguments: [Expression.CallArgument]
  ) throws(Diagnostic) -> [Specification.Argument] {
    var result: [Specification.Argument] = []
    for argument in arguments {
      result.append(
        .init(
          label: argument.label, value: try specificationValue(argument.value), range: argument.value.range))
    }
    return result
  }

  private func specificationValue(_ expression: Expression) throws(Diagnostic) -> Value {
    switch expression.kind {
    case .name(let text) where scope[text] == nil && Self.constants[text] == nil:
      return .text(text)
    case .call(let name, _) where FunctionTable.standard[name.text] == nil:
      if let inner = try specification(expression), environment.isSpecification(name.text) {
        return .specification(inner)
      }
      return try value(of: expression)
    default: return try value(of: expression)
    }
  }
}
