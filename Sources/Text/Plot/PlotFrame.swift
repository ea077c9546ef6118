/// The drawing area of a plot with its axes: where what goes, and the lines of text that make it up.
struct PlotFrame {
  private let x: Axis
  private let y: Axis
  private let xTicks: Ticks
  private let yTicks: Ticks
  private let gutter: Int
  private let margin: Int
  private let canvasSize: (columns: Int, rows: Int)
  private let options: RenderOptions

  init(_ plot: LinePlot, x: Axis, y: Axis, options: RenderOptions) {
    (self.x, self.y, self.options) = (x, y, options)
    let rows = min(max(2, plot.height), 200)
    yTicks = y.ticks(max(2, rows / 2))
    gutter = min(yTicks.labels.map(\.count).max() ?? 0, options.width / 2)
    margin = options.unicode && plot.series.count > 1 ? 1 + min(plot.series.count, 4) : 0
    let columns = max(1, options.width - gutter - 1 - margin)
    canvasSize = (columns, rows)
    xTicks = x.ticks(max(2, columns / 10), whole: true)
  }

  func lines(_ plot: LinePlot) -> [StyledText] {
    var canvas = Canvas(columns: canvasSize.columns, rows: canvasSize.rows, unicode: options.unicode)
    for (index, series) in plot.series.enumerated() { draw(series, index, plot.scale, on: &canvas) }
    let keys = margin > 0 ? endKeys(plot) : [:]
    let labels = Dictionary(
      zip(yTicks.values.map { row(y.place($0)) }, yTicks.labels), uniquingKeysWith: { first, _ in first })
    let glyphs = options.glyphs
    return (0..<canvasSize.rows).map { row in
      let label = StyledText(labels[row] ?? "", .dim).truncated(to: gutter, glyphs: glyphs)
      let side = StyledText(labels[row] == nil ? glyphs.vertical : glyphs.tick, .dim)
      return label.aligned(rightIn: gutter) + side + canvas.text(row: row) + (keys[row] ?? "")
    } + axis(plot.xLabel)
  }

  private func draw(_ series: LinePlot.Series, _ index: Int, _ scale: LinePlot.Scale, on canvas: inout Canvas)
  {
    var last: (x: Int, y: Int)?
    for point in series.points {
      guard point.x.isFinite, Axis.shows(point.y, scale) else {
        last = nil
        continue
      }
      let dot = (
        x: Int((x.place(point.x) * Double(canvas.width - 1)).rounded()),
        y: Int(((1 - y.place(point.y)) * Double(canvas.height - 1)).rounded())
      )
      canvas.line(from: last ?? dot, to: dot, series: index)
      last = dot
    }
  }

  /// The row of characters at a place of y.
  private func row(_ place: Double) -> Int {
    let height = options.unicode ? canvasSize.rows * 4 : canvasSize.rows
    let dot = Int(((1 - place) * Double(height - 1)).rounded())
    return options.unicode ? dot / 4 : dot
  }

  /// Behind the row where a line ends stands its letter, for braille without color looks all the same.
  private func endKeys(_ plot: LinePlot) -> [Int: StyledText] {
    var keys: [Int: StyledText] = [:]
    for (index, series) in plot.series.enumerated() {
      let end = series.points.last { $0.x.isFinite && Axis.shows($0.y, plot.scale) }
      guard let end else { continue }
      let row = row(y.place(end.y))
      guard keys[row, default: " "].width < margin else { continue }
      keys[row, default: " "].append(String(SeriesKey.of(index, unicode: true)), .series(index))
    }
    return keys
  }

  /// The line below the drawing, its numbers, and the label of x where room is left.
  private func axis(_ xLabel: String) -> [StyledText] {
    var rule = Array(repeating: options.glyphs.rule, count: canvasSize.columns)
    var labels = LabelLine(width: gutter + 1 + canvasSize.columns)
    for (value, label) in zip(xTicks.values, xTicks.labels) {
      let column = Int((x.place(value) * Double(canvasSize.columns - 1)).rounded())
      if labels.place(label, centeredAt: gutter + 1 + column) {
        rule[column] = options.unicode ? "┬" : "+"
      }
    }
    let line = StyledText.space(gutter) + StyledText(options.glyphs.corner + String(rule), .dim)
    let numbers = StyledText(labels.text, .dim)
    guard !xLabel.isEmpty else { return [line, numbers] }
    let label = StyledText(xLabel, .dim).oneLine(unicode: options.unicode)
      .truncated(to: options.width, glyphs: options.glyphs)
    let start = max(0, min(gutter + 1 + canvasSize.columns - label.width, options.width - label.width))
    return [line, numbers, .space(start) + label]
  }
}

/// A line on which labels are put where they do not touch each other.
struct LabelLine {
  let width: Int
  private(set) var text = ""
  private var used = 0

  init(width: Int) {
    self.width = width
  }

  /// Puts an ASCII label, moved inwards at the ends; false when there is no room.
  ///
  /// Labels come from left to right.
  mutating func place(_ label: String, centeredAt column: Int) -> Bool {
    place(label, at: max(0, min(column - label.count / 2, width - label.count)))
  }

  /// Puts a label so that it starts at a column; false when there is no room.
  mutating func place(_ label: String, at start: Int) -> Bool {
    let columns = DisplayWidth.of(label)
    guard start >= (used == 0 ? 0 : used + 1), start + columns <= width else { return false }
    text += String(repeating: " ", count: start - used) + label
    used = start + columns
    return true
  }
}
