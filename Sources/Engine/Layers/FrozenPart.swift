/// What of a layer no step changes, while the rest of it learns; a value.
package struct FrozenPart: Equatable, Sendable {
  /// Names of whole parameters.
  package var parameters: Set<String> = []
  /// Neurons whose incoming weights and biases stay.
  package var units: Set<Int> = []
  /// Single numbers, by the parameter's name.
  package var entries: [String: FrozenEntries] = [:]

  /// Nothing.
  package init() {}

  /// Whether everything learns.
  package var isEmpty: Bool { parameters.isEmpty && units.isEmpty && entries.isEmpty }

  /// The entries of a parameter that stay, of neurons or by themselves, ascending, neighbors joined.
  func ranges(of parameter: String, shape: [Int], _ parts: [UnitPart]) -> [Range<Int>] {
    (ofUnits(parameter, parts) + (entries[parameter]?.moved(to: shape).ranges ?? [])).joinedRanges
  }

  /// The entries that belong to the neurons, ascending.
  private func ofUnits(_ parameter: String, _ parts: [UnitPart]) -> [Range<Int>] {
    guard !units.isEmpty,
      let layout = parts.first(where: { $0.parameter == parameter && !$0.isOutgoing })?.layout
    else { return [] }
    return stride(from: 0, to: layout.size, by: max(1, layout.inner))
      .filter { units.contains(layout.unit(of: $0)) }.map { $0..<$0 + layout.inner }
  }
}

extension BlueprintParameter {
  /// Whether a step changes any of its entries.
  package var learns: Bool { rateFactor > 0 && frozenEntries.reduce(0) { $0 + $1.count } < site.count }

  /// The entries that no step changes: some, or all of them.
  package var stillEntries: [Range<Int>] { rateFactor > 0 ? frozenEntries : [0..<site.count] }

  /// The entries that steps change, ascending.
  var learntEntries: [Range<Int>] {
    var ranges: [Range<Int>] = []
    var start = 0
    for still in stillEntries + [site.count..<site.count] {
      if start < still.lowerBound { ranges.append(start..<still.lowerBound) }
      start = still.upperBound
    }
    return ranges
  }
}
