import Engine

extension Checkpoint {
  /// Multiplications, roughly, between two states that are kept: replaying them takes a few hundredths of a second.
  private static let work = 1 << 24
  /// Rows, at least, between two states: copying one then costs little beside training.
  private static let rows = 64

  /// Steps from one state that is kept to the next.
  package static func interval(of model: Model) -> Int {
    let rows = max(1, model.batchRows)
    let each = max(1, model.blueprint.parameterCount.multipliedReportingOverflow(by: rows).partialValue)
    return max(work / each, Self.rows / rows, 1)
  }
}
