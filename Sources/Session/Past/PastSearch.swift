import Analysis
import Language

/// Looks for the last state before that of now in which something holds.
struct PastSearch {
  let session: Session
  /// Asked in each state, while the laboratory is in it.
  let holds: () -> Bool

  /// Most states that are looked at between two messages of how far the search is.
  private static let portion = 4096

  /// The state, or nil when there is none.
  ///
  /// - Throws: `Stop.interrupted`; what stands against going back.
  func last() throws -> Moment? {
    let past = session.laboratory.past
    for leg in past.legsBehind.reversed() {
      // The state of now is not before itself.
      var end = leg.stretch == past.here.stretch ? leg.step - 1 : leg.step
      while end >= leg.first {
        let kept = past.stretch(leg.stretch)?.checkpoints.last { $0.step <= end }?.step ?? leg.first
        let start = max(leg.first, kept, end - Self.portion + 1)
        if let found = try last(in: start...end, of: leg.stretch) { return found }
        session.host.showProgress("looked back to step \(start)")
        end = start - 1
      }
    }
    return nil
  }

  private func last(in steps: ClosedRange<Int>, of stretch: Int) throws -> Moment? {
    var found: Moment?
    let places = steps.map { Moment(stretch: stretch, step: $0) }
    let isDone = try session.laboratory.visit(places, interrupt: session.host.interruptFlag) { place in
      if session.shouldStop { throw Stop.interrupted }
      if holds() { found = place }
    }
    guard isDone else { throw Stop.interrupted }
    return found
  }
}
