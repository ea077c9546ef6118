import InitKit
import Testing

/// Writes its value into every entry but those after a limit.
private struct Filler: Initializer {
  static let specification = InitializerSpecification(
    name: "filler", aliases: ["fill"], summary: "For the tests.", formula: "w = value", source: "none",
    parameters: [
      .number("value", default: 1, help: "every entry"),
      .number("written", default: 100, help: "how many entries are written"),
    ], suits: "tests", isDeterministic: true)
  let value: Double
  let written: Int

  init(_ arguments: InitializerArguments) throws(InitializerError) {
    value = try arguments.number("value")
    written = Int(try arguments.number("written"))
    guard value != 13 else { throw .refused(reason: "thirteen") }
  }

  func fill(
    _ weights: inout MutableSpan<Double>, at site: WeightSite, using context: inout FillContext
  ) throws(InitializerError) {
    for index in 0..<min(written, weights.count) { weights[index] = value }
  }
}

private func entry(_ name: String, aliases: [String] = []) -> InitializerEntry {
  var specification = Filler.specification
  specification.name = name
  specification.aliases = aliases
  return InitializerEntry(specification: specification, origin: .expression) {
    (arguments) throws(InitializerError) -> any WeightFilling in try Filler(arguments)
  }
}

@Suite("the table of initializers")
struct InitializerTableTests {
  private let table = InitializerTable([
    entry("zulu"), InitializerEntry(Filler.self), entry("alpha", aliases: ["a"]),
  ])
  private let site = WeightSite(layer: "h", shape: [2, 3], fans: Fans(input: 3, output: 2))
  private let stream = RandomStream(StreamKey(seed: 0, purpose: "test"))

  @Test("an empty table knows nothing")
  func empty() {
    #expect(InitializerTable().names == [] && InitializerTable()["zeros"] == nil)
    #expect(throws: InitializerError.unknownInitializer("zeros")) { try InitializerTable().choose("zeros") }
  }

  @Test("names are sorted and aliases found")
  func lookup() {
    #expect(table.names == ["alpha", "filler", "zulu"])
    #expect(table.spellings == ["a", "alpha", "fill", "filler", "zulu"])
    #expect(table["fill"]?.specification.name == "filler")
    #expect(table["fill"]?.origin == .builtin && table["a"]?.origin == .expression)
    #expect(table["filler "] == nil)
  }

  @Test("rows come and go without touching the table they came from")
  func values() throws {
    let more = try table.adding(entry("middle"))
    #expect(more.names == ["alpha", "filler", "middle", "zulu"] && table.names.count == 3)
    #expect(more.removing("a").names == ["filler", "middle", "zulu"])
    #expect(more.removing("a")["fill"]?.specification.name == "filler")
    #expect(more.removing("nothing").names == more.names)
    #expect(throws: InitializerError.nameTaken("fill")) { try table.adding(entry("fill")) }
    #expect(throws: InitializerError.nameTaken("zulu")) { try table.adding(entry("new", aliases: ["zulu"])) }
  }

  @Test("a choice prints as it can be typed and equals one with the same values")
  func choices() throws {
    let plain = try table.choose("fill")
    let written = try table.choose("filler", [.number(1)])
    #expect(plain.description == "filler" && written.description == "filler(1)")
    #expect(plain == written)
    #expect(try plain != table.choose("filler", [.number(2)]))
    #expect(throws: InitializerError.refused(reason: "thirteen")) {
      try table.choose("filler", [.number(13)])
    }
  }

  @Test("an entry that is not written, or not finite, is found")
  func drawn() throws {
    #expect(try table.choose("fill", [.number(2)]).values(at: site, from: stream) == [2, 2, 2, 2, 2, 2])
    let half = try table.choose("fill", [.number(2), .number(3)])
    #expect(throws: InitializerError.notFinite(index: 3)) { try half.values(at: site, from: stream) }
    var none = site
    none.shape = [0, 3]
    #expect(try half.values(at: none, from: stream) == [])
    #expect(half.promise(at: site) == nil)
  }
}
