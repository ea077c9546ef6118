import Tensor

/// The evaluated arguments of a built-in function, one place for each parameter.
struct FunctionArguments {
  let specification: FunctionSpecification
  let values: [Value?]
  let ranges: [SourceRange]
  /// The whole call.
  let range: SourceRange
  let evaluator: Evaluator

  func isGiven(_ index: Int) -> Bool { values[index] != nil }

  func tensor(_ index: Int = 0) throws(Diagnostic) -> Tensor {
    guard let value = values[index], let tensor = value.asTensor else {
      throw evaluator.notNumeric(values[index] ?? .list([]), ranges[index])
    }
    return tensor
  }

  /// A tensor with at least one entry.
  func entries(_ index: Int = 0) throws(Diagnostic) -> Tensor {
    let tensor = try tensor(index)
    guard !tensor.values.isEmpty else { throw noEntries(index) }
    return tensor
  }

  /// The user stopped the function.
  var stopped: Diagnostic {
    Diagnostic(
      Diagnostic.interruptedCode, "`\(specification.name)` was stopped", help: "a smaller tensor is faster"
    ).placed(in: evaluator.source, at: range)
  }

  func noEntries(_ index: Int) -> Diagnostic {
    evaluator.failure(
      "no-entries", "`\(specification.name)` of no entries has no value", label: "this is empty",
      help: "`size(x)` counts the entries of `x`", at: ranges[index])
  }

  func number(_ index: Int, default standard: Double) throws(Diagnostic) -> Double {
    guard let value = values[index] else { return standard }
    guard let number = value.asNumber else {
      throw wrong(index, "a number", value.kindName)
    }
    return number
  }

  func whole(
    _ index: Int, default standard: Int, in allowed: ClosedRange<Int>
  ) throws(Diagnostic) -> Int {
    let number = try number(index, default: Double(standard))
    guard let whole = Int(exactly: number), allowed.contains(whole) else {
      let what = "a whole number from \(allowed.lowerBound) to \(allowed.upperBound)"
      throw wrong(index, what, "`\(Value.number(number).displayText)`")
    }
    return whole
  }

  func wrong(_ index: Int, _ what: String, _ found: String) -> Diagnostic {
    let name = specification.parameters[index].name
    return evaluator.failure(
      "bad-argument", "expected \(what) as `\(name)` of `\(specification.name)`, found \(found)",
      label: "expected \(what)", help: "`\(specification.example)`", at: ranges[index])
  }
}
