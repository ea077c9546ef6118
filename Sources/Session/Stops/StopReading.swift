import Language

/// What an expression can notice of a training step, by the names in it.
enum StopReading: Equatable {
  /// Nothing: it reads numbers and variables only.
  case nothing
  /// The current batch, the weights, or the step.
  case everything

  /// Looks for names that training changes.
  init(_ expression: Expression, scope: Scope) {
    self = Self.readsTraining(expression, scope) ? .everything : .nothing
  }

  private static func readsTraining(_ expression: Expression, _ scope: Scope) -> Bool {
    if case .name(let name) = expression.kind {
      guard let value = scope[name] else { return Evaluator.constants[name] == nil && name != "seed" }
      // A variable that holds a layer stands for it.
      if case .reference = value { return true }
      return false
    }
    return expression.kind.children.contains { readsTraining($0, scope) }
  }
}
