import Testing

@testable import Text

@Suite struct LineWidthTests {
  @Test func `no line is wider than the options say`() {
    for (name, document) in Samples.blocks + hostile {
      for width in [20, 21, 23, 30, 41, 80, 131] + [200, 1000] {
        for options in variants(width: width) {
          for line in Renderer.render(document, options: options).split(separator: "\n") {
            let columns = DisplayWidth.of(stripped(line))
            if columns > width { Issue.record("\(name) at \(width): \(line)") }
          }
        }
      }
    }
  }

  @Test func `ASCII output is ASCII and carries no control characters`() {
    for (name, document) in Samples.blocks + hostile {
      let text = Renderer.render(document, options: RenderOptions(width: 70, unicode: false))
      #expect(text.utf8.allSatisfy { ($0 >= 0x20 && $0 < 0x7F) || $0 == 0x0A }, "\(name)")
    }
  }

  @Test func `color adds escape sequences and changes nothing else`() {
    for (name, document) in Samples.blocks where !name.contains("heat") {
      let plain = Renderer.render(document, options: RenderOptions(width: 60, color: false))
      let colored = Renderer.render(document, options: RenderOptions(width: 60, color: true))
      #expect(stripped(colored[...]) == plain, "\(name)")
      #expect(!plain.contains("\u{1B}"))
    }
  }

  @Test func `escape sequences in names never reach the terminal`() {
    let evil = "\u{1B}]0;title\u{7}\u{9B}31m\r\u{202E}"
    let document = Document([
      .heading(StyledText(evil)), .code(evil), .list(TextList([.init(term: StyledText(evil), "x")])),
      .table(Table(title: StyledText(evil), columns: [.text(evil)], rows: [[.text(evil)]])),
      .plot(
        LinePlot(series: [.init(evil, values: [1]), .init(evil, values: [2])], xLabel: evil, yLabel: evil)),
      .heatMap(HeatMap(values: [1], rows: 1, columns: 1, rowLabels: [evil], columnLabels: [evil])),
    ])
    let text = Renderer.render(document, options: RenderOptions(width: 60))
    let forbidden: Set<Unicode.Scalar> = ["\u{1B}", "\u{7}", "\u{9B}", "\r", "\u{202E}"]
    #expect(!text.unicodeScalars.contains { forbidden.contains($0) })
  }

  @Test func `an empty document is empty`() {
    #expect(Renderer.render(Document(), options: RenderOptions()) == "")
    #expect(Renderer.render(.blank, options: RenderOptions()) == "\n")
  }

  private var hostile: [(name: String, document: Document)] {
    let long = String(repeating: "wörd漢", count: 25)
    let largest = Double.greatestFiniteMagnitude
    let values = [
      largest, -largest, .leastNonzeroMagnitude, -1.2345678e-300, .nan, .infinity, 0, -0.0, 1 + 1e-15, 1,
    ]
    let table = Table(
      title: StyledText(long), columns: (0..<30).map { .number("column \($0) \(long)", priority: $0 % 7) },
      rows: values.map { value in Table.Row((0..<31).map { _ in .number(value) }, mark: long) },
      footnotes: [StyledText(long)])
    let integers = Table(columns: [.number("n")], rows: [[.integer(.min)]])
    let pairs = values.indices.dropLast().map { Array(values[$0...$0 + 1]) }
    let plots = (pairs + [values]).flatMap { values in
      [LinePlot.Scale.linear, .logarithmic].map { scale in
        Block.plot(LinePlot(series: [.init(long, values: values), .init("b", values: [1])], scale: scale))
      }
    }
    return [
      ("tables", Document([.table(table), .table(integers), .table(Table(columns: []))])),
      ("plots", Document(plots)),
      ("histograms", Document((pairs + [values, []]).map { .histogram(Histogram(values: $0)) })),
      (
        "maps",
        Document([
          .heatMap(HeatMap(values: values, rows: 10, columns: 1, rowLabels: [long], columnLabels: [long])),
          .heatMap(HeatMap(values: values, rows: 1, columns: 10, columnLabels: [long])),
          .heatMap(HeatMap(values: [], rows: 0, columns: 3)),
          .heatMap(HeatMap(values: Array(repeating: largest, count: 10_000), rows: 100, columns: 100)),
        ])
      ),
      (
        "long words",
        Document([
          .text(StyledText(long)), .code(long), .heading(StyledText(long)),
          .paragraph(Paragraph(StyledText(long), indent: 500, hanging: 500)),
          .list(TextList([.init(term: StyledText(long), StyledText(long)), .init("")], indent: 500)),
        ])
      ),
    ]
  }

  private func variants(width: Int) -> [RenderOptions] {
    [false, true].flatMap { color in
      [false, true].map { RenderOptions(width: width, color: color, unicode: $0) }
    }
  }

  private func stripped(_ text: Substring) -> String {
    var result = ""
    var isEscape = false
    for scalar in text.unicodeScalars {
      if scalar == "\u{1B}" { isEscape = true }
      if !isEscape { result.unicodeScalars.append(scalar) }
      if scalar == "m" { isEscape = false }
    }
    return result
  }
}
