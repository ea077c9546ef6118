/// When the progress line of a command is written, and what: a value, fed with the time.
struct ProgressLine {
  /// Quick commands never flicker.
  static let delay = Duration.milliseconds(300)
  /// At most ten a second.
  static let interval = Duration.milliseconds(100)
  /// What removes the line.
  static let clearing = "\r\u{1b}[K"

  /// True while the line is on the screen.
  private(set) var isShown = false
  private let start: ContinuousClock.Instant
  private var last: ContinuousClock.Instant?

  /// The line of a command that begins now.
  init(now: ContinuousClock.Instant) {
    start = now
  }

  /// True when it is time to write.
  func isDue(now: ContinuousClock.Instant) -> Bool {
    now - start >= Self.delay && last.map { now - $0 >= Self.interval } ?? true
  }

  /// The bytes that put a text into a line of so many columns.
  ///
  /// The last column stays free: text in it would wrap.
  mutating func show(_ text: String, columns: Int, now: ContinuousClock.Instant) -> String {
    last = now
    isShown = true
    return "\r" + clipped(text, to: columns - 1) + "\u{1b}[K"
  }

  /// The bytes that remove the line; nil when there is none.
  mutating func clear() -> String? {
    guard isShown else { return nil }
    isShown = false
    return Self.clearing
  }
}
