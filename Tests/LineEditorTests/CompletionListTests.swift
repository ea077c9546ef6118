import Testing

@testable import LineEditor

@Suite struct CompletionListTests {
  private func list(_ names: [String]) -> CompletionList {
    CompletionList(replaced: 0..<0, candidates: names.map { .init($0) })
  }

  private func common(_ names: [String]) -> String {
    String(String.UnicodeScalarView(list(names).commonPrefix))
  }

  @Test func `the common beginning is that of all candidates, in whole characters`() {
    #expect(common([]) == "")
    #expect(common(["abc"]) == "abc")
    #expect(common(["abc", "abd", "ab"]) == "ab")
    #expect(common(["abc", "xyz"]) == "")
    #expect(common(["αβγ", "αβδ"]) == "αβ")
    #expect(common(["é", "è"]) == "")  // their first byte is the same
  }
}

@Suite struct CandidateListingTests {
  // Character widths depend on the locale, which a console sets.
  private let console = Console(environment: TerminalEnvironment())

  private func text(
    _ candidates: [CompletionList.Candidate], columns: Int = 40, rows: Int = 10, color: Bool = false
  ) -> String {
    CandidateListing(columns: columns, rows: rows, color: color).text(of: candidates)
  }

  private func names(_ count: Int) -> [CompletionList.Candidate] { (0..<count).map { .init("name\($0)") } }

  @Test func `names stand in columns, down before across`() {
    #expect(text([]) == "")
    #expect(text([.init("a")]) == "a\r\n")
    #expect(text(names(5), columns: 20) == "name0  name2  name4\r\nname1  name3\r\n")
    #expect(text(names(3), columns: 3) == "name0\r\nname1\r\nname2\r\n")
    #expect(text([.init("日本"), .init("a"), .init("b")], columns: 11) == "日本  b\r\na\r\n")
  }

  @Test func `summaries stand beside the names, dim and cut before the last column`() {
    let candidates: [CompletionList.Candidate] = [.init("ab", summary: "the first of them"), .init("c")]
    #expect(text(candidates) == "ab  the first of them\r\nc\r\n")
    #expect(text(candidates, columns: 18) == "ab  the first of \r\nc\r\n".replacing("of \r", with: "o\r"))
    #expect(text(candidates, color: true) == "ab  \u{1b}[2mthe first of them\u{1b}[0m\r\nc\r\n")
  }

  @Test func `summaries are left out where columns or rows are too few`() {
    let candidates: [CompletionList.Candidate] = [.init("ab", summary: "the first"), .init("c"), .init("d")]
    #expect(text(candidates, columns: 15) == "ab  c   d\r\n")
    #expect(text(candidates, rows: 2) == "ab  c   d\r\n")
  }

  @Test func `a list longer than the window ends with a word about it`() {
    let list = text(names(9), columns: 7, rows: 4)
    #expect(list == "name0\r\nname1\r\nname2\r\n... type more to shorten the list\r\n")
  }
}
