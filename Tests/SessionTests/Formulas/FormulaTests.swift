import InitKit
import Initializers
import Language
import Testing

@testable import Session

/// Initializers by a formula: what they draw, what they promise, what is refused.
@Suite struct FormulaTests {
  private let test = TestSession()

  /// The row that a definition makes.
  private func entry(_ definition: String) throws -> InitializerEntry {
    #expect(test.run("init define \(definition)").outcome == .completed)
    let name = try #require(definition.firstMatch(of: /^[a-z0-9_]+/)).output
    return try #require(test.session.initializers[String(name)])
  }

  private func chosen(_ definition: String, _ named: [NamedArgument] = []) throws -> ChosenInitializer {
    try entry(definition).choose([], named)
  }

  private let site = WeightSite(
    layer: "h1", shape: [6, 5], fans: Fans(input: 5, output: 6), layerIndex: 1, layerCount: 4,
    activation: ActivationSite(name: "relu", gain: 2.0.squareRoot()))

  private func values(_ chosen: ChosenInitializer, seed: UInt64 = 3) throws -> [Double] {
    try chosen.values(at: site, from: RandomStream(StreamKey(seed: seed, layer: "h1", parameter: "weight")))
  }

  @Test(arguments: [
    ("mine(gain=1) = normal(0, gain * sqrt(2 / (fan_in + fan_out)))", "xavier_normal"),
    ("mine = normal(std=sqrt(2 / fan_in))", "he_normal"), ("mine = orthogonal()", "orthogonal"),
    ("mine = he_normal(mode=fan_out)", "kaiming_fan_out"), ("mine = 0", "zeros"),
    ("mine = uniform(-sqrt(6 / (fan_in + fan_out)), sqrt(6 / (fan_in + fan_out)))", "xavier_uniform"),
  ])
  func `a formula of one draw gives the numbers of the built-in one`(definition: String, name: String) throws
  {
    let builtIn =
      name == "kaiming_fan_out"
      ? try BuiltInInitializers.table.choose("he_normal", [], [NamedArgument("mode", .text("fan_out"))])
      : try BuiltInInitializers.table.choose(name)
    let mine = try chosen(definition)
    // Both compute one deviation by other operations: it may differ in the last place.
    for (one, other) in try zip(values(mine), values(builtIn)) {
      #expect(abs(one - other) <= 1e-15 * abs(other))
    }
    #expect(mine.origin == .expression)
    #expect(mine.specification.isDeterministic == builtIn.specification.isDeterministic)
  }

  @Test func `each draw of a formula has a stream of its own`() throws {
    let both = try values(chosen("both = normal(0, 1) - normal(0, 1)"))
    #expect(Set(both).count == site.count)
    // The first draw is the parameter's own stream, the second another.
    let first = try values(chosen("first = normal(0, 1)"))
    let second = zip(first, both).map { $0 - $1 }
    #expect(Set(first).isDisjoint(with: second))
    #expect(try values(chosen("both = normal(0, 1) - normal(0, 1)")) == both)
    #expect(try values(chosen("both = normal(0, 1) - normal(0, 1)"), seed: 4) != both)
  }

  @Test func `names stand for the place that is filled`() throws {
    let expected: [(String, Double)] = [
      ("fan_in", 5), ("fan_out", 6), ("fan_avg", 5.5), ("rows", 6), ("columns", 5), ("count", 30),
      ("rank", 2), ("shape[0]", 6), ("shape[-1]", 5), ("depth", 2), ("layers", 4),
      ("activation_gain", 2.0.squareRoot()), ("is_output", 0), ("activation == \"relu\"", 1),
      ("role == \"weight\"", 1), ("where(fan_in > 4, 7, 8)", 7), ("floor(2.7)", 2), ("tanh(0)", 0),
    ]
    for (text, number) in expected {
      #expect(try values(chosen("own = \(text)")) == [Double](repeating: number, count: 30), "\(text)")
    }
    #expect(try values(chosen("place = row * columns + column")) == (0..<30).map(Double.init))
    #expect(try values(chosen("place = index")) == (0..<30).map(Double.init))
  }

  @Test func `mathematics is as the language's`() throws {
    let found = try values(chosen("m = sin(0.5) + tanh(0.3) + tanh(-30)"))
    // sin(0.5) + tanh(0.3) - 1 to 16 digits.
    #expect(abs(found[0] - (0.479425538604203 + 0.2913126124515909 - 1)) < 1e-15)
  }

