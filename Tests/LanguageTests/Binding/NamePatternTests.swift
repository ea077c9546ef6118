import Testing

@testable import Language

@Suite struct NamePatternTests {
  @Test(arguments: [
    ("*", ["", "h1", "h1.weight"], []), ("", [""], ["a"]), ("h1", ["h1"], ["h", "h11", "H1"]),
    ("h?", ["h1", "h."], ["h", "h10"]), ("*.bias", ["h1.bias", ".bias", "a.b.bias"], ["bias", "h1.bias2"]),
    ("conv*.weight", ["conv1.weight", "conv.weight", "conv.x.weight"], ["xconv1.weight", "conv1.bias"]),
    ("*a*b", ["ab", "xaxb", "aab", "abab"], ["ba", "aba"]), ("**", ["", "x"], []),
    ("?*?", ["ab", "abc"], ["a"]),
    ("[h]", ["[h]"], ["h"]),
  ])
  func `a star is any letters, a question mark one, all else itself`(
    pattern: String, alike: [String], others: [String]
  ) {
    for name in alike { #expect(NamePattern(pattern).matches(name), "\(pattern) \(name)") }
    for name in others { #expect(!NamePattern(pattern).matches(name), "\(pattern) \(name)") }
  }

  @Test func `many stars over a long name take no time that grows with their number as a power`() {
    let pattern = NamePattern(String(repeating: "*a", count: 60) + "*b")
    #expect(!pattern.matches(String(repeating: "a", count: 3000)))
  }
}
