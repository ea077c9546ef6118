import Analysis
import InitKit
import Initializers
import Testing

@Suite("conformance of the schemes over whole networks")
struct SchemeConformanceTests {
  private let table = BuiltInInitializers.table

  @Test(
    "every scheme keeps the rules",
    arguments: BuiltInInitializers.table.entries.filter(\.scope.isNetworkWide).map(\.specification.name))
  func rows(name: String) throws {
    let report = try SchemeSuite(initializers: table).check(try #require(table[name]))
    #expect(report.findings == [])
    // What was not checked cannot be said to hold.
    for rule in [
      ConformanceRule.makes, .repeatable, .streamMatters, .finite, .shapes, .order, .threads, .precision,
      .untouched, .unknownRefused,
    ] {
      #expect((report.checks[rule] ?? 0) > 0, "\(rule)")
    }
    // What scales any start keeps equal neurons equal.
    if ["lsuv", "meta_init", "grad_init"].contains(name) {
      #expect((report.checks[.equalStays] ?? 0) > 0)
    }
  }

  @Test("every fault of a scheme breaks its rule", arguments: FaultyScheme.Fault.allCases)
  func faults(fault: FaultyScheme.Fault) throws {
    let entry = FaultyScheme.entry(fault)
    let report = try SchemeSuite(initializers: try table.adding(entry)).check(entry)
    #expect(report.findings.contains { $0.rule == fault.rule } == (fault != .none), "\(report.findings)")
    #expect(report.passed == (fault == .none))
  }

  @Test("alone, a scheme has nothing to say of a weight")
  func single() throws {
    let lsuv = try table.choose("lsuv")
    let site = WeightSite(layer: "h1", shape: [3, 2], fans: Fans(input: 2, output: 3))
    #expect(lsuv.promise(at: site) == nil)
    #expect(throws: InitializerError.wholeNetwork("lsuv")) {
      try lsuv.values(at: site, from: RandomStream(StreamKey(bits: 1)))
    }
    #expect(lsuv.scheme != nil && table["fixup"]?.scope == .both && table["he_normal"]?.scope == .weights)
  }
}

/// A scheme that breaks one rule on purpose.
struct FaultyScheme: NetworkFilling {
  /// What is wrong with it.
  enum Fault: String, CaseIterable {
    case none, unusedParameter, ignoresSeed, readsThePast, undeclaredTwins, partsTwins, refusesAll, fails

    /// The rule that it breaks.
    var rule: ConformanceRule {
      switch self {
      case .unusedParameter: .parametersMatter
      case .ignoresSeed: .streamMatters
      case .readsThePast: .order
      case .undeclaredTwins: .symmetry
      case .partsTwins: .equalStays
      case .none, .refusesAll, .fails: .shapes
      }
    }
  }

  let fault: Fault
  let scale: Double
  let start: String

  /// A row of a table with the fault.
  static func entry(_ fault: Fault) -> InitializerEntry {
    let specification = InitializerSpecification(
      name: "faulty_scheme", summary: "For the tests.", formula: "w = scale q", source: "none",
      parameters: [
        .number("scale", default: 0.7, in: .positive, help: "factor"),
        ParameterSpecification("start", .word, default: .value(.text("orthogonal")), help: "what is scaled"),
      ], suits: "tests")
    return InitializerEntry(specification: specification, origin: .expression, scope: .network) {
      (arguments) throws(InitializerError) -> any WeightFilling in
      FaultyScheme(
        fault: fault, scale: fault == .unusedParameter ? 0.7 : try arguments.number("scale"),
        start: try arguments.text("start"))
    }
  }

  var breaksSymmetry: Bool? { start == "orthogonal" ? true : nil }

  func fill(
    _ weights: inout MutableSpan<Double>, at site: WeightSite, using context: inout FillContext
  ) throws(InitializerError) {
    throw .wholeNetwork("faulty_scheme")
  }

  func initialize(_ network: any NetworkHost) throws(InitializerError) -> SchemeReport {
    if fault == .refusesAll { throw .lacks(.attention) }
    let initializer = try network.initializer(start == "present" ? "normal" : start)
    for weight in try network.freeWeights() {
      var values = try network.draw(initializer, at: weight).map { scale * $0 }
      if fault == .ignoresSeed { values = values.indices.map { scale / Double($0 + 1) } }
      if fault == .readsThePast { values = zip(values, network.earlierValues(of: weight)).map { $0 + $1 } }
      if fault == .undeclaredTwins { values = values.map { _ in scale } }
      if fault == .partsTwins { values[0] += 1e-9 }
      if fault == .fails { values.removeLast() }
      try network.write(values, to: weight)
    }
    _ = try network.loss(batch: 0, shift: nil)
    return SchemeReport()
  }
}
