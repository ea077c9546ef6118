/// All that a person did and trained, as a tree of stretches with states to replay from; a value.
///
/// A change from outside begins a stretch. One line through the tree is that of now: `here` lies on it, `tip` is
/// its end. Going back moves `here`; what lies beyond stays until another choice is made.
package struct Past: Sendable {
  /// Where a person stands: all of the past that `undo` puts back.
  package struct Bearings: Equatable, Sendable {
    /// The state of now.
    package internal(set) var here: Moment
    /// The end of the line of now.
    package internal(set) var tip: Moment
    /// The branch of now.
    package internal(set) var branch = Past.firstBranch
    /// The other branches, where they were left.
    package internal(set) var branches: [String: Branch] = [:]
    /// States with a name.
    package internal(set) var marks: [String: Moment] = [:]
  }

  /// A line that was left for another.
  package struct Branch: Equatable, Sendable {
    /// The state in which it was left.
    package let here: Moment
    /// Its end.
    package let tip: Moment
  }

  /// The name of the branch that a session starts on.
  package static let firstBranch = "main"
  /// Bytes of states kept when nothing else is said.
  package static let defaultLimit = 256 << 20

  /// Most bytes of states kept.
  package var limit = Past.defaultLimit { didSet { fit() } }
  /// Bytes of states kept.
  package internal(set) var byteCount = 0
  /// Where the person stands.
  package internal(set) var bearings: Bearings
  /// The stretches by their numbers.
  var stretches: [Int: Stretch] = [:]
  /// The number of the next stretch.
  private var next = 1

  /// A past without a step.
  package init(_ arrangement: Arrangement) {
    let start = Moment(stretch: 0, step: 0)
    bearings = Bearings(here: start, tip: start)
    stretches[0] = Stretch(
      cause: "", parent: nil, arrangement: arrangement, first: 0, reached: 0, checkpoints: [], interval: 1)
  }

  /// The state of now.
  package var here: Moment { bearings.here }
  /// The end of the line of now.
  package var tip: Moment { bearings.tip }
  /// Number of stretches.
  package var count: Int { stretches.count }

  /// A stretch that is known.
  package func stretch(_ number: Int) -> Stretch? { stretches[number] }

  /// Begins a stretch at the state of now; the end of the line is then here.
  ///
  /// `checkpoint` is the state after the change; nil without a network, or when it is larger than the limit.
  package mutating func begin(
    _ cause: String, _ arrangement: Arrangement, _ checkpoint: Checkpoint?, step: Int, interval: Int
  ) {
    let place = Moment(stretch: next, step: step)
    stretches[next] = Stretch(
      cause: cause, parent: here, arrangement: arrangement, first: step, reached: step,
      checkpoints: checkpoint.map { [$0] } ?? [], interval: max(1, interval))
    next += 1
    (bearings.here, bearings.tip) = (place, place)
    byteCount += checkpoint?.byteCount ?? 0
    fit()
  }

  /// Notes that training went on to a step; beyond what was known, the line ends here.
  package mutating func advance(to step: Int) {
    if here.stretch != tip.stretch {
      let known = path.first { $0.stretch == here.stretch }?.step ?? here.step
      if step > known { bearings.tip = Moment(stretch: here.stretch, step: step) }
    } else if step > tip.step {
      bearings.tip.step = step
    }
    bearings.here.step = step
    if let reached = stretches[here.stretch]?.reached, step > reached {
      stretches[here.stretch]?.reached = step
    }
  }

  /// Keeps a state of the stretch of now.
  package mutating func keep(_ checkpoint: Checkpoint) {
    let before = stretches[here.stretch]?.checkpoints.count
    stretches[here.stretch]?.keep(checkpoint)
    guard stretches[here.stretch]?.checkpoints.count != before else { return }
    byteCount += checkpoint.byteCount
    fit()
  }

  /// Steps until a state should be kept.
  package var stepsToCheckpoint: Int {
    guard let stretch = stretches[here.stretch], let last = stretch.checkpoints.last else { return .max }
    let (due, overflow) = last.step.addingReportingOverflow(stretch.interval)
    return overflow ? .max : max(1, due - here.step)
  }
}
