/// Single numbers of a parameter that no step changes; a value.
package struct FrozenEntries: Equatable, Sendable {
  /// Sizes of the parameter's axes.
  package let shape: [Int]
  /// Places in row-major order, ascending, neighbors joined.
  package let ranges: [Range<Int>]

  /// Places of a parameter of that shape, in any order, also several times.
  package init(shape: [Int], ranges: [Range<Int>]) {
    self.shape = shape
    self.ranges = ranges.joinedRanges
  }

  /// Places of a parameter of that shape.
  package init(shape: [Int], places: [Int]) {
    self.init(shape: shape, ranges: places.map { $0..<$0 + 1 })
  }

  /// How many numbers these are.
  package var count: Int { ranges.reduce(0) { $0 + $1.count } }

  /// A place's index on each axis.
  package func indices(of place: Int) -> [Int] {
    var rest = place
    var indices: [Int] = []
    for size in shape.reversed() {
      indices.append(rest % max(1, size))
      rest /= max(1, size)
    }
    return indices.reversed()
  }

  /// The same numbers in a parameter of another shape, such as with more inputs; without those that it lacks.
  package func moved(to other: [Int]) -> FrozenEntries {
    guard other != shape else { return self }
    let empty = FrozenEntries(shape: other, ranges: [])
    guard other.count == shape.count else { return empty }
    let places = (0..<other.reduce(1, *)).filter { place in
      let indices = empty.indices(of: place)
      guard zip(indices, shape).allSatisfy({ $0 < $1 }) else { return false }
      return ranges.hold(zip(indices, shape).reduce(0) { $0 * $1.1 + $1.0 })
    }
    return FrozenEntries(shape: other, places: places)
  }

  /// Whether some are also others of the same parameter.
  package func overlaps(_ other: FrozenEntries) -> Bool { subtracting(other) != moved(to: other.shape) }

  /// Adds those of the same parameter.
  package func union(_ other: FrozenEntries) -> FrozenEntries {
    FrozenEntries(shape: other.shape, ranges: moved(to: other.shape).ranges + other.ranges)
  }

  /// Leaves out those of the same parameter.
  package func subtracting(_ other: FrozenEntries) -> FrozenEntries {
    var left: [Range<Int>] = []
    for range in moved(to: other.shape).ranges {
      var start = range.lowerBound
      for hole in other.ranges where hole.overlaps(range) {
        if start < hole.lowerBound { left.append(start..<hole.lowerBound) }
        start = hole.upperBound
      }
      if start < range.upperBound { left.append(start..<range.upperBound) }
    }
    return FrozenEntries(shape: other.shape, ranges: left)
  }
}

extension [Range<Int>] {
  /// In order, neighbors and those that overlap made one, without empty ones.
  package var joinedRanges: [Range<Int>] {
    var ranges: [Range<Int>] = []
    for range in filter({ !$0.isEmpty }).sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = ranges.last, last.upperBound >= range.lowerBound {
        ranges[ranges.count - 1] = last.lowerBound..<Swift.max(last.upperBound, range.upperBound)
      } else {
        ranges.append(range)
      }
    }
    return ranges
  }

  /// Whether one of them holds a place; they are in order and apart.
  package func hold(_ place: Int) -> Bool {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle].upperBound <= place { low = middle + 1 } else { high = middle }
    }
    return low < count && self[low].contains(place)
  }
}
