import InitKit
import Testing

@testable import Plugins

/// The C interface hands out the host's own services, bit for bit.
@Suite struct CInterfaceTests {
  private let site = matrix(
    6, 5, activation: ActivationSite(name: "leaky_relu", parameter: 0.25, gain: 1.375, isOutput: true))

  private func plugin() throws -> Plugin { try PluginFixture.load(PluginFixture.fixtures + "/services.c") }

  @Test func `services and site are those of the host`() throws {
    let chosen = try plugin().chosen("services", [NamedArgument("second", .number(-4))])
    var context = FillContext(random: stream(seed: 9))
    let bits = context.random.next()
    var expected = [Double(bits >> 32), Double(bits & 0xFFFF_FFFF)]
    expected.append(context.random.uniform())
    expected.append(context.random.normal())
    let cut = NormalCut(lower: -1, upper: 2)
    for _ in 0..<2 { expected.append(cut.draw(from: &context.random)) }
    expected.append(Double(context.random.below(1000)))
    for _ in 0..<3 { expected.append(context.random.uniform(-2, 5)) }
    for _ in 0..<3 { expected.append(1 + 0.5 * context.random.normal()) }
    context.random = context.random.onLane(4)
    expected.append(context.random.normal())
    expected += context.orthonormalVectors(count: 2, length: 3)
    expected += [2, 6005, 5006, 1003, 1, 1, 0.25, 1.375, 1, 1996]
    let found = try chosen.values(at: site, from: stream(seed: 9))
    #expect(found.map(\.bitPattern) == expected.map(\.bitPattern))
  }

  @Test func `the descriptor is read whole`() throws {
    let entry = try #require(plugin().entries.first)
    let specification = entry.specification
    #expect(entry.origin == .c)
    #expect(specification.name == "services")
    #expect(specification.aliases == ["one_alias", "another_alias"])
    #expect([specification.summary, specification.formula] == ["For the tests.", "none"])
    #expect([specification.source, specification.suits] == ["tests", "tests"])
    #expect(specification.parameters.map(\.name) == ["first", "second"])
    #expect(specification.parameters.map(\.default) == [.value(.number(2)), .required])
    #expect(specification.parameters[0].kind == .number(NumberRange(0, 9)))
    #expect(!specification.isDeterministic)
  }

  @Test func `arguments are checked before the plugin sees them`() throws {
    let plugin = try plugin()
    #expect(throws: InitializerError.missing(parameter: "second")) { try plugin.chosen("services") }
    #expect(throws: InitializerError.self) {
      try plugin.chosen(
        "services", [NamedArgument("first", .number(10)), NamedArgument("second", .number(1))])
    }
  }

  @Test func `promises arrive, and nothing where the plugin promises nothing`() throws {
    let plugin = try plugin()
    let second = NamedArgument("second", .number(0))
    let promise = try #require(try plugin.chosen("services", [second]).promise(at: site))
    #expect(
      promise
        == Promise(mean: 2, variance: 3, lower: -1, upper: .infinity, zeros: 2, breaksSymmetry: false))
    #expect(
      try plugin.chosen("services", [NamedArgument("first", .number(6)), second]).promise(at: site) == nil)
  }

  @Test func `fields that an older plugin does not know of are not read`() throws {
    let plugin = try plugin()
    let older = try plugin.chosen("older")
    #expect(older.specification.isDeterministic)
    #expect(older.promise(at: site) == nil)
  }

  @Test func `where the stream stands after a fill is known to the host`() throws {
    let plugin = try PluginFixture.load(PluginFixture.fixtures + "/faults.c")
    var values = [Double](repeating: .nan, count: site.count)
    var context = FillContext(random: stream())
    var span = values.mutableSpan
    try plugin.chosen("good").filling.fill(&span, at: site, using: &context)
    #expect(context.random.position == UInt64(site.count))
  }

  @Test func `a parameter of any size is filled`() throws {
    let good = try PluginFixture.load(PluginFixture.fixtures + "/faults.c").chosen("good")
    for shape in [[0, 3], [1, 1], [40_000, 5], [3, 3], [784, 512]] {
      let site = matrix(shape[0], shape[1])
      var random = stream(seed: 2)
      let expected = (0..<site.count).map { _ in random.normal() }
      #expect(try good.values(at: site, from: stream(seed: 2)) == expected)
    }
  }
}
