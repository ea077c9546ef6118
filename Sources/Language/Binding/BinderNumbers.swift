import Tensor

extension Binder {
  /// Beyond it not every whole number has a double of its own.
  private static let largestWhole = 9_007_199_254_740_992.0

  /// A positional or option as a whole number, or what stands for it.
  package func integer(
    _ name: String, in bounds: Bounds = .any, default standard: Int? = nil
  ) throws(Diagnostic) -> Int {
    try required(name, try optionalInteger(name, in: bounds), standard)
  }

  /// The same; nil when it is not given.
  package func optionalInteger(_ name: String, in bounds: Bounds = .any) throws(Diagnostic) -> Int? {
    guard let argument = argument(name) else { return nil }
    return try integer(of: argument, in: bounds)
  }

  /// One argument as a whole number.
  package func integer(of argument: Argument, in bounds: Bounds = .any) throws(Diagnostic) -> Int {
    let value = try value(of: argument)
    if case .number(let number) = value, let whole = Int(exactly: number), bounds.contains(number),
      abs(number) <= Self.largestWhole
    {
      return whole
    }
    if case .number(let number) = value, number == number.rounded(), number > Self.largestWhole {
      throw misuse.wrong(
        argument, expected: "a whole number of at most 2^53", found: found(value, argument))
    }
    throw misuse.wrong(argument, expected: "a whole number" + bounds.text, found: found(value, argument))
  }

  /// A positional or option as a number, or what stands for it.
  package func number(
    _ name: String, in bounds: Bounds = .any, default standard: Double? = nil
  ) throws(Diagnostic) -> Double {
    try required(name, try optionalNumber(name, in: bounds), standard)
  }

  /// The same; nil when it is not given.
  package func optionalNumber(_ name: String, in bounds: Bounds = .any) throws(Diagnostic) -> Double? {
    guard let argument = argument(name) else { return nil }
    return try number(of: argument, in: bounds)
  }

  /// One argument as a number.
  package func number(of argument: Argument, in bounds: Bounds = .any) throws(Diagnostic) -> Double {
    let value = try value(of: argument)
    if case .number(let number) = value, bounds.contains(number) { return number }
    throw misuse.wrong(argument, expected: "a number" + bounds.text, found: found(value, argument))
  }

  /// A positional or option as a truth value: `true`, `on`, `yes` and their opposites, or an expression.
  package func boolean(_ name: String, default standard: Bool? = nil) throws(Diagnostic) -> Bool {
    guard let argument = argument(name) else { return try required(name, nil, standard) }
    switch argument.raw {
    case "true", "on", "yes": return true
    case "false", "off", "no": return false
    default: break
    }
    guard let value = try? value(of: argument) else {
      throw misuse.wrong(argument, expected: "`true` or `false`")
    }
    if case .boolean(let boolean) = value { return boolean }
    throw misuse.wrong(argument, expected: "`true` or `false`", found: found(value, argument))
  }

  /// The user's text where it is the value itself, otherwise what it evaluates to.
  func found(_ value: Value, _ argument: Argument) -> String {
    switch value {
    case .number, .boolean:
      let text = value.displayText
      return text == argument.raw ? "`\(text)`" : "`\(argument.raw)`, which is \(text)"
    default: return value.kindName
    }
  }
}
