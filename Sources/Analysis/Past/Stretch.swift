/// Training from one change from outside to the next: what was changed, and states on the way.
package struct Stretch: Sendable {
  /// The command that began it, as typed.
  package let cause: String
  /// Where it left the stretch before; nil for the first.
  package let parent: Moment?
  /// How training goes in it.
  package let arrangement: Arrangement
  /// The step it began at.
  package let first: Int
  /// The furthest step that was ever reached in it.
  package internal(set) var reached: Int
  /// States by step; the first of them is the start, unless memory did not suffice.
  package internal(set) var checkpoints: [Checkpoint]
  /// Steps from one state that is kept to the next; grows when states are let go.
  package internal(set) var interval: Int

  /// Whether a step's state can still be had.
  func isKept(_ step: Int) -> Bool {
    guard arrangement.compiled != nil else { return step == first }
    return checkpoints.first.map { $0.step <= step } ?? false
  }

  /// Keeps a state; one of the same step is there already.
  mutating func keep(_ checkpoint: Checkpoint) {
    let place = checkpoints.firstIndex { $0.step >= checkpoint.step } ?? checkpoints.count
    guard place == checkpoints.count || checkpoints[place].step != checkpoint.step else { return }
    checkpoints.insert(checkpoint, at: place)
  }

  /// Lets every second state go, and keeps new ones half as often.
  mutating func thin() {
    checkpoints = checkpoints.enumerated().filter { $0.offset % 2 == 0 }.map(\.element)
    interval = interval.multipliedReportingOverflow(by: 2).overflow ? Int.max : interval * 2
  }

  /// Size of the states kept.
  var byteCount: Int { checkpoints.reduce(0) { $0 + $1.byteCount } }
}

/// A state in the past: a step of a stretch.
package struct Moment: Hashable, Sendable {
  /// Number of the stretch.
  package var stretch: Int
  /// Steps taken since the network was last drawn as a whole.
  package var step: Int

  /// Names a state.
  package init(stretch: Int, step: Int) {
    self.stretch = stretch
    self.step = step
  }
}
