@testable import Language
import Tensor

/// A session of two layers that notes what it was asked to run.
struct SampleSession: CommandRunner {
  var scope = Scope()
  var log: [String] = []
  var stopsAfter = Int.max
  var shouldStop: Bool { log.count >= stopsAfter }

  var names: [String] { ["all", "h1", "h2", "loss", "output", "step"] }
  let weight = Tensor(shape: [2, 3], values: [1, 2, 3, 4, 5, 6])

  func parts(of reference: Reference) -> [String] {
    switch reference.steps.last {
    case .member("weight"), .member("bias"): ["grad", "update"]
    case .member: []
    default: reference.name.text.hasPrefix("h") ? ["weight", "bias", "out", "pre"] : []
    }
  }

  func value(of reference: Reference) throws(Diagnostic) -> Value? {
    switch (reference.name.text, reference.steps.last) {
    case ("loss", nil): return .number(0.25)
    case ("step", nil): return .number(7)
    case ("output", nil): return .tensor(Tensor(shape: [2, 1], values: [0.5, -0.5]))
    case ("all", nil), ("h1", nil), ("h2", nil): return .reference(reference)
    case ("h1", .index(let items, _)), ("h2", .index(let items, _)):
      if case .at(let place)? = items.first, !(0..<2).contains(place) {
        throw Diagnostic("no-neuron", "`\(reference.name.text)` has 2 neurons", label: "from 0 to 1")
      }
      return .reference(reference)
    case ("h1", .member("weight")), ("h2", .member("weight")):
      guard case .index(let items, _)? = reference.steps.first else { return .tensor(weight) }
      return Value((try? weight.slice(items.map(\.tensorIndex))) ?? weight)
    case ("h1", .member("bias")), ("h2", .member("bias")): return .tensor(Tensor(shape: [2], values: [0, 0]))
    case ("h1", .member("grad")): return .tensor(Tensor(shape: [2, 3], values: [0, 0, 0, 0, 0, 0]))
    default: return nil
    }
  }

  var functions: [FunctionSpecification] {
    [
      FunctionSpecification(
        "distinct", [.init("layer")], summary: "how many differ", example: "distinct(h1)"),
      FunctionSpecification("gain", [.init("activation")], summary: "the gain", example: "gain(relu)"),
    ]
  }

  func call(_ call: EnvironmentCall) throws(Diagnostic) -> Value {
    if call.name.text == "gain" { return .text(call.arguments[0]?.text ?? "") }
    guard let layer = call.arguments[0]?.reference, layer.name.text.hasPrefix("h") else {
      throw Diagnostic("not-a-layer", "expected a layer, found `\(call.arguments[0]?.text ?? "")`")
    }
    return .number(layer.name.text == "h1" ? 1 : 2)
  }

  func isSpecification(_ name: String) -> Bool { ["normal", "constant", "leaky_relu"].contains(name) }

  mutating func run(_ command: Command, by interpreter: Interpreter) throws(Stop) {
    let session = self
    let binder = try Stop.failing { () throws(Diagnostic) in
      try Binder(command, by: interpreter, scope: session.scope, environment: session)
    }
    switch command.verb.text {
    case "expect":
      let unmet = try Stop.failing { () throws(Diagnostic) in
        guard let claim = binder.argument("claim") else { throw binder.misuse.missing("claim") }
        return try binder.evaluator.unmet(claim)
      }
      if let unmet { throw .unmet(unmet) }
    case "residual":
      log.append("residual")
      let block = try Stop.failing { () throws(Diagnostic) in try binder.block("body") }
      try interpreter.run(block.statements, on: &self)
    case "time":
      log.append("time")
      let inner = try Stop.failing { () throws(Diagnostic) in try binder.command("command") }
      try interpreter.run(inner, on: &self)
    default: log.append(try Stop.failing { () throws(Diagnostic) in try session.line(command, binder) })
    }
  }

  private func line(_ command: Command, _ binder: Binder) throws(Diagnostic) -> String {
    switch command.verb.text {
    case "echo": try binder.template("text")
    case "print": try binder.value("value").displayText
    case "step": "step \(try binder.integer("n", in: .atLeast(1), default: 1))"
    default: CommandPrinter.text(command)
    }
  }
}

extension Reference.Step {
  /// So that tests can write `.member("weight")` as a pattern.
  static func ~= (pattern: Reference.Step, step: Reference.Step) -> Bool { pattern == step }
}

/// So that tests can write `.member("weight")`.
extension Name: ExpressibleByStringLiteral {
  /// A name without a place.
  public init(stringLiteral value: String) { self.init(value) }
}

extension SampleSession {
  /// The value of an expression, `let` bindings before it.
  static func value(_ text: String, _ variables: [String: Value] = [:]) throws(Diagnostic) -> Value {
    let source = SourceText(name: "test.lab", text: text)
    let session = SampleSession()
    let evaluator = Evaluator(source, scope: Scope(variables), environment: session)
    return try evaluator.value(of: try Parser.expression(source))
  }

  /// The value as the language writes it, or the rendered diagnostic.
  static func shown(_ text: String, _ variables: [String: Value] = [:]) -> String {
    do throws(Diagnostic) {
      return try value(text, variables).sourceText
    } catch {
      return DiagnosticRenderer().render(error)
    }
  }

  /// What a script logged, then the rendered end, if it had one before its last statement.
  static func transcript(_ text: String, stopsAfter: Int = .max, _ grammar: Grammar = SampleGrammar.script)
    -> String
  {
    var session = SampleSession(stopsAfter: stopsAfter)
    var ending = ""
    do throws(Stop) {
      try Interpreter.run(SourceText(name: "test.lab", text: text), grammar: grammar, on: &session)
    } catch {
      ending = "status \(error.status)\n" + error.diagnostics.map { DiagnosticRenderer().render($0) }.joined()
    }
    return session.log.map { $0 + "\n" }.joined() + ending
  }
}

extension Stop {
  /// The exit status that the contract gives the program for it.
  fileprivate var status: Int32 {
    switch self {
    case .unparsed: 2
    case .failed: 1
    case .unmet: 3
    case .interrupted: 130
    case .quit: 0
    }
  }
}
