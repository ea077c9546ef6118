import Analysis
import Language
import Tensor

/// Values of expressions in states of the past, found by replay.
struct PastSample {
  /// Which states are looked at.
  struct Range {
    /// First step; nil for the first that can be had.
    var from: Int?
    /// Last step; nil for that of now.
    var to: Int?
    /// Distance between two steps; nil for what gives about `points` of them.
    var every: Int?
    /// How many steps at most, when no distance is given.
    var points = 200

    /// The options of commands that look at the past.
    static let options = [
      CommandOption("from", .value, "first step (default the start)"),
      CommandOption("to", .value, "last step (default the step of now)"),
      CommandOption("every", .value, "distance between two steps"),
    ]

    /// Reads the options.
    init(_ call: Call, points: Int) throws(Diagnostic) {
      from = try call.binder.optionalInteger("from", in: .atLeast(0))
      to = try call.binder.optionalInteger("to", in: .atLeast(0))
      every = try call.binder.optionalInteger("every", in: .atLeast(1))
      self.points = points
    }

    /// Whether nothing was chosen.
    var isWhole: Bool { from == nil && to == nil && every == nil }
  }

  /// The steps, ascending.
  private(set) var steps: [Int] = []
  /// For each expression its value at each step; nil where it has none there.
  private(set) var values: [[Tensor?]]

  /// Replays the past and evaluates expressions in it.
  ///
  /// A state whose network is another one may lack a layer that an expression names: it then has no value there.
  /// - Throws: `not-reached`, `empty-range`, what an expression lacks now; `Stop.interrupted`.
  init(_ expressions: [Expression], _ range: Range, _ call: Call, _ session: Session) throws {
    for expression in expressions { _ = try session.numbers(of: expression, in: call) }
    let places = try Self.moments(range, call, session)
    values = expressions.map { _ in [] }
    var (steps, values) = (steps, values)
    let isDone = try session.laboratory.visit(places, interrupt: session.host.interruptFlag) { place in
      if session.shouldStop { throw Stop.interrupted }
      steps.append(place.step)
      for (index, expression) in expressions.enumerated() {
        values[index].append(try? session.numbers(of: expression, in: call))
      }
      if steps.count % 64 == 0 { session.host.showProgress("looked at step \(place.step)") }
    }
    guard isDone else { throw Stop.interrupted }
    (self.steps, self.values) = (steps, values)
  }

  /// The states of a range, ascending.
  static func moments(_ range: Range, _ call: Call, _ session: Session) throws(Diagnostic) -> [Moment] {
    let past = session.laboratory.past
    let legs = past.episode.filter { leg in
      past.stretch(leg.stretch)?.arrangement.compiled != nil
        && past.stretch(leg.stretch)?.checkpoints.isEmpty == false
    }
    let last = legs.last?.step ?? 0
    if let to = range.to, to > last {
      throw call.failure(
        "not-reached", "step \(to) was not reached: the last is \(last)", at: call.binder.argument("to"),
        label: "not yet trained", help: "`step \(to - last)` trains up to it")
    }
    let end = range.to ?? past.here.step
    let begin = range.from ?? legs.first?.first ?? 0
    guard begin <= end else {
      throw call.failure(
        "empty-range", "no step lies from \(begin) to \(end)", at: call.binder.argument("from"),
        help: "`from` is at most `to`")
    }
    let (whole, rest) = (end - begin).quotientAndRemainder(dividingBy: range.points)
    let every = range.every ?? max(1, whole + (rest > 0 ? 1 : 0))
    var steps = Array(stride(from: begin, through: end, by: every))
    if range.every == nil, steps.last != end { steps.append(end) }
    return steps.compactMap { step in
      let leg = legs.last { $0.first <= step && step <= $0.step }
      return leg.map { Moment(stretch: $0.stretch, step: step) }.flatMap { past.isKept($0) ? $0 : nil }
    }
  }
}

extension PastSample {
  /// One curve for an expression of one number, one an entry for one of several.
  ///
  /// - Throws: `too-many-curves`.
  func curves(
    of index: Int, named name: String, limit: Int, _ call: Call
  ) throws(Diagnostic) -> [(name: String, points: [(step: Int, value: Double)])] {
    guard let shape = values[index].lazy.compactMap({ $0?.shape }).last else { return [(name, [])] }
    let count = shape.reduce(1, *)
    guard count <= limit else {
      throw call.failure(
        "too-many-curves", "`\(name)` has \(count) entries, expected at most \(limit)",
        at: call.binder.argument("expression"), help: "`plot norm(\(name))`, or name one entry")
    }
    let labels = shape.isEmpty ? [""] : ModelNames.indices(shape)
    return labels.enumerated().map { entry, label in
      let points = zip(steps, values[index]).compactMap { step, value -> (step: Int, value: Double)? in
        guard let value, value.shape == shape else { return nil }
        return (step, value.values[entry])
      }
      return (name + label, points)
    }
  }
}
