/// The escape sequences of a terminal, in one place.
enum ANSI {
  private static let reset = "\u{1B}[0m"

  /// Colors of the lines of a plot, out of 256, told apart by people who see red and green as one.
  private static let series = [75, 214, 79, 205, 185, 147]

  /// Colors of a heat map, blue to white to red, after ColorBrewer's RdBu.
  private static let heat = [17, 25, 68, 110, 153, 255, 224, 216, 167, 124, 52]

  /// The line with escape sequences for its styles, or without any; spaces at its end are dropped.
  static func encode(_ line: StyledText, color: Bool) -> String {
    var text = ""
    for span in line.withoutTrailingSpace.spans {
      guard color, let code = code(span.style) else {
        text += span.text
        continue
      }
      text += "\u{1B}[\(code)m\(span.text)\(reset)"
    }
    return text
  }

  private static func code(_ style: Style) -> String? {
    switch style {
    case .plain, .number: nil
    case .heading: "1"
    case .name: "36"
    case .dim: "2"
    case .good: "32"
    case .warning: "33"
    case .bad: "31"
    case .accent: "35"
    case .code: "36"
    case .series(let index): "38;5;\(series[((index % series.count) + series.count) % series.count])"
    case .heat(let level): "48;5;\(heat[min(max(level, -5), 5) + 5])"
    }
  }
}
