import InitKit
import Language

/// What a formula promises at a place, as far as it follows from what its draws promise.
///
/// One draw, multiplied by a number or shifted by one, has a promise; sums of several draws have none.
struct FormulaPromise {
  let formula: Formula
  let site: WeightSite

  var promise: Promise? {
    formula.draws(formula.body) ? promise(of: formula.body) : fixedPromise
  }

  private func promise(of part: Expression) -> Promise? {
    switch part.kind {
    case .call(let name, let arguments):
      guard let entry = formula.entries[name.text] else { return nil }
      return chosen(entry, name, arguments)?.promise(at: site)
    case .unary(.minus, let operand): return promise(of: operand)?.scaled(by: -1)
    case .binary(.times, let left, let right):
      if let factor = number(left) { return promise(of: right)?.scaled(by: factor) }
      return number(right).flatMap { promise(of: left)?.scaled(by: $0) }
    case .binary(.divide, let left, let right):
      return number(right).flatMap { promise(of: left)?.divided(by: $0) }
    case .binary(.plus, let left, let right):
      if let shift = number(left) { return promise(of: right)?.shifted(by: shift) }
      return number(right).flatMap { promise(of: left)?.shifted(by: $0) }
    case .binary(.minus, let left, let right):
      if let shift = number(left) { return promise(of: right)?.scaled(by: -1).shifted(by: shift) }
      return number(right).flatMap { promise(of: left)?.shifted(by: -$0) }
    default: return nil
    }
  }

  /// The initializer that a call at this place chooses.
  private func chosen(
    _ entry: InitializerEntry, _ name: Name, _ arguments: [Expression.CallArgument]
  ) -> ChosenInitializer? {
    var named: [NamedArgument] = []
    for (place, argument) in arguments.enumerated() {
      let parameters = entry.specification.parameters
      let parameter = argument.label.map(\.text) ?? (place < parameters.count ? parameters[place].name : "")
      if case .name(let word) = argument.value.kind,
        parameters.contains(where: { $0.name == parameter && $0.kind.isWord })
      {
        named.append(NamedArgument(parameter, .text(word)))
      } else if let value = try? evaluator.value(of: argument.value), let given = ArgumentValue(value) {
        named.append(NamedArgument(parameter, given))
      } else {
        return nil
      }
    }
    return try? entry.choose([], named)
  }

  /// The number of a part without draws; nil for anything else.
  private func number(_ part: Expression) -> Double? {
    formula.draws(part) ? nil : (try? evaluator.value(of: part))?.asNumber
  }

  private var evaluator: Evaluator { formula.evaluator(at: site, from: stream) }

  /// Parts without draws do not look at it.
  private var stream: RandomStream { RandomStream(StreamKey(bits: 0)) }

  /// Moments and bounds of values that chance has no part in, counted.
  private var fixedPromise: Promise? {
    guard let values = try? formula.values(at: site, from: stream), let first = values.first else {
      return nil
    }
    let count = Double(values.count)
    let mean = values.reduce(0, +) / count
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
    let rows = Set((0..<site.rows).map { values[($0 * site.columns)..<(($0 + 1) * site.columns)] })
    return Promise(
      mean: mean, variance: variance, lower: values.reduce(first, min), upper: values.reduce(first, max),
      zeros: values.count { $0 == 0 }, breaksSymmetry: rows.count == site.rows)
  }
}
