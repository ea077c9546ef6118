import Testing

@testable import Text

@Suite struct TableTests {
  private func draw(_ table: Table, _ width: Int) -> [String] {
    Renderer.render(.table(table), options: RenderOptions(width: width)).split(separator: "\n").map(
      String.init)
  }

  @Test func `points stand under each other`() {
    let table = Table(columns: [.number("x")], rows: [[1.5], [12], [0.125], [.number(.nan)], [1e-9], [nil]])
    #expect(draw(table, 80).dropFirst(2) == ["  1.5", " 12", "  0.125", "nan", "  1e-9"])
  }

  @Test func `digits go first, then text, then columns`() {
    let table = Table(
      columns: [.text("name"), .number("a", priority: 1), .number("b"), .text("about", priority: 2)],
      rows: [["one", .number(1 / 3.0), .number(2 / 3.0), "something to be said"]])
    #expect(draw(table, 80)[2] == "one   0.333333  0.666667  something to be said")
    #expect(draw(table, 44)[2] == "one   0.33333  0.66667  something to be said")
    #expect(draw(table, 37)[2] == "one   0.333  0.667  something to be …")
    #expect(draw(table, 34)[2] == "one   0.3333  something to be said")
    #expect(draw(table, 34)[3...] == ["1 column does not fit: b"])
    #expect(draw(table, 22)[2] == "one   something to be…")
    #expect(draw(table, 22)[3...] == ["2 columns do not fit:", "  a, b"])
  }

  @Test func `a table without columns or rows is drawn`() {
    #expect(draw(Table(columns: []), 40) == [])
    #expect(draw(Table(columns: [.text("a")]), 40) == ["a", "─"])
  }

  @Test func `a newline in a cell does not break the row`() {
    #expect(draw(Table(columns: [.text("a")], rows: [["x\ny"]]), 40).last == "x y")
  }
}
