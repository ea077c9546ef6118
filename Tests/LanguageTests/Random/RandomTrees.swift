@testable import Language

/// Makes trees that the parser could have made.
struct RandomTrees {
  var random: SeededGenerator

  private static let names = [
    "h1", "loss", "x", "weight", "conv2d", "σw", "_a", "in", "step", "true", "max", "to",
  ]
  private static let numbers = [0, 1, 2, 3, 0.5, 1e-6, 1e21, 0.1, 123456.789, Double.leastNormalMagnitude]
  private static let texts = ["", "a b", "σ \"q\"", "\\", "{x}", "#;\n\t", "\u{1}", "}", "a\r"]

  mutating func expression(_ depth: Int) -> Expression {
    guard depth > 0 else { return leaf() }
    let below = depth - 1
    switch random.below(8) {
    case 0: return Expression(.list((0..<random.below(4)).map { _ in expression(below) }))
    case 1: return Expression(.unary(random.pick(UnaryOperator.allCases), expression(below)))
    case 2, 3, 4:
      return Expression(.binary(random.pick(BinaryOperator.allCases), expression(below), expression(below)))
    case 5: return Expression(.call(Name(random.pick(Self.names)), arguments(below)))
    case 6: return Expression(.member(expression(below), Name(random.pick(Self.names))))
    default:
      return Expression(.index(expression(below), (0..<1 + random.below(3)).map { _ in indexItem(below) }))
    }
  }

  private mutating func leaf() -> Expression {
    switch random.below(4) {
    case 0: Expression(.text(random.pick(Self.texts)))
    case 1: Expression(.name(random.pick(Self.names)))
    default: Expression(.number(random.pick(Self.numbers)))
    }
  }

  private mutating func arguments(_ depth: Int) -> [Expression.CallArgument] {
    let plain = (0..<random.below(3)).map { _ in Expression.CallArgument(value: expression(depth)) }
    let named = (0..<random.below(3)).map { _ in
      Expression.CallArgument(label: Name(random.pick(Self.names)), value: expression(depth))
    }
    return plain + named
  }

  private mutating func indexItem(_ depth: Int) -> Expression.IndexItem {
    guard random.below(2) == 0 else { return .at(expression(depth)) }
    return .slice(
      from: random.below(2) == 0 ? nil : expression(depth), to: random.below(2) == 0 ? nil : expression(depth)
    )
  }

  mutating func statements(_ depth: Int) -> [Statement] {
    (0..<random.below(4)).map { _ in statement(depth) }
  }

  private mutating func block(_ depth: Int) -> StatementBlock { StatementBlock(statements(depth - 1)) }

  private mutating func statement(_ depth: Int) -> Statement {
    guard depth > 0 else { return Statement(.command(command(0))) }
    switch random.below(7) {
    case 0: return Statement(.assignment(Name(random.pick(["x", "σ", "k2"])), expression(3)))
    case 1: return Statement(.repetition(expression(2), block(depth)))
    case 2: return Statement(.loop(Name("k"), expression(2), block(depth)))
    case 3:
      let branches = (0..<1 + random.below(3)).map { _ in
        Statement.Branch(condition: expression(2), body: block(depth))
      }
      return Statement(.conditional(branches, otherwise: random.below(2) == 0 ? nil : block(depth)))
    default: return Statement(.command(command(depth)))
    }
  }
}

extension RandomTrees {
  private mutating func command(_ depth: Int) -> Command {
    switch random.below(11) {
    case 0: Command(verb: "print", arguments: [whole("value", [expression(3)])])
    case 1:
      Command(
        verb: "plot", arguments: [whole("curves", (0..<1 + random.below(3)).map { _ in expression(2) })],
        options: random.below(2) == 0 ? [] : [Option(name: "log", value: word("log"))])
    case 2: Command(verb: "step", arguments: random.below(2) == 0 ? [] : [word("n")])
    case 3: Command(verb: "init", arguments: [word("where"), word("spec")])
    case 4:
      Command(
        verb: "expect",
        arguments: [argument("claim", .closeness(expression(2), expression(2), within: expression(1)))])
    case 5:
      Command(
        verb: "set",
        arguments: [
          argument("edit", .assignment(Expression(.member(expression(0), "weight")), expression(2)))
        ])
    case 6: Command(verb: "echo", arguments: [argument("text", .template(template()))])
    case 7 where depth > 0: Command(verb: "residual", arguments: [argument("body", .block(block(depth)))])
    case 8 where depth > 0:
      Command(verb: "time", arguments: [argument("command", .command(command(depth - 1)))])
    case 9: Command(verb: "frob", isKnown: false, raw: "frob " + compact() + " { a; b }")
    default:
      Command(
        verb: "layer",
        arguments: [Argument(name: "kind", kind: .word, raw: "dense"), word("rest"), word("rest")],
        options: [Option(name: "any", value: word("any"))])
    }
  }

  private func argument(_ name: String, _ kind: Argument.Kind) -> Argument {
    Argument(name: name, kind: kind, raw: "")
  }

  private func whole(_ name: String, _ list: [Expression]) -> Argument { argument(name, .expressions(list)) }

  /// An expression without blanks outside brackets: a number, a reference, a call, or one in parentheses.
  private mutating func compact() -> String {
    let inner = ExpressionPrinter.text(expression(2))
    return random.pick(["(\(inner))", "h1[0:4].weight", "normal(std=\(inner))", "[\(inner)]", "7", "-1"])
  }

  private mutating func word(_ name: String) -> Argument {
    Argument(name: name, kind: .word, raw: compact())
  }

  private mutating func template() -> Template {
    var template = Template()
    for _ in 0..<random.below(5) {
      template.append(random.below(2) == 0 ? .expression(expression(2)) : .text(random.pick(Self.texts)))
    }
    return template
  }
}
