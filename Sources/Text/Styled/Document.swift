/// What a command has to show, from top to bottom.
package struct Document: Equatable, Sendable {
  package var blocks: [Block]

  package init(_ blocks: [Block] = []) {
    self.blocks = blocks
  }

  /// Adds a block below the others.
  package mutating func append(_ block: Block) { blocks.append(block) }

  /// A document of one paragraph.
  package init(_ text: StyledText) {
    self.init([.paragraph(Paragraph(text))])
  }
}

/// One piece of a document; blocks stand directly under each other, `blank` is the empty line between.
package enum Block: Equatable, Sendable {
  case blank
  case heading(StyledText)
  case paragraph(Paragraph)
  case list(TextList)
  case code(String)
  case table(Table)
  case plot(LinePlot)
  case histogram(Histogram)
  case heatMap(HeatMap)

  /// A paragraph without indentation.
  package static func text(_ text: StyledText) -> Block { .paragraph(Paragraph(text)) }
}
