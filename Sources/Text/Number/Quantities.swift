extension NumberFormat {
  /// A number of bytes in units of 1024: `512 B`, `1.5 KiB`, `60 MiB`.
  package static func bytes(_ count: Int) -> String {
    let units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"]
    var value = Double(count)
    var unit = 0
    // 1023.5 rounds up to 1024 at the digits shown, which is the next unit's 1.
    while value.magnitude >= 1023.5, unit < units.count - 1 {
      value /= 1024
      unit += 1
    }
    return threeDigits(value) + " " + units[unit]
  }

  /// A time in seconds: `850 ns`, `12.3 ms`, `4.56 s`, `3 min 20 s`, `2 h 5 min`.
  package static func duration(_ seconds: Double) -> String {
    guard seconds.isFinite else { return NumberFormat().string(seconds) + " s" }
    guard seconds.magnitude < 99.95 else { return long(seconds) }
    // Powers of ten are divided by, not multiplied with, for 1e-3 and the like are not exact.
    let units: [(scale: Double, name: String)] = [(1, "s"), (1e3, "ms"), (1e6, "us")]
    for unit in units where (seconds * unit.scale).magnitude >= 0.9995 || seconds == 0 {
      return threeDigits(seconds * unit.scale) + " " + unit.name
    }
    return threeDigits(seconds * 1e9) + " ns"
  }

  private static func threeDigits(_ value: Double) -> String {
    NumberFormat(digits: 3).string(value)
  }

  private static func long(_ seconds: Double) -> String {
    guard seconds.magnitude < 1e15 else { return threeDigits(seconds) + " s" }
    let sign = seconds < 0 ? "-" : ""
    let whole = Int(seconds.magnitude.rounded())
    if whole < 3600 { return "\(sign)\(whole / 60) min \(whole % 60) s" }
    let minutes = Int((seconds.magnitude / 60).rounded())
    return "\(sign)\(minutes / 60) h \(minutes % 60) min"
  }
}
