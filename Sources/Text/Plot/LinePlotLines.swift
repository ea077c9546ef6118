extension LinePlot {
  /// Title, label of y, the drawing with its axes, label of x, legend, notes.
  func lines(_ options: RenderOptions) -> [StyledText] {
    let head = title.isEmpty ? [] : Paragraph(title.styled(.heading)).lines(options)
    let points = series.lazy.flatMap(\.points).filter { $0.x.isFinite && Axis.shows($0.y, scale) }
    guard let x = Axis(points.map(\.x), scale: .linear), let y = Axis(points.map(\.y), scale: scale) else {
      let why = scale == .linear ? "no finite values" : "no positive values"
      return head + Paragraph(StyledText("nothing to draw: \(why)", .dim)).lines(options) + notes(options)
    }
    let frame = PlotFrame(self, x: x, y: y, options: options)
    return head + label(options) + frame.lines(self) + legend(options) + notes(options)
  }

  private func label(_ options: RenderOptions) -> [StyledText] {
    let name = yLabel.isEmpty && series.count == 1 ? series[0].name : yLabel
    let text = scale == .logarithmic ? (name.isEmpty ? "log scale" : "\(name) (log scale)") : name
    guard !text.isEmpty else { return [] }
    return [
      StyledText(text, .dim).oneLine(unicode: options.unicode)
        .truncated(to: options.width, glyphs: options.glyphs)
    ]
  }

  private func legend(_ options: RenderOptions) -> [StyledText] {
    guard series.count > 1 else { return [] }
    var text = StyledText()
    for (index, line) in series.enumerated() {
      if index > 0 { text.append("   ") }
      text.append(String(SeriesKey.of(index, unicode: options.unicode)), .series(index))
      // A space that is not broken at keeps the key beside its name; it is printed as a plain one.
      text.append(StyledText(" " + line.name).replacing(" ", with: "\u{A0}"))
    }
    return Wrapping.lines(text.printable(unicode: true), width: options.width).map {
      $0.replacing("\u{A0}", with: " ").oneLine(unicode: options.unicode)
    }
  }

  private func notes(_ options: RenderOptions) -> [StyledText] {
    var strange = 0
    var notPositive = 0
    for point in series.lazy.flatMap(\.points) {
      if !point.x.isFinite || !point.y.isFinite {
        strange += 1
      } else if !Axis.shows(point.y, scale) {
        notPositive += 1
      }
    }
    var notes: [String] = []
    if strange > 0 { notes.append("not drawn: \(strange) not finite") }
    if notPositive > 0 { notes.append("not drawn: \(notPositive) not positive, on a log scale") }
    return notes.flatMap { Paragraph(StyledText($0, .dim)).lines(options) }
  }
}
