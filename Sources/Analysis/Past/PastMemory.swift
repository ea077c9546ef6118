extension Past {
  /// Lets states go until those left fit the limit.
  ///
  /// First every second one of the stretch that has most of them: replay then takes longer. When no stretch has
  /// more than two, the oldest stretches lose theirs, and with them the past before some step.
  mutating func fit() {
    while byteCount > limit {
      if let crowded = mostCrowded {
        change(crowded) { $0.thin() }
      } else if let oldest = oldestKept {
        change(oldest) { $0.checkpoints.removeFirst() }
      } else {
        return
      }
    }
  }

  /// Forgets stretches that no line leads to.
  package mutating func collect(keeping others: [Bearings]) {
    var needed: Set<Int> = []
    for bearings in others + [bearings] {
      var roots = [bearings.here, bearings.tip] + bearings.marks.values
      roots += bearings.branches.values.flatMap { [$0.here, $0.tip] }
      for root in roots {
        var place: Moment? = root
        while let now = place, needed.insert(now.stretch).inserted { place = stretches[now.stretch]?.parent }
      }
    }
    stretches = stretches.filter { needed.contains($0.key) }
    byteCount = stretches.values.reduce(0) { $0 + $1.byteCount }
  }

  private var mostCrowded: Int? {
    let found = stretches.max {
      ($0.value.checkpoints.count, $1.key) < ($1.value.checkpoints.count, $0.key)
    }
    return found.flatMap { $0.value.checkpoints.count > 2 ? $0.key : nil }
  }

  /// The stretch of now comes last.
  private var oldestKept: Int? {
    let kept = stretches.filter { !$0.value.checkpoints.isEmpty }.keys
    return kept.filter { $0 != here.stretch }.min() ?? kept.first
  }

  private mutating func change(_ number: Int, _ edit: (inout Stretch) -> Void) {
    guard var stretch = stretches[number] else { return }
    byteCount -= stretch.byteCount
    edit(&stretch)
    byteCount += stretch.byteCount
    stretches[number] = stretch
  }
}
