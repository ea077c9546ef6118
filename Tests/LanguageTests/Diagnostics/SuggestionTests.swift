import Testing

@testable import Language

@Suite struct SuggestionTests {
  private let names = [
    "he_normal", "he_uniform", "xavier_normal", "xavier_uniform", "zeros", "ones", "step", "steps",
  ]

  @Test("nothing is near to nothing, and far names are not near")
  func degenerate() {
    #expect(Suggestions.near("", among: names).isEmpty)
    #expect(Suggestions.near("zeros", among: []).isEmpty)
    #expect(Suggestions.near("q", among: ["a", "b"]).isEmpty)
    #expect(Suggestions.near("completely_other", among: names).isEmpty)
    #expect(Suggestions.near(String(repeating: "x", count: 100_000), among: names).isEmpty)
  }

  @Test("slips of the finger are found, the nearest first")
  func slips() {
    #expect(Suggestions.near("he_unifrm", among: names) == ["he_uniform"])
    #expect(Suggestions.near("zeors", among: names) == ["zeros"])
    #expect(Suggestions.near("ZEROS", among: names) == ["zeros"])
    #expect(Suggestions.near("stpes", among: names) == ["steps"])
    #expect(Suggestions.near("xavier", among: names) == ["xavier_normal", "xavier_uniform"])
  }

  @Test("the distance counts a transposition once")
  func distance() {
    func distance(_ a: String, _ b: String) -> Int {
      Suggestions.editDistance(Array(a.unicodeScalars), Array(b.unicodeScalars))
    }
    #expect(distance("", "abc") == 3)
    #expect(distance("abcd", "acbd") == 1)
    #expect(distance("kitten", "sitting") == 3)
  }
}
