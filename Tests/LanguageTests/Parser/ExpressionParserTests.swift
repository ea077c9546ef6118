import Testing

@testable import Language

@Suite struct ExpressionParserTests {
  /// The tree with every operation in parentheses.
  private func tree(_ expression: Expression) -> String {
    switch expression.kind {
    case .unary(let sign, let operand): "(\(sign.rawValue) \(tree(operand)))"
    case .binary(let sign, let left, let right): "(\(tree(left)) \(sign.rawValue) \(tree(right)))"
    case .list(let items): "[" + items.map(tree).joined(separator: " ") + "]"
    case .member(let base, let name): tree(base) + "." + name.text
    default: ExpressionPrinter.text(expression)
    }
  }

  @Test(
    "operators bind as in Python",
    arguments: [
      ("1 + 2 - 3", "((1 + 2) - 3)"), ("1 + 2 * 3", "(1 + (2 * 3))"), ("2 ^ 3 ^ 4", "(2 ^ (3 ^ 4))"),
      ("-2 ^ 2", "(- (2 ^ 2))"), ("2 ^ -3 * 4", "((2 ^ (- 3)) * 4)"), ("- - 1", "(- (- 1))"),
      ("a * -b", "(a * (- b))"),
      ("not a < b", "(not (a < b))"), ("not a and b", "((not a) and b)"),
      ("a or b and c", "(a or (b and c))"),
      ("a < b + 1", "(a < (b + 1))"), ("0..n - 1", "(0 .. (n - 1))"),
      ("1..2 == 1..2", "((1 .. 2) == (1 .. 2))"),
      ("-x.y", "(- x.y)"), ("1e-6..10", "(1e-06 .. 10)"), ("a % b / c", "((a % b) / c)"),
      ("a ** b", "(a ^ b)"),
      ("[1, [2, -3],]", "[1 [2 (- 3)]]"), ("-1..-2", "((- 1) .. (- 2))"), ("1.5..2.5", "(1.5 .. 2.5)"),
      ("3e2", "300"),
    ])
  func precedence(_ text: String, _ expected: String) throws {
    #expect(tree(try Parser.expression(SourceText(name: "", text: text))) == expected)
  }

  @Test(
    "references, slices and calls print as they are written",
    arguments: [
      "h1", "h1[3]", "h1[0:4]", "h1[-1]", "h1.weight[3, 0]", "h1[3].weight.grad", "t.out_proj.weight",
      "h1.pre",
      "h1[:, 2:, :3, :]", "normal(1..2, std=0.02)", "f()", "f(g(x), y=h(z=1))", "\"a\"[0]", "[1, 2][0]",
      "(1 + 2)[0]",
      "(-1).x", "f(x)[0].y", "not not a", "(a < b) == (c < d)", "2^-3^4", "(2^-3)^4", "(2^3)^4", "--1",
      "-(a + b)",
      "(1..2)..3",
    ])
  func printing(_ text: String) throws {
    let expression = try Parser.expression(SourceText(name: "", text: text))
    let printed = ExpressionPrinter.text(expression)
    #expect(try Parser.expression(SourceText(name: "", text: printed)) == expression)
    #expect(printed == text)
  }

  @Test("numbers keep all their bits")
  func numbers() throws {
    for value in [
      0, 1, 0.1, 1e21, Double.leastNonzeroMagnitude, 1.7976931348623157e308, 123456789.123, 1e15, 1e16, 1e17,
    ] {
      let text = ExpressionPrinter.number(value)
      #expect(try Parser.expression(SourceText(name: "", text: text)).kind == .number(value), "\(text)")
    }
  }
}
