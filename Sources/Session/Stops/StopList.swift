import Language

/// The break, watch and display expressions of a session; a value.
struct StopList: Equatable {
  /// In the order of their numbers.
  private(set) var points: [StopPoint] = []
  /// The number of the next.
  private var next = 1

  /// Those that can stop training.
  var stopping: [StopPoint] { points.filter { $0.kind != .display } }
  /// Those that are shown.
  var displays: [StopPoint] { points.filter { $0.kind == .display } }

  /// Adds one, with its value of now.
  mutating func add(
    _ kind: StopPoint.Kind, _ expression: Expression, in source: SourceText, value: Value?
  ) -> StopPoint {
    var point = StopPoint(number: next, kind: kind, expression: expression, source: source)
    point.last = value
    points.append(point)
    next += 1
    return point
  }

  /// Takes one away.
  ///
  /// - Returns: false when there is none of that number.
  mutating func remove(_ number: Int) -> Bool {
    let count = points.count
    points.removeAll { $0.number == number }
    return points.count < count
  }

  /// Takes all away.
  mutating func removeAll() { points = [] }

  /// Notes what a point's value is now, and whether it has stopped training.
  mutating func note(_ number: Int, _ value: Value, isHit: Bool) {
    guard let place = points.firstIndex(where: { $0.number == number }) else { return }
    points[place].last = value
    if isHit { points[place].hits += 1 }
  }

  /// Forgets the values: what comes next is compared with the state of then.
  mutating func forgetValues() {
    for place in points.indices { points[place].last = nil }
  }
}
