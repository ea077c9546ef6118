import InitKit
import Language

/// What `init define NAME(PARAMETERS) = EXPRESSION` asks for, checked.
struct FormulaDefinition {
  /// The row for the plugin table.
  let entry: InitializerEntry
  /// The definition as it can be typed again.
  let text: String

  /// Reads a definition and tries it on two small matrices.
  ///
  /// - Throws: a diagnostic at the word that is wrong.
  init(_ call: Call, in session: Session) throws(Diagnostic) {
    guard let (target, body) = try call.binder.assignment("definition") else {
      throw call.failure("bad-definition", "expected a definition", help: Self.help)
    }
    let (name, parameters) = try Self.head(target, call)
    try Self.checkName(name, call, session)
    let names = parameters.map(\.name)
    let formula = try Self.formula(name.text, names, body, call, session)
    text = "\(call.source.text(target.range)) = \(call.source.text(body.range))"
    let specification = InitializerSpecification(
      name: name.text,
      summary: "Defined by a formula.",
      formula: "w = \(call.source.text(body.range))", source: "init define \(text)", parameters: parameters,
      suits: "what you made it for", notes: Self.notes(formula),
      examples: [name.text], isDeterministic: !formula.draws(body))
    entry = InitializerEntry(specification: specification, origin: .expression) {
      (arguments) throws(InitializerError) -> any WeightFilling in
      var bound = formula
      for name in formula.parameterNames { bound.scope[name] = .number(try arguments.number(name)) }
      return bound
    }
    try Self.tryOut(entry, formula, body, call, session)
  }

  private static let help = "`init define mine(gain=1) = normal(0, gain * sqrt(2 / (fan_in + fan_out)))`"

  /// Name and parameters: `mine`, `mine(gain=1)`, `mine(gain=1 in 0..10)`, `mine(gain)`.
  private static func head(
    _ target: Expression, _ call: Call
  ) throws(Diagnostic) -> (name: Name, parameters: [ParameterSpecification]) {
    switch target.kind {
    case .name(let name): return (Name(name, range: target.range), [])
    case .call(let name, let arguments):
      var parameters: [ParameterSpecification] = []
      for argument in arguments {
        let parameter = try parameter(argument, call)
        guard !parameters.contains(where: { $0.name == parameter.name }) else {
          throw failure(call, "the parameter `\(parameter.name)` is there twice", argument.value.range)
        }
        parameters.append(parameter)
      }
      return (name, parameters)
    default:
      throw failure(call, "expected a name, found `\(call.source.text(target.range))`", target.range)
    }
  }

  private static func parameter(
    _ argument: Expression.CallArgument, _ call: Call
  ) throws(Diagnostic) -> ParameterSpecification {
    let help = "a number of the formula"
    guard let label = argument.label else {
      guard case .name(let name) = argument.value.kind, isFree(name) else {
        throw failure(
          call, "expected a parameter's name, found `\(call.source.text(argument.value.range))`",
          argument.value.range)
      }
      return ParameterSpecification(name, .number(.finite), default: .required, help: help)
    }
    guard isFree(label.text) else {
      throw failure(call, "`\(label.text)` is a word of the language", label.range)
    }
    let (standard, range) = try bounds(argument.value, call)
    guard case .number(let number) = try call.evaluator.value(of: standard), number.isFinite else {
      throw failure(
        call,
        "expected a number as the default of `\(label.text)`, found `\(call.source.text(standard.range))`",
        standard.range)
    }
    guard range.contains(number) else {
      throw failure(call, "the default of `\(label.text)` lies outside its own range", argument.value.range)
    }
    return .number(label.text, default: number, in: range, help: help)
  }

  /// A default apart from what the parameter may become: `1 in 0..10`.
  private static func bounds(
    _ value: Expression, _ call: Call
  ) throws(Diagnostic) -> (standard: Expression, range: NumberRange) {
    guard case .bounded(let standard, let bounds) = value.kind else { return (value, .finite) }
    guard case .range(let lower, let upper) = try call.evaluator.value(of: bounds), lower <= upper else {
      throw failure(
        call, "expected a range such as `0..10`, found `\(call.source.text(bounds.range))`", bounds.range)
    }
    return (standard, NumberRange(lower, upper))
  }

