import Tensor
import Testing

@testable import Language

@Suite struct FunctionTests {
  @Test(
    "functions agree with results by hand",
    arguments: [
      ("norm([3, 4])", "5"), ("norm([])", "0"), ("norm([0, 3e200])", "3e+200"),
      ("norm([3e-200, 4e-200]) > 4.9e-200", "true"),
      ("sum(h1.weight)", "21"), ("sum([])", "0"), ("mean(h1.weight)", "3.5"), ("var([1, 2, 3, 4])", "1.25"),
      ("std([2, 4, 4, 4, 5, 5, 7, 9])", "2"), ("min(h1.weight)", "1"), ("max(h1.weight)", "6"),
      ("max([1, nan, 3])", "nan"), ("abs([-1, 2])", "[1, 2]"), ("abs(-3)", "3"), ("sqrt(16)", "4"),
      ("sqrt(-1)", "nan"),
      ("exp(0)", "1"), ("log(1)", "0"), ("log(0)", "-inf"), ("count([0, 1, 2])", "2"),
      ("count(h1.weight > 3)", "3"),
      ("size(h1.weight)", "6"), ("size(3)", "1"), ("shape(h1.weight)", "[2, 3]"), ("shape(1)", "[]"),
      ("reshape(h1.weight, [3, 2])", "[[1, 2], [3, 4], [5, 6]]"),
      ("reshape(h1.weight, [-1])", "[1, 2, 3, 4, 5, 6]"),
      ("reshape(h1.weight, [1, -1, 2])", "[[[1, 2], [3, 4], [5, 6]]]"), ("reshape([5], [])", "5"),
      ("quantile([4, 1, 3, 2])", "2.5"), ("quantile([1, 2, 3, 4, 5], 0.25)", "2"),
      ("quantile([1, 2], q=1)", "2"),
      ("quantile([7], 0.3)", "7"), ("cos([1, 0], [0, 2])", "0"), ("cos([1, 2], [2, 4]) > 0.9999", "true"),
      ("distance([0, 0], [3, 4])", "5"), ("distance(1, 3)", "2"),
      ("histogram([0, 1, 2, 3], bins=2)", "[2, 2]"),
      ("histogram([5, 5], 2)", "[0, 2]"), ("histogram([], 2)", "[0, 0]"),
      ("histogram([0, 10, inf], 5)", "[1, 0, 0, 0, 1]"),
      ("rank([[1, 2], [2, 4]])", "1"), ("rank([[1, 0], [0, 1]])", "2"), ("rank(h1.weight)", "2"),
      ("rank([0, 0])", "0"),
      ("rank([1, 2])", "1"), ("rank([[1, 0], [0, 1e-20]])", "1"),
      ("rank([[1, 0], [0, 1e-3]], tolerance=0.01)", "1"),
      ("rank([])", "0"), ("rank([[1, 2, 3], [4, 5, 6], [7, 8, 9]])", "2"), ("all([1, 2])", "true"),
      ("all([1, 0])", "false"),
      ("all([])", "true"), ("any([])", "false"), ("any([0, 1])", "true"), ("any([0, 0])", "false"),
      ("sum(h1.weight, axis=0)", "[5, 7, 9]"), ("mean(h1.weight, axis=-1)", "[2, 5]"),
      ("all(h1.weight > 1, axis=1)", "[0, 1]"),
      ("any(h1.weight > 5, axis=1)", "[0, 1]"), ("count(h1.weight > 1, axis=0)", "[1, 2, 2]"),
      ("any([0, 1], axis=0)", "true"),
      ("all([1, 0], axis=0)", "false"), ("max([[1, 5], [7, 2]], axis=0)", "[7, 5]"),
      ("norm([[3, 4], [0, 0]], axis=1)", "[5, 0]"),
      ("histogram([-1e308, 1e308], 2)", "[1, 1]"),
    ])
  func values(_ text: String, _ expected: String) {
    #expect(SampleSession.shown(text) == expected)
  }

  @Test("the table is sorted, complete and documented")
  func table() {
    let table = FunctionTable.standard
    #expect(table.names == table.names.sorted())
    let asked =
      ["norm", "mean", "std", "var", "sum", "min", "max", "abs", "sqrt", "exp", "log", "count", "rank"]
      + ["quantile", "cos", "distance", "shape", "reshape", "histogram"]
    #expect(asked.allSatisfy(table.names.contains))
    for specification in table.specifications {
      #expect(
        !specification.summary.isEmpty && specification.summary.count <= 100
          && !specification.summary.hasSuffix("."))
      #expect(throws: Never.self) { try Parser.expression(SourceText(name: "", text: specification.example)) }
      #expect(specification.example.hasPrefix(specification.name + "("))
    }
    #expect(table["quantile"]?.specification.signature == "quantile(x, [q])")
    #expect(table["mean"]?.specification.signature == "mean(x, [axis=])")
  }

  @Test("examples of functions can be typed", arguments: FunctionTable.standard.specifications)
  func examples(_ specification: FunctionSpecification) throws {
    _ = try SampleSession.value(specification.example)
  }

  @Test("singular values of a rotated diagonal are the diagonal")
  func singularValues() throws {
    let (c, s) = (0.6, 0.8)
    let found = try #require(
      SingularValues.of([3 * c, -2 * s, 3 * s, 2 * c], rows: 2, columns: 2)
    ).sorted()
    #expect((found[0] - 2).magnitude < 1e-14 && (found[1] - 3).magnitude < 1e-14)
    #expect(SingularValues.of([1, 2, 3, 4], rows: 2, columns: 2) { true } == nil)
  }
}
