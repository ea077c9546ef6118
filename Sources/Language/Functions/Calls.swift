extension Evaluator {
  /// A built-in function, a function of the environment, or a specification.
  func call(
    _ name: Name, _ arguments: [Expression.CallArgument], at range: SourceRange
  ) throws(Diagnostic) -> Value {
    if let function = FunctionTable.standard[name.text] {
      let bound = try bind(arguments, to: function.specification, at: range)
      var values: [Value?] = []
      for argument in bound {
        if let argument { values.append(try value(of: argument)) } else { values.append(nil) }
      }
      return try function.evaluate(
        FunctionArguments(
          specification: function.specification, values: values, ranges: bound.map { $0?.range ?? range },
          range: range, evaluator: self))
    }
    if let function = environment.functions.first(where: { $0.name == name.text }) {
      let bound = try bind(arguments, to: function, at: range)
      return try ask(function, name, bound, at: range)
    }
    guard environment.isSpecification(name.text) else { throw unknownFunction(name) }
    let list = try specificationArguments(arguments)
    return try bounded(.specification(Specification(name, arguments: list)), range)
  }

  private func ask(
    _ function: FunctionSpecification, _ name: Name, _ bound: [Expression?], at range: SourceRange
  ) throws(Diagnostic) -> Value {
    var arguments: [EnvironmentCall.Argument?] = []
    for expression in bound {
      guard let expression else {
        arguments.append(nil)
        continue
      }
      arguments.append(
        .init(
          expression: expression, text: source.text(expression.range), reference: try reference(expression),
          evaluator: self))
    }
    do throws(Diagnostic) {
      return try environment.call(EnvironmentCall(name: name, arguments: arguments))
    } catch {
      throw error.placed(in: source, at: range)
    }
  }

  /// Gives each parameter its argument, or nil where it is left out.
  private func bind(
    _ arguments: [Expression.CallArgument], to function: FunctionSpecification, at range: SourceRange
  ) throws(Diagnostic) -> [Expression?] {
    var bound = [Expression?](repeating: nil, count: function.parameters.count)
    let positions = function.parameters.indices.filter { !function.parameters[$0].isNamedOnly }
    for (order, argument) in arguments.enumerated() {
      let place: Int
      if let label = argument.label {
        place = try parameter(label, of: function)
      } else {
        guard order < positions.count else { throw tooMany(argument.value, function) }
        place = positions[order]
      }
      guard bound[place] == nil else {
        throw misuse(function, "`\(function.parameters[place].name)` is given twice", argument.value.range)
      }
      bound[place] = argument.value
    }
    for (place, parameter) in function.parameters.enumerated() where bound[place] == nil {
      guard parameter.isOptional else {
        throw misuse(function, "`\(function.name)` needs `\(parameter.name)`", range)
      }
    }
    return bound
  }

  private func parameter(_ label: Name, of function: FunctionSpecification) throws(Diagnostic) -> Int {
    let names = function.parameters.map(\.name)
    if let place = names.firstIndex(of: label.text) { return place }
    throw failure(
      "unknown-parameter", "`\(function.name)` has no parameter `\(label.text)`", label: "not a parameter",
      help: "it is `\(function.signature)`", suggestions: Suggestions.near(label.text, among: names),
      at: label.range)
  }

  private func tooMany(_ expression: Expression, _ function: FunctionSpecification) -> Diagnostic {
    let parameter = function.parameters.first(where: \.isNamedOnly)
    let example = parameter.map { "`\($0.name)=\(source.text(expression.range))`" }
    return failure(
      "too-many-arguments", "`\(function.name)` has no use for `\(source.text(expression.range))`",
      label: "one too many", help: example.map { "did you mean \($0)?" } ?? "it is `\(function.signature)`",
      at: expression.range)
  }

  private func misuse(
    _ function: FunctionSpecification, _ message: String, _ range: SourceRange
  ) -> Diagnostic {
    failure(
      "bad-call", message, label: "it is `\(function.signature)`", help: "`\(function.example)`", at: range)
  }
}
