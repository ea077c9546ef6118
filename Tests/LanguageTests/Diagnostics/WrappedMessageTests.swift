import Testing
import Text

@testable import Language

@Suite struct WrappedMessageTests {
  /// A diagnostic of `text` at the first place of `marked`, with every part.
  private func diagnostic(_ text: String, _ marked: String, label: String = "not in the table") -> Diagnostic
  {
    let bytes = Array(text.utf8)
    let wanted = Array(marked.utf8)
    let start = bytes.indices.first { bytes[$0...].starts(with: wanted) } ?? bytes.count
    return Diagnostic(
      "unknown-activation", "no activation is called `\(marked)`", label: label,
      notes: ["the table has 31 of them, and each may carry its parameters"],
      help: "`help activations` lists all", suggestions: ["tanh", "tanh_shrink"],
      source: SourceText(name: "lesson.lab", text: text),
      range: SourceRange(start, start + wanted.count))
  }

  private func lines(_ diagnostic: Diagnostic, _ width: Int) -> [Substring] {
    DiagnosticRenderer(width: width, wraps: true).render(diagnostic).split(separator: "\n")
  }

  @Test func `at 60 columns lines break at spaces and go on further in`() {
    #expect(
      lines(diagnostic("layer dense 8 tanhh", "tanhh"), 60).joined(separator: "\n") == """
        lesson.lab:1:15: error: no activation is called `tanhh`
            [unknown-activation]
          layer dense 8 tanhh
                        ^~~~~ not in the table
          note: the table has 31 of them, and each may carry its
                parameters
          help: did you mean `tanh` or `tanh_shrink`? `help
                activations` lists all
        """)
  }

  @Test func `at 40 columns the source line is a window around the caret`() {
    #expect(
      lines(diagnostic("data xor; layer dense 8 name=h1 tanhh; layer dense 1", "tanhh"), 40).joined(
        separator: "\n") == """
          lesson.lab:1:33: error: no activation
              is called `tanhh`
              [unknown-activation]
            … dense 8 name=h1 tanhh; layer dens…
                              ^~~~~
              not in the table
            note: the table has 31 of them, and
                  each may carry its parameters
            help: did you mean `tanh` or
                  `tanh_shrink`? `help
                  activations` lists all
          """)
  }

  @Test func `a label goes on under its own beginning, or below where there is no room`() {
    let label = "a layer of this kind has no activation of its own"
    let beside = lines(diagnostic("flatten tanhh", "tanhh", label: label), 40)
    #expect(
      Array(beside.drop { !$0.contains("^") }.prefix(3)) == [
        "          ^~~~~ a layer of this kind", "                has no activation of",
        "                its own",
      ])
    let below = lines(diagnostic("layer flatten tanhh", "tanhh", label: label), 38)
    #expect(
      Array(below.drop { !$0.contains("^") }.prefix(3)) == [
        "                ^~~~~", "    a layer of this kind has no",
        "    activation of its own",
      ])
  }

  /// What lines say, spaces apart; the caret's line says nothing.
  private func letters(_ lines: some Sequence<Substring>) -> String {
    lines.filter { !$0.contains("^") }.joined().filter { $0 != " " }
  }

  private static let sources = [
    ("layer dense 8 tanhh", "tanhh"),
    ("\t\tinit h1 名前の長い初期化; 層 濃密 八 双曲線正接", "名前の長い初期化"),
    ("echo \"" + String(repeating: "漢字e\u{301} ", count: 40) + "\"; print x + " + "y" + " # 最後", "x"),
    (String(repeating: "e\u{301}\u{308}", count: 100) + " foo " + String(repeating: "名", count: 100), "foo"),
    (String(repeating: "a", count: 300), String(repeating: "a", count: 300)),
    ("print 1", ""), ("", ""),
  ]

  @Test(arguments: [20, 21, 40, 60, 80])
  func `no line reaches the last column, and no word is lost`(width: Int) {
    for (text, marked) in Self.sources {
      let whole = diagnostic(text, marked, label: "ein Ding namens 名前の長い初期化 gibt es nicht")
      let wrapped = lines(whole, width)
      for line in wrapped { #expect(DisplayWidth.of(String(line)) < width, "\(width): \(line)") }
      let unbroken = DiagnosticRenderer(width: 10_000).render(whole).split(separator: "\n")
      #expect(letters(wrapped.prefix(2)).hasPrefix("lesson.lab:1:"))
      #expect(letters(wrapped).hasSuffix(letters(unbroken.suffix(2))))
    }
  }

  @Test(arguments: [20, 40, 60, 80])
  func `the caret stands under its place at any width`(width: Int) throws {
    for (text, marked) in Self.sources where !marked.isEmpty {
      let wrapped = lines(diagnostic(text, marked), width)
      let caret = try #require(wrapped.firstIndex { $0.contains("^") })
      let indent = wrapped[caret].prefix { $0 == " " }.count
      var columns = 0
      let behind = wrapped[caret - 1].drop { character in
        defer { columns += DisplayWidth.of(character) }
        return columns < indent
      }
      #expect(behind.first == marked.first, "\(width): \(wrapped[caret - 1])")
      let tail = wrapped[caret].filter { "^~".contains($0) }.count
      #expect(indent + tail < width)
    }
  }

  @Test func `a word that is longer than a line is cut`() {
    let path = "/home/somebody/" + String(repeating: "deep/", count: 12) + "lesson.lab"
    let shown = lines(Diagnostic("no-file", "there is no file `\(path)`"), 40)
    #expect(shown.allSatisfy { $0.count < 40 })
    #expect(shown.map { $0.drop { $0 == " " } }.joined().contains(path))
  }

  @Test func `below 20 columns, and where nobody asks for it, nothing is wrapped`() {
    let whole = diagnostic("layer dense 8 tanhh", "tanhh")
    #expect(
      DiagnosticRenderer(width: 19, wraps: true).render(whole) == DiagnosticRenderer(width: 19).render(whole))
    let first = "lesson.lab:1:15: error: no activation is called `tanhh` [unknown-activation]\n"
    #expect(DiagnosticRenderer(width: 20).render(whole).hasPrefix(first))
    #expect(DiagnosticRenderer(width: 19, wraps: true).render(whole).hasPrefix(first))
  }

  @Test func `what fits is the same wrapped or not`() {
    let whole = diagnostic("layer dense 8 tanhh", "tanhh")
    #expect(
      DiagnosticRenderer(width: 110, wraps: true).render(whole)
        == DiagnosticRenderer(width: 110).render(whole))
  }

  @Test func `each piece of a part is dressed, and no indentation is`() {
    let renderer = DiagnosticRenderer(width: 30, wraps: true) { part, text in "<\(part):\(text)>" }
    let text = renderer.render(Diagnostic("a-code", "a message of more words than a line has"))
    #expect(
      text == """
        <severity:error:> <message:a message of more>
            <message:words than a line has>
            <code:[a-code]>

        """)
  }
}
