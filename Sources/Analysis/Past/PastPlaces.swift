extension Past {
  /// A stretch on a line, with the last step that the line has in it.
  package struct Leg: Equatable, Sendable {
    /// Number of the stretch.
    package let stretch: Int
    /// The step it begins at.
    package let first: Int
    /// Where the line leaves it, or ends.
    package let step: Int
  }

  /// The line of now from its beginning.
  package var path: [Leg] { path(to: tip) }

  /// The line that ends in a place.
  func path(to end: Moment) -> [Leg] {
    var legs: [Leg] = []
    var place: Moment? = end
    while let now = place, let stretch = stretches[now.stretch] {
      legs.append(Leg(stretch: now.stretch, first: stretch.first, step: now.step))
      place = stretch.parent
    }
    return legs.reversed()
  }

  /// The legs around the state of now between two drawings of the whole network: steps count through them.
  package var episode: [Leg] {
    let path = path
    guard let place = path.firstIndex(where: { $0.stretch == here.stretch }) else { return [] }
    var (first, last) = (place, place)
    while first > 0, path[first].first == path[first - 1].step { first -= 1 }
    while last + 1 < path.count, path[last + 1].first == path[last].step { last += 1 }
    return Array(path[first...last])
  }

  /// The state at a step of the line of now, the latest of several; nil when it has none.
  package func place(ofStep step: Int) -> Moment? {
    episode.last { $0.first <= step && step <= $0.step }.map { Moment(stretch: $0.stretch, step: step) }
  }

  /// The state so many steps before that of now; nil when there are not so many.
  package func place(back steps: Int) -> Moment? {
    let target = here.step - steps
    let episode = episode
    guard let own = episode.firstIndex(where: { $0.stretch == here.stretch }) else { return nil }
    return episode[...own].last { $0.first <= target && target <= $0.step }
      .map { Moment(stretch: $0.stretch, step: target) }
  }

  /// The stretches and their steps up to the state of now, from the earliest that can still be had.
  package var legsBehind: [Leg] {
    let episode = episode
    guard let own = episode.firstIndex(where: { $0.stretch == here.stretch }) else { return [] }
    return episode[...own].compactMap { leg in
      guard let stretch = stretches[leg.stretch] else { return nil }
      let last = leg.stretch == here.stretch ? here.step : leg.step
      // Without a network there is nothing to see in a stretch.
      guard stretch.arrangement.compiled != nil, let first = stretch.checkpoints.first?.step, first <= last
      else { return nil }
      return Leg(stretch: leg.stretch, first: first, step: last)
    }
  }

  /// Whether a state can still be had.
  package func isKept(_ place: Moment) -> Bool { stretches[place.stretch]?.isKept(place.step) ?? false }

  /// Whether the line of now has a state.
  func isOnPath(_ place: Moment) -> Bool {
    path.contains { $0.stretch == place.stretch && $0.first <= place.step && place.step <= $0.step }
  }

  /// Moves to a state; one off the line of now is on the line of a branch, or on one of its own.
  package mutating func move(to place: Moment) {
    if !isOnPath(place) {
      let other = bearings.branches.first { entry in
        path(to: entry.value.tip).contains {
          $0.stretch == place.stretch && $0.first <= place.step && place.step <= $0.step
        }
      }
      if let other {
        bearings.branches[bearings.branch] = Branch(here: here, tip: tip)
        bearings.branches[other.key] = nil
        (bearings.branch, bearings.tip) = (other.key, other.value.tip)
      } else {
        bearings.tip = Moment(
          stretch: place.stretch, step: max(place.step, stretches[place.stretch]?.reached ?? place.step))
      }
    }
    bearings.here = place
  }

  /// Stands again where one stood.
  package mutating func move(to bearings: Bearings) { self.bearings = bearings }

  /// Gives the state of now a name.
  package mutating func mark(_ name: String) { bearings.marks[name] = here }

  /// Leaves the line of now as it is and goes on from here under a new name.
  package mutating func branch(_ name: String) {
    bearings.branches[bearings.branch] = Branch(here: here, tip: tip)
    bearings.branch = name
    bearings.tip = here
  }

  /// Leaves the line of now for that of a branch; the state is the one in which it was left.
  package mutating func take(_ branch: String) {
    guard let other = bearings.branches.removeValue(forKey: branch) else { return }
    bearings.branches[bearings.branch] = Branch(here: here, tip: tip)
    bearings.branch = branch
    (bearings.here, bearings.tip) = (other.here, other.tip)
  }
}
