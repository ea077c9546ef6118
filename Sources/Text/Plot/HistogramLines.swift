extension Histogram {
  /// One line a bin: its edges, a bar, its count.
  func lines(_ options: RenderOptions) -> [StyledText] {
    let head = title.isEmpty ? [] : Paragraph(title.styled(.heading)).lines(options)
    return head + bars(options) + notes(options)
  }

  private func bars(_ options: RenderOptions) -> [StyledText] {
    guard let most = counts.max() else {
      return Paragraph(StyledText("nothing to count: no finite values", .dim)).lines(options)
    }
    let glyphs = options.glyphs
    let labels = labels(width: options.width / 2).map { StyledText($0) }
    let labelWidth = labels.map(\.width).max() ?? 0
    let countWidth = counts.map { String($0).count }.max() ?? 0
    let room = max(1, options.width - labelWidth - countWidth - 3)
    return zip(labels, counts).map { label, count in
      var line = label.aligned(rightIn: labelWidth) + StyledText(" " + glyphs.vertical, .dim)
      line.append(Self.bar(count, most: most, room: room, unicode: options.unicode), .series(0))
      if count > 0 { line.append(" ") }
      line.append(String(count), .number)
      return line.truncated(to: options.width, glyphs: glyphs)
    }
  }

  /// `lower .. upper`, only `lower ..` where that is too wide, or one number for a bin without extent.
  private func labels(width room: Int) -> [String] {
    let widths = zip(edges, edges.dropFirst()).map { $1 / 2 - $0 / 2 }
    let narrowest = widths.filter { $0 > 0 }.min() ?? 0
    guard narrowest > 0 else { return counts.indices.map { NumberFormat().string(edges[$0]) } }
    let power = Ticks.step(span: narrowest, halves: 0.5).power
    // Edges that are no round numbers need digits beyond those of their distance.
    let round = Ticks.labels(edges, power: power)
    let isExact = zip(edges, round).allSatisfy { Double($1) == $0 }
    let texts = isExact ? round : Ticks.labels(edges, power: power - 2)
    let width = texts.map(\.count).max() ?? 0
    let aligned = texts.map { String(repeating: " ", count: width - $0.count) + $0 }
    let isWide = 2 * width + 4 > room
    return counts.indices.map { isWide ? "\(aligned[$0]) .." : "\(aligned[$0]) .. \(aligned[$0 + 1])" }
  }

  /// A bar of eighths of a character; a count that is not zero is always seen.
  private static func bar(_ count: Int, most: Int, room: Int, unicode: Bool) -> String {
    guard count > 0, most > 0 else { return "" }
    let share = Double(count) / Double(most)
    guard unicode else { return String(repeating: "#", count: max(1, Int(share * Double(room)))) }
    let eighths = max(1, Int((share * Double(room * 8)).rounded()))
    let part = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8]
    return String(repeating: "█", count: eighths / 8) + part
  }

  private func notes(_ options: RenderOptions) -> [StyledText] {
    guard nonFinite > 0 else { return [] }
    return Paragraph(StyledText("not counted: \(nonFinite) not finite", .dim)).lines(options)
  }
}
