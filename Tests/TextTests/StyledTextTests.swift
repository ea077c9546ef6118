import Testing

@testable import Text

@Suite struct StyledTextTests {
  @Test func `interpolation makes spans`() {
    let text: StyledText = "layer \("h1", .name) has \(4, .number) of \(0.5)\(StyledText("!", .bad))"
    #expect(text.plain == "layer h1 has 4 of 0.5!")
    #expect(text.spans.map(\.style) == [.plain, .name, .plain, .number, .plain, .bad])
    #expect(StyledText("").isEmpty)
    #expect(text.styled(.dim).spans.map(\.style) == [.dim, .name, .dim, .number, .dim, .bad])
  }

  @Test func `widths follow the terminal`() {
    let cases: [(String, Int)] = [
      ("", 0), ("abc", 3), ("é", 1), ("e\u{301}", 1), ("漢字", 4), ("😀", 2), ("👩‍👩‍👧", 2), ("❤️", 2), ("🇩🇪", 2),
      ("\u{200B}", 0), ("한", 2), ("ｱ", 1), ("Ａ", 2), ("…", 1), ("⠿", 1), ("█", 1), ("\u{1B}", 0), ("µ", 1),
    ]
    for (text, width) in cases { #expect(DisplayWidth.of(text) == width, "\(text)") }
  }

  @Test func `words wrap and hang`() {
    func wrap(_ text: StyledText, _ width: Int, _ rest: Int = 0) -> [String] {
      Wrapping.lines(text, width: width, rest: rest).map(\.plain)
    }
    #expect(wrap("", 10) == [""])
    #expect(wrap("one two three", 7) == ["one two", "three"])
    #expect(wrap("one two three", 8, 2) == ["one two", "  three"])
    #expect(wrap("one\n\ntwo", 8) == ["one", "", "two"])
    #expect(wrap("  indented text", 10) == ["  indented", "text"])
    #expect(wrap("abcdefghij", 4) == ["abcd", "efgh", "ij"])
    #expect(wrap("漢字漢字", 5) == ["漢字", "漢字"])
    #expect(wrap("a  b", 10) == ["a  b"])
    #expect(wrap("to abcdefgh", 6) == ["to", "abcdef", "gh"])
  }

  @Test func `wrapping keeps styles`() {
    let lines = Wrapping.lines("an \("accent that is long", .accent) ends", width: 10)
    #expect(lines.map(\.plain) == ["an accent", "that is", "long ends"])
    #expect(lines[2].spans.map(\.style) == [.accent, .plain])
  }

  @Test func `truncation shows that it cut`() {
    let glyphs = Glyphs(unicode: true)
    #expect(StyledText("abcdef").truncated(to: 6, glyphs: glyphs).plain == "abcdef")
    #expect(StyledText("abcdef").truncated(to: 4, glyphs: glyphs).plain == "abc…")
    #expect(StyledText("漢字漢").truncated(to: 4, glyphs: glyphs).plain == "漢…")
    #expect(StyledText("abc").truncated(to: 0, glyphs: glyphs).plain == "")
    #expect(StyledText("abc").truncated(to: 1, glyphs: Glyphs(unicode: false)).plain == ".")
  }

  @Test func `a line is rendered as it is for prompts`() {
    let options = RenderOptions(color: true)
    #expect(Renderer.render("\("bad", .bad) news", options: options) == "\u{1B}[31mbad\u{1B}[0m news")
  }
}