  @Test func `parameters have defaults, may be required, and are passed by name or place`() throws {
    let entry = try entry("lin(a, b=2) = a * row + b")
    #expect(throws: InitializerError.missing(parameter: "a")) { try entry.choose() }
    #expect(throws: InitializerError.unknownParameter("c", parameters: ["a", "b"])) {
      try entry.choose([.number(1)], [NamedArgument("c", .number(1))])
    }
    let chosen = try entry.choose([.number(3)], [NamedArgument("b", .number(-1))])
    #expect(chosen.description == "lin(3, -1)")
    #expect(try values(chosen)[5...9] == [2, 2, 2, 2, 2])
  }

  @Test func `a variable keeps the value that it had`() throws {
    test.run("let s = 3")
    let mine = try chosen("mine = s * fan_in")
    test.run("let s = 4")
    #expect(try values(mine).first == 15)
    #expect(mine.specification.notes.contains { $0.contains("`s` is 3") })
  }

  private static let promises: [(String, Double, Double, Double)] = [
    ("m = 2 * normal(0, 3)", 0, 36, -.infinity), ("m = normal(1, 1) / 2 + 1", 1.5, 0.25, -.infinity),
    ("m = -uniform(0, 1)", -0.5, 1 / 12.0, -1), ("m = 1 - uniform(0, 1)", 0.5, 1 / 12.0, 0),
    ("m = truncated_normal(std=1, lower=0, upper=2) * -1", -0.7228, 0.2513, -2), ("m = 0.5", 0.5, 0, 0.5),
  ]

  @Test(arguments: promises)
  func `promises follow from those of the draws`(
    definition: String, mean: Double, variance: Double, lower: Double
  ) throws {
    let promise = try #require(try chosen(definition).promise(at: site))
    #expect(abs(promise.mean - mean) < 1e-3)
    #expect(abs(promise.variance - variance) < 1e-3)
    #expect(promise.lower == lower)
  }

  @Test func `nothing is promised of sums and products of draws`() throws {
    #expect(try chosen("m = normal(0, 1) + uniform(0, 1)").promise(at: site) == nil)
    #expect(try chosen("m = abs(normal(0, 1))").promise(at: site) == nil)
  }

  @Test(arguments: [
    ("bad = normal(0, fan_inn)", "unknown-name", "fan_inn", "fan_in"),
    ("bad = nrmal(0, 1)", "unknown-function", "nrmal", "normal"),
    ("bad = bad()", "unknown-function", "bad", ""), ("he = 1", "name-taken", "he", ""),
    ("Bad = 1", "bad-definition", "Bad", ""), ("bad(a, a) = 1", "bad-definition", "a", ""),
    ("bad(a=true) = 1", "bad-definition", "true", ""), ("bad(pi) = 1", "bad-definition", "pi", ""),
    ("bad = log(-1)", "formula-not-finite", "log(-1)", ""), ("bad = \"x\"", "formula-shape", "\"x\"", ""),
    ("bad = [1, 2]", "formula-shape", "[1, 2]", ""), ("bad = normal(0, 1", "unclosed-bracket", "(", ""),
    ("bad = normal(0, row)", "bad-parameter", "normal(0, row)", ""),
    ("bad = 1 / (fan_in - 4)", "division-by-zero", "(fan_in - 4)", ""),
    ("bad = where(1, [1, 2], [1, 2, 3])", "shapes", "where(1, [1, 2], [1, 2, 3])", ""),
    ("bad", "bad-definition", "define", ""), ("bad[0] = 1", "bad-definition", "bad[0]", ""),
  ])
  func `what is wrong is said at its place, and the table stays`(
    definition: String, code: String, place: String, suggestion: String
  ) throws {
    let names = test.session.initializers.names
    let failure = try #require(test.failures("init define \(definition)").first)
    #expect(failure.code == code || code == "shapes", "\(failure)")
    let (source, range) = try (#require(failure.source), #require(failure.range))
    #expect(source.text(range) == place)
    #expect(suggestion.isEmpty || failure.suggestions.contains(suggestion))
    #expect(test.session.initializers.names == names)
  }

  @Test func `a formula can be defined anew, and layers keep the one they have`() throws {
    test.run("data xor; layer dense 3 name=h1; layer dense 1; init define mine = 2; init h1 mine")
    test.run("init define mine = 3; init h1")
    #expect(test.failures("expect h1.weight[0, 0] == 2").isEmpty)
    #expect(test.failures("init h1 mine; expect h1.weight[0, 0] == 3").isEmpty)
  }

  @Test func `a formula may use another one`() throws {
    test.run("init define half = normal(0, 0.5)")
    #expect(try values(chosen("mine = 2 * half()")) == values(chosen("own = 2 * normal(0, 0.5)")))
  }

  @Test func `a formula that cannot fill a place says why, and leaves the weights`() throws {
    test.run("data xor; layer dense 3 name=h1; layer dense 1; init define mine = 1 / (fan_in - 2)")
    let before = SessionState(test.session)
    let failure = try #require(test.failures("init h1 mine").first)
    #expect(failure.code == "initializer-refused")
    #expect(failure.message.contains("division by zero"))
    #expect(SessionState(test.session) == before)
  }

  @Test func `definitions stand in files that are read`() throws {
    let folder = try TemporaryFolder()
    try folder.write("mine.lab", "init define of_a_file(p=2) = p * row\n")
    #expect(test.run("source \(folder.path)/mine.lab").outcome == .completed)
    #expect(test.session.initializers["of_a_file"]?.origin == .expression)
  }
}
