import Engine

extension Checkpoint {
  /// Multiply-adds, roughly, between two states that are kept: replaying them takes less than a tenth of a second.
  private static let work = 4e9
  /// Multiply-adds, at least, for each byte of a state, so that keeping it costs a few hundredths of training.
  private static let workOfByte = 2048.0
  /// Most steps between two states.
  private static let most = 1e9

  /// Steps from one state that is kept to the next.
  package static func interval(of model: Model) -> Int {
    let each = max(1, model.stepWork)
    let steps = max(work, workOfByte * Double(model.stateBytes)) / each
    return Int(min(max(1, steps), most))
  }
}
