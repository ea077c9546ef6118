extension Loss {
  /// Checks each target value, and the sum of each row where they are to be probabilities.
  ///
  /// - Throws: `lossTarget` with the first that is not allowed.
  func check(_ targets: Targets) throws(EngineError) {
    guard targets.classNames == nil else { return }
    let rows = targets.numbers
    if let found = rows.first(where: { !allows($0) }) {
      throw .lossTarget(loss: name, value: found.value, row: found.row, allowed: allowed)
    }
    guard needsProbabilities else { return }
    let outputs = targets.shape.last ?? 1
    for place in stride(from: rows.places.lowerBound, to: rows.places.upperBound, by: outputs) {
      let sum = (place..<place + outputs).reduce(0.0) { $0 + rows.numbers[$1] }
      // Probabilities written with a few digits need not sum to 1 exactly.
      guard abs(sum - 1) > 1e-4 else { continue }
      let row = place / rows.columns - rows.range.lowerBound
      throw .lossTarget(loss: name, value: sum, row: row, allowed: allowed)
    }
  }
}
