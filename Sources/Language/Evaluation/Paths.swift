import Tensor

extension Evaluator {
  /// Names that mean the same everywhere.
  package static let constants: [String: Value] = [
    "true": .boolean(true), "false": .boolean(false), "pi": .number(.pi), "inf": .number(.infinity),
    "nan": .number(.nan),
  ]

  /// A name, or a chain of parts and indices behind any expression.
  func path(_ expression: Expression) throws(Diagnostic) -> Value {
    let (root, steps) = try chain(expression)
    guard case .name(let text) = root.kind else {
      return try apply(steps[...], to: try value(of: root), root)
    }
    if let value = Self.constants[text] ?? scope[text] { return try apply(steps[...], to: value, root) }
    return try lookUp(Reference(Name(text, range: root.range), steps: steps), root)
  }

  /// The path that an expression is, without looking it up; nil when it is none.
  ///
  /// A variable that holds a layer stands for it.
  package func reference(_ expression: Expression) throws(Diagnostic) -> Reference? {
    switch expression.kind {
    case .name, .member, .index: break
    default: return nil
    }
    let (root, steps) = try chain(expression)
    guard case .name(let text) = root.kind, Self.constants[text] == nil else { return nil }
    guard let value = scope[text] else { return Reference(Name(text, range: root.range), steps: steps) }
    guard case .reference(let reference) = value else { return nil }
    return extended(reference, by: steps[...], root)
  }

  /// Takes a chain apart, its indices evaluated.
  private func chain(
    _ expression: Expression
  ) throws(Diagnostic) -> (root: Expression, steps: [Reference.Step]) {
    var steps: [Reference.Step] = []
    var root = expression
    while true {
      switch root.kind {
      case .member(let base, let name):
        steps.append(.member(name))
        root = base
      case .index(let base, let items):
        var selectors: [Reference.Selector] = []
        for item in items { selectors.append(try selector(item)) }
        steps.append(.index(selectors, SourceRange(base.range.end, root.range.end)))
        root = base
      default: return (root, steps.reversed())
      }
    }
  }

  private func selector(_ item: Expression.IndexItem) throws(Diagnostic) -> Reference.Selector {
    switch item {
    case .at(let place): return .at(try whole(place))
    case .slice(let from, let to):
      return .slice(
        try from.map { (place) throws(Diagnostic) in try whole(place) },
        try to.map { (place) throws(Diagnostic) in try whole(place) })
    }
  }

  private func whole(_ expression: Expression) throws(Diagnostic) -> Int {
    let value = try value(of: expression)
    if case .number(let number) = value, let place = Int(exactly: number) { return place }
    var found = value.kindName
    if case .number = value { found = "`\(value.displayText)`" }
    throw failure(
      "not-whole", "expected a whole number as an index, found \(found)", label: "not a whole number",
      help: "the first is `[0]`, the last `[-1]`, the first four `[0:4]`", at: expression.range)
  }

  /// Asks the environment for all of the path but the indices at its end, which a tensor takes here.
  private func lookUp(_ path: Reference, _ root: Expression) throws(Diagnostic) -> Value {
    let head = path.steps.lastIndex { if case .member = $0 { true } else { false } }.map { $0 + 1 } ?? 0
    guard head < path.steps.count else { return try ask(path) }
    let value = try ask(Reference(path.name, steps: Array(path.steps[..<head])))
    if case .reference = value { return try ask(path) }
    return try apply(path.steps[head...], to: value, root)
  }

  private func ask(_ path: Reference) throws(Diagnostic) -> Value {
    do throws(Diagnostic) {
      if let value = try environment.value(of: path) { return value }
    } catch {
      throw error.placed(in: source, at: path.range)
    }
    throw unknown(path)
  }

  private func extended(
    _ reference: Reference, by steps: ArraySlice<Reference.Step>, _ root: Expression
  ) -> Reference {
    var reference = reference
    // The variable may have been bound in another text: its places there mean nothing here.
    reference.name.range = root.range
    reference.steps = reference.steps.map { step in
      switch step {
      case .member(let name): .member(Name(name.text, range: root.range))
      case .index(let items, _): .index(items, root.range)
      }
    }
    reference.steps += steps
    return reference
  }

  /// Follows steps from a value that is at hand.
  private func apply(
    _ steps: ArraySlice<Reference.Step>, to value: Value, _ root: Expression
  ) throws(Diagnostic) -> Value {
    var value = value
    for (place, step) in zip(steps.indices, steps) {
      if case .reference(let reference) = value {
        return try lookUp(extended(reference, by: steps[place...], root), root)
      }
      switch step {
      case .index(let selectors, let range): value = try indexed(value, selectors[...], axis: 0, at: range)
      case .member(let name):
        throw failure(
          "unknown-part", "\(value.kindName) has no part `\(name.text)`", label: "only layers have parts",
          help: "such as `h1.\(name.text)`", at: name.range)
      }
    }
    return value
  }
}
