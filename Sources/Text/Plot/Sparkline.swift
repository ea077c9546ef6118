/// A curve on one line, for a cell of a table or a status line.
package enum Sparkline {
  /// One character a value. Blocks are exchanged for ASCII when they are rendered without Unicode, too.
  ///
  /// More values than `width` are averaged, what is not finite is a space.
  package static func text(_ values: [Double], width: Int, unicode: Bool = true) -> String {
    let ramp = Array(unicode ? "▁▂▃▄▅▆▇█" : "_.-=+*#@")
    let width = min(max(0, width), values.count)
    let means = (0..<width).map { place -> Double in
      let part = values[place * values.count / width..<(place + 1) * values.count / width]
      return part.reduce(0) { $0 + $1 / Double(part.count) }
    }
    guard let axis = Axis(means, scale: .linear) else { return String(repeating: " ", count: width) }
    return String(
      means.map { mean in
        guard mean.isFinite else { return " " }
        return ramp[Int((axis.place(mean) * Double(ramp.count - 1)).rounded())]
      })
  }
}
