extension Dataset {
  /// All samples, those held out behind the others.
  package var allSamples: Samples { Samples(rows: allInputs, targets: allTargets) }

  /// The same samples with the last of them held out.
  ///
  /// - Throws: `noHeldOutData` when none would be left to learn from.
  package func holdingOut(last count: Int) throws(EngineError) -> Dataset {
    guard (0..<rows).contains(count) else { throw .noHeldOutData }
    var copy = self
    copy.holdOut(last: count)
    return copy
  }
}
