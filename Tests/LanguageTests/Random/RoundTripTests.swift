import Testing

@testable import Language

@Suite struct RoundTripTests {
  @Test("printing and parsing keeps random expressions", arguments: [1, 2, 3, 4] as [UInt64])
  func expressions(_ seed: UInt64) throws {
    var trees = RandomTrees(random: SeededGenerator(seed: seed))
    for round in 0..<500 {
      let tree = trees.expression(round % 6)
      let text = ExpressionPrinter.text(tree)
      let parsed = try Parser.expression(SourceText(name: "", text: text))
      #expect(parsed == tree, "\(text)")
    }
  }

  @Test("printing and parsing keeps random scripts", arguments: [5, 6, 7, 8] as [UInt64])
  func scripts(_ seed: UInt64) throws {
    var trees = RandomTrees(random: SeededGenerator(seed: seed))
    for _ in 0..<150 {
      let tree = trees.statements(3)
      let text = StatementPrinter.text(tree)
      let parsed = try SampleGrammar.parse(text)
      #expect(parsed == tree, "\(text)")
      #expect(StatementPrinter.text(parsed) == text)
    }
  }
}
