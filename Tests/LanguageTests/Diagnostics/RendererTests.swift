import Testing

@testable import Language

@Suite struct RendererTests {
  private func diagnostic(_ text: String, _ marked: String, label: String = "here") -> Diagnostic {
    let bytes = Array(text.utf8)
    let wanted = Array(marked.utf8)
    let start = bytes.indices.first { bytes[$0...].starts(with: wanted) } ?? bytes.count
    return Diagnostic(
      "a-code", "a message", label: label, source: SourceText(name: "f.lab", text: text),
      range: SourceRange(start, start + wanted.count))
  }

  @Test("without a place there is a heading only")
  func noPlace() {
    let text = DiagnosticRenderer().render(Diagnostic("a-code", "a message", severity: .warning))
    #expect(text == "warning: a message [a-code]\n")
  }

  @Test("suggestion, remedy and notes follow the place")
  func allParts() {
    var full = diagnostic("init all he_unifrm", "he_unifrm", label: "not in the table")
    full.notes = ["a note"]
    full.help = "`inits` lists all"
    full.suggestions = ["he_uniform"]
    #expect(
      DiagnosticRenderer().render(full) == """
        f.lab:1:10: error: a message [a-code]
          init all he_unifrm
                   ^~~~~~~~~ not in the table
          note: a note
          help: did you mean `he_uniform`? `inits` lists all

        """)
  }

  @Test("the caret stands under its place behind tabs, wide and combined characters")
  func columns() {
    #expect(
      DiagnosticRenderer().render(diagnostic("\t\tx\tfoo", "foo")) == """
        f.lab:1:5: error: a message [a-code]
          x foo
            ^~~ here

        """)
    #expect(
      DiagnosticRenderer().render(diagnostic("print \"漢字e\u{301}\" + x", "x")) == """
        f.lab:1:15: error: a message [a-code]
          print "漢字e\u{301}" + x
                          ^ here

        """)
  }

  @Test("control characters never reach the terminal")
  func controls() {
    let text = DiagnosticRenderer().render(diagnostic("a \u{1B}[31m b", "b"))
    #expect(!text.contains("\u{1B}") && text.contains("a \u{FFFD}[31m b"))
    // Names out of files stand in every part of a message.
    var other = diagnostic("a b", "b")
    other.notes = ["column `\u{1B}[31m`\nline two \u{1B}"]
    other.label = "not \u{1B}]0;x\u{7}"
    other.help = "it has `\u{1B}[5m`"
    let dressed = DiagnosticRenderer().render(other)
    #expect(!dressed.contains("\u{1B}") && !dressed.contains("\u{7}"))
    #expect(dressed.contains("\u{FFFD}[31m`\nline two"))
  }

  @Test("a long line is cut around its place")
  func longLine() {
    let text = String(repeating: "a ", count: 5000) + "foo" + String(repeating: " b", count: 5000)
    let lines = DiagnosticRenderer(width: 40).render(diagnostic(text, "foo")).split(separator: "\n")
    #expect(lines[1].count <= 40 && lines[1].contains("foo") && lines[1].hasSuffix("…"))
    let place = lines[1].firstRange(of: "foo")?.lowerBound
    #expect(
      place.map { lines[1].distance(from: lines[1].startIndex, to: $0) }
        == lines[2].prefix { $0 == " " }.count)
  }

  @Test("a line that fits is whole, wherever its place is")
  func fittingLine() {
    let text = String(repeating: "a ", count: 17) + "f"
    #expect(
      DiagnosticRenderer(width: 40).render(diagnostic(text, "f")) == """
        f.lab:1:35: error: a message [a-code]
          a a a a a a a a a a a a a a a a a f
                                            ^ here

        """)
    let longer = DiagnosticRenderer(width: 38).render(diagnostic(text, "f")).split(separator: "\n")
    #expect(longer[1] == "  …" + String(repeating: "a ", count: 16) + "f")
  }

  @Test("a range over several lines is marked on its first, an empty one by a caret")
  func ranges() {
    let lines = DiagnosticRenderer().render(diagnostic("a (b\nc)", "(b\nc)")).split(separator: "\n")
    #expect(lines[1] == "  a (b" && lines[2] == "    ^~ here")
    let empty = diagnostic("abc\n", "", label: "")
    var atEnd = empty
    atEnd.range = SourceRange(3, 3)
    #expect(DiagnosticRenderer().render(atEnd) == "f.lab:1:4: error: a message [a-code]\n  abc\n     ^\n")
  }

  @Test("each part can be dressed")
  func styles() {
    let renderer = DiagnosticRenderer { part, text in "<\(part):\(text)>" }
    let lines = renderer.render(diagnostic("foo", "foo")).split(separator: "\n")
    #expect(lines[0] == "<place:f.lab:1:1:> <severity:error:> <message:a message> <code:[a-code]>")
    #expect(lines[2] == "  <caret:^~~> <label:here>")
  }
}
