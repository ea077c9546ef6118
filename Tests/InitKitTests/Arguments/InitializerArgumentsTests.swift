import InitKit
import Testing

private let specification = InitializerSpecification(
  name: "sample", summary: "For the tests.", formula: "w = 0", source: "none",
  parameters: [
    ParameterSpecification("value", .number(.finite), default: .required, help: "a number"),
    .number("share", default: 0.5, in: .unit, help: "a share"),
    .choice("mode", of: ["fan_in", "fan_out"], help: "a fan"),
    .boolean("exact", default: false, help: "a switch"),
    ParameterSpecification("count", .integer(1...9), default: .derived("rows"), help: "a whole number"),
    ParameterSpecification("gain", .number(.positive), default: .derived("sqrt(2)"), help: "a gain"),
  ], suits: "tests")

private func check(
  _ positional: [ArgumentValue] = [], _ named: [NamedArgument] = []
) throws(InitializerError) -> InitializerArguments {
  try InitializerArguments(positional: positional, named: named, for: specification)
}

@Suite("arguments of initializers")
struct InitializerArgumentsTests {
  @Test("positional ones follow the parameters' order and defaults fill the rest")
  func positional() throws {
    let arguments = try check([.number(3), .number(0.25)], [NamedArgument("exact", .boolean(true))])
    #expect(try arguments.number("value") == 3)
    #expect(try arguments.number("share") == 0.25)
    #expect(try arguments.text("mode") == "fan_in")
    #expect(try arguments.boolean("exact"))
    #expect(try arguments.optionalNumber("gain") == nil)
    #expect(arguments.isGiven("share") && !arguments.isGiven("mode"))
    #expect(arguments.given.map(\.name) == ["value", "share", "exact"])
  }

  @Test("every misuse is refused with its facts")
  func misuse() {
    let names = specification.parameters.map(\.name)
    #expect(throws: InitializerError.missing(parameter: "value")) { try check() }
    #expect(throws: InitializerError.tooManyArguments(given: 7, parameters: names)) {
      try check([ArgumentValue](repeating: .number(1), count: 7))
    }
    #expect(throws: InitializerError.unknownParameter("std", parameters: names)) {
      try check([.number(1)], [NamedArgument("std", .number(1))])
    }
    #expect(throws: InitializerError.repeated(parameter: "value")) {
      try check([.number(1)], [NamedArgument("value", .number(1))])
    }
    #expect(throws: InitializerError.outOfRange(parameter: "share", value: 2, range: .unit)) {
      try check([.number(1), .number(2)])
    }
    #expect(
      throws: InitializerError.unknownChoice(parameter: "mode", found: "fan", choices: ["fan_in", "fan_out"])
    ) {
      try check([.number(1)], [NamedArgument("mode", .text("fan"))])
    }
    #expect(throws: InitializerError.wrongType(parameter: "exact", expected: .boolean, found: .list([]))) {
      try check([.number(1)], [NamedArgument("exact", .list([]))])
    }
    #expect(throws: InitializerError.outOfRange(parameter: "count", value: 12, range: NumberRange(1, 9))) {
      try check([.number(1)], [NamedArgument("count", .number(12))])
    }
    #expect(
      throws: InitializerError.wrongType(parameter: "count", expected: .integer(1...9), found: .number(2.5))
    ) {
      try check([.number(1)], [NamedArgument("count", .number(2.5))])
    }
  }

  @Test("numbers that are none are refused everywhere", arguments: [Double.nan, .infinity, -.infinity])
  func notFinite(value: Double) {
    #expect(throws: InitializerError.self) { try check([.number(value)]) }
    #expect(throws: InitializerError.self) {
      try check([.number(1)], [NamedArgument("count", .number(value))])
    }
  }

  @Test("reading an argument as something else, or one that is not there, throws")
  func reading() throws {
    let arguments = try check([.number(1)])
    #expect(throws: InitializerError.missing(parameter: "gain")) { try arguments.number("gain") }
    #expect(throws: InitializerError.missing(parameter: "nothing")) { try arguments.boolean("nothing") }
    #expect(throws: InitializerError.self) { try arguments.text("value") }
    #expect(throws: InitializerError.self) { try arguments.boolean("value") }
    #expect(throws: InitializerError.self) { try arguments.number("mode") }
  }

  @Test("ranges know their ends")
  func ranges() {
    #expect(NumberRange.unit.contains(0) && NumberRange.unit.contains(1))
    #expect(!NumberRange.positive.contains(0) && NumberRange.nonNegative.contains(0))
    #expect(!NumberRange.finite.contains(.infinity) && !NumberRange.finite.contains(.nan))
    #expect(!NumberRange(0, 1, includesUpper: false).contains(1))
  }

  @Test("values print as they can be typed")
  func printing() {
    #expect(ArgumentValue.number(3).source == "3")
    #expect(ArgumentValue.number(0.01).source == "0.01")
    #expect(ArgumentValue.number(1e-20).source == "1e-20")
    #expect(ArgumentValue.list([.text("a"), .boolean(true)]).source == "[a, true]")
  }
}