  private static func isFree(_ word: String) -> Bool { !Parser.reserved.contains(word) }

  private static func checkName(_ name: Name, _ call: Call, _ session: Session) throws(Diagnostic) {
    guard name.text.wholeMatch(of: /[a-z][a-z0-9_]*/) != nil, isFree(name.text) else {
      throw failure(
        call, "expected a name in lower case, found `\(name.text)`", name.range)
    }
    guard let old = session.initializers[name.text] else { return }
    guard old.origin == .expression, old.specification.name == name.text else {
      throw Diagnostic(
        "name-taken", "`\(name.text)` is in the table already", label: "choose another name",
        help: "`describe \(name.text)` shows what it is", source: call.source, range: name.range)
    }
  }

  /// The body with what it needs: the initializers that it calls, and numbers of variables as they are now.
  private static func formula(
    _ name: String, _ parameters: [String], _ body: Expression, _ call: Call, _ session: Session
  ) throws(Diagnostic) -> Formula {
    var scope = Scope()
    var entries: [String: InitializerEntry] = [:]
    let known = Set(FormulaSite.meanings.map(\.name)).union(parameters)
    for word in body.mentionedNames.sorted() {
      if let value = call.evaluator.scope[word], value.asNumber != nil, !known.contains(word) {
        scope[word] = value
      }
      // A formula that calls itself would never end.
      if word != name, let entry = session.initializers[word] { entries[word] = entry }
    }
    return Formula(
      name: name, parameterNames: parameters, body: body, source: call.source, scope: scope, entries: entries)
  }

  private static func notes(_ formula: Formula) -> [String] {
    formula.scope.names.map {
      "`\($0)` is \(formula.scope[$0]?.sourceText ?? ""), as it was at the definition"
    }
  }

  /// Draws two matrices, so that a name that does not exist is found now and not in the middle of a script.
  private static func tryOut(
    _ entry: InitializerEntry, _ formula: Formula, _ body: Expression, _ call: Call, _ session: Session
  ) throws(Diagnostic) {
    var trial = formula
    for parameter in entry.specification.parameters {
      // Where nothing is given, one stands for it.
      var number = 1.0
      if case .value(.number(let standard)) = parameter.default { number = standard }
      trial.scope[parameter.name] = .number(number)
    }
    for shape in [[3, 4], [4, 3]] {
      let site = WeightSite(
        layer: "trial", shape: shape, fans: Fans(shape: shape, layout: .dense), layerCount: 2)
      let values: [Double]
      do throws(Diagnostic) {
        values = try trial.values(at: site, from: RandomStream(StreamKey(bits: 1)))
      } catch {
        throw remedied(error, session)
      }
      guard let bad = values.first(where: { !$0.isFinite }) else { continue }
      throw Diagnostic(
        "formula-not-finite", "`\(formula.name)` gives `\(bad)` for a matrix of \(ShapeText.of(shape))",
        label: "not a finite number", help: "`help formulas` shows what the names stand for",
        source: call.source, range: body.range)
    }
  }

  /// Names of initializers are near ones too, where a function is not known.
  private static func remedied(_ diagnostic: Diagnostic, _ session: Session) -> Diagnostic {
    guard diagnostic.code == "unknown-function", let source = diagnostic.source, let range = diagnostic.range
    else { return diagnostic }
    var result = diagnostic
    let names = session.initializers.spellings + FormulaFunction.all.map(\.specification.name)
    let near = Suggestions.near(source.text(range), among: names)
    if !near.isEmpty { result.suggestions = near }
    result.help = "`inits` lists the draws, `help formulas` the other functions"
    return result
  }

  private static func failure(_ call: Call, _ message: String, _ range: SourceRange) -> Diagnostic {
    Diagnostic("bad-definition", message, help: help, source: call.source, range: range)
  }
}
