/// Turns a document into the lines of a terminal, or of a file when color is off.
package enum Renderer {
  /// The document as text; every line ends in a newline, an empty document is empty.
  ///
  /// No line is wider than the options' width (but at least 20 columns are taken).
  package static func render(_ document: Document, options: RenderOptions) -> String {
    document.blocks.map { render($0, options: options) }.joined()
  }

  /// One block as text.
  package static func render(_ block: Block, options: RenderOptions) -> String {
    lines(of: block, options: options).map { ANSI.encode($0, color: options.color) + "\n" }.joined()
  }

  /// Text within a line, neither wrapped nor cut, such as a prompt or a message's first line.
  package static func render(_ text: StyledText, options: RenderOptions) -> String {
    ANSI.encode(text.printable(unicode: options.unicode), color: options.color)
  }

  private static func lines(of block: Block, options: RenderOptions) -> [StyledText] {
    switch block {
    case .blank: [StyledText()]
    case .heading(let text): Paragraph(text.styled(.heading)).lines(options)
    case .paragraph(let paragraph): paragraph.lines(options)
    case .list(let list): list.lines(options)
    case .code(let code): codeLines(code, options)
    case .table(let table): table.lines(options)
    case .plot(let plot): plot.lines(options)
    case .histogram(let histogram): histogram.lines(options)
    case .heatMap(let map): map.lines(options)
    }
  }
}
