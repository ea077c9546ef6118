import Testing

@testable import LineEditor

@Suite struct ProgressLineTests {
  private let start = ContinuousClock.now
  // Character widths depend on the locale, which a console sets.
  private let console = Console(environment: TerminalEnvironment())

  @Test func `nothing is due for the first 0.3 seconds`() {
    let line = ProgressLine(now: start)
    #expect(!line.isDue(now: start))
    #expect(!line.isDue(now: start + .milliseconds(299)))
    #expect(line.isDue(now: start + .milliseconds(300)))
  }

  @Test func `at most ten a second are due`() {
    var line = ProgressLine(now: start)
    var shown = 0
    for millisecond in 0...2000 {
      let now = start + .milliseconds(millisecond)
      guard line.isDue(now: now) else { continue }
      shown += 1
      _ = line.show("x", columns: 80, now: now)
    }
    #expect(shown == 18)
  }

  @Test func `the text stays out of the last column, counted in columns`() {
    var line = ProgressLine(now: start)
    #expect(line.show("abcdef", columns: 4, now: start) == "\rabc\u{1b}[K")
    #expect(line.show("日本語", columns: 6, now: start) == "\r日本\u{1b}[K")
    #expect(line.show("abc", columns: 1, now: start) == "\r\u{1b}[K")
  }

  @Test func `it is cleared once`() {
    var line = ProgressLine(now: start)
    #expect(line.clear() == nil)
    _ = line.show("x", columns: 80, now: start)
    #expect(line.isShown)
    #expect(line.clear() == "\r\u{1b}[K")
    #expect(line.clear() == nil)
  }
}
