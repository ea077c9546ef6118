extension Loss {
  /// Checks each target value, and the sum of each row where they are to be probabilities.
  ///
  /// - Throws: `lossTarget` with the first that is not allowed.
  func check(_ targets: Targets) throws(EngineError) {
    guard case .values(let tensor) = targets else { return }
    let columns = tensor.columns
    if let place = tensor.values.firstIndex(where: { !allows($0) }) {
      throw .lossTarget(
        loss: name, value: tensor.values[place], row: place / columns, allowed: allowed)
    }
    guard needsProbabilities else { return }
    for row in 0..<tensor.rows {
      let sum = tensor.values[row * columns..<(row + 1) * columns].reduce(0, +)
      // Probabilities written with a few digits need not sum to 1 exactly.
      if abs(sum - 1) > 1e-4 { throw .lossTarget(loss: name, value: sum, row: row, allowed: allowed) }
    }
  }
}
