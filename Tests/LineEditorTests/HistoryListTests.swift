import Testing

@testable import LineEditor

@Suite struct HistoryListTests {
  @Test func `an empty list leads nowhere`() {
    var list = HistoryList(limit: 3)
    #expect(list.previous(leaving: "x") == nil)
    #expect(list.next() == nil)
  }

  @Test func `up and down walk and give the unfinished line back`() {
    var list = HistoryList(entries: ["a", "b"], limit: 3)
    #expect(list.next() == nil)
    #expect(list.previous(leaving: "half") == "b")
    #expect(list.previous(leaving: "b changed") == "a")
    #expect(list.previous(leaving: "a") == nil)
    #expect(list.next() == "b")
    #expect(list.next() == "half")
    #expect(list.next() == nil)
  }

  @Test func `leaving stands on a fresh line again`() {
    var list = HistoryList(entries: ["a"], limit: 3)
    _ = list.previous(leaving: "half")
    list.leave()
    #expect(list.next() == nil)
    #expect(list.previous(leaving: "") == "a")
    #expect(list.next() == "")
  }

  @Test(arguments: ["", "  ", "\n", " secret", "b"])
  func `blank, private and twin entries are not kept`(_ entry: String) {
    var list = HistoryList(entries: ["a", "b"], limit: 3)
    let added = list.add(entry)
    #expect(!added)
    #expect(list.entries == ["a", "b"])
  }

  @Test func `the oldest entries make room`() {
    var list = HistoryList(entries: ["a", "b", "c", "d"], limit: 3)
    #expect(list.entries == ["b", "c", "d"])
    let added = list.add("b")
    #expect(added)
    #expect(list.entries == ["c", "d", "b"])
  }
}
