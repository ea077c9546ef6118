/// From numbers to shades: -1 to 1 around zero, or 0 to 1 when nothing is negative.
struct HeatScale {
  /// The largest finite magnitude, 0 when all is zero.
  let limit: Double
  let hasNegative: Bool

  init(_ values: [Double]) {
    let finite = values.lazy.filter(\.isFinite)
    limit = finite.reduce(0) { max($0, $1.magnitude) }
    hasNegative = finite.contains { $0 < 0 }
  }

  /// The level of a color, -5 to 5.
  func color(_ value: Double) -> Int { limit > 0 ? Int((value / limit * 5).rounded()) : 0 }

  /// The character of a ramp from light to dark.
  func shade(_ value: Double, ramp: [Character]) -> Character {
    let part = limit > 0 ? value / limit : 0
    let place = hasNegative ? (part + 1) / 2 : part
    let index = Int((place * Double(ramp.count - 1)).rounded())
    return ramp[min(max(index, 0), ramp.count - 1)]
  }

  /// What the shades mean, on one line.
  func legend(_ options: RenderOptions) -> StyledText {
    guard limit > 0 else { return StyledText("all 0", .dim) }
    let marks = hasNegative ? [-limit, 0, limit] : [0, limit]
    var text = StyledText()
    for (index, mark) in marks.enumerated() {
      if index > 0 { text.append("  ") }
      if options.color {
        text.append("  ", .heat(color(mark)))
      } else {
        text.append("[\(shade(mark, ramp: options.glyphs.ramp))]")
      }
      text.append(" " + NumberFormat(digits: 3).string(mark), .dim)
    }
    return text
  }
}
