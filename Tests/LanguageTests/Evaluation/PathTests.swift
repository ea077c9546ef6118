import Testing

@testable import Language

@Suite struct PathTests {
  @Test(
    "references and indices reach their entries",
    arguments: [
      ("loss", "0.25"), ("h1", "h1"), ("h1[1]", "h1[1]"), ("h1[0:1]", "h1[0:1]"), ("h1.weight[0, 1]", "2"),
      ("h1.weight[-1]", "[4, 5, 6]"), ("h1.weight[-1][0]", "4"), ("h1.weight[:, 0]", "[1, 4]"),
      ("h1.weight[0:1, 1:]", "[[2, 3]]"), ("h1.weight[5:]", "[]"), ("h1[1].weight", "[4, 5, 6]"),
      ("h1[1].weight[2]", "6"), ("h1.weight.grad[1, 2]", "0"), ("output[0]", "[0.5]"),
      ("output[0, 0]", "0.5"),
      ("[1, 2, 3][1:]", "[2, 3]"), ("[[1, 2], [3, 4]][1][0]", "3"), ("[[1, 2], [3, 4]][:, 1]", "[2, 4]"),
      ("[h1, h2][1].weight[0, 0]", "1"), ("(1 + [1, 2])[0]", "2"), ("h1.weight[1 + 0, 4 / 2]", "6"),
      ("pi > 3", "true"),
    ])
  func values(_ text: String, _ expected: String) {
    #expect(SampleSession.shown(text) == expected)
  }

  @Test("a variable stands for its value, and for the layer it holds")
  func variables() throws {
    let layer = try SampleSession.value("h2")
    #expect(SampleSession.shown("x[0] + 1", ["x": .list([.number(2)])]) == "3")
    #expect(SampleSession.shown("l.weight[0, 0]", ["l": layer]) == "1")
    #expect(SampleSession.shown("distinct(l)", ["l": layer]) == "2")
    #expect(SampleSession.shown("l[1]", ["l": layer]) == "h2[1]")
  }

  @Test("specifications keep words and numbers apart")
  func specifications() {
    #expect(SampleSession.shown("normal(std=0.02, mode=fan_in)") == "normal(std=0.02, mode=\"fan_in\")")
    #expect(SampleSession.shown("normal(1 + 1)") == "normal(2)")
    #expect(SampleSession.shown("normal(std=s)", ["s": .number(0.5)]) == "normal(std=0.5)")
    #expect(SampleSession.shown("gain(leaky_relu(0.2))") == "\"leaky_relu(0.2)\"")
  }

  @Test("the trade's functions get the layer, not its value")
  func tradeFunctions() {
    #expect(SampleSession.shown("distinct(h1) + distinct(h2)") == "3")
  }
}
