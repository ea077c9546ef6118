import InitKit
import Testing

/// The example in the protocol's documentation, as a person would write it in a file of their own.
private struct HalfNormal: Initializer {
  static let specification = InitializerSpecification(
    name: "half_normal", summary: "Absolute values of normal draws.",
    formula: "w = |z| / sqrt(fan_in)", source: "own", suits: "weights that must not be negative")
  init(_ arguments: InitializerArguments) {}
  func fill(
    _ weights: inout MutableSpan<Double>, at site: WeightSite, using context: inout FillContext
  ) throws(InitializerError) {
    let deviation = 1 / Double(max(1, site.fanIn)).squareRoot()
    for index in weights.indices { weights[index] = abs(context.random.normal()) * deviation }
  }
}

@Suite("an initializer of one's own")
struct InitializerTests {
  @Test("the documentation's example joins the table and fills weights")
  func example() throws {
    let table = try InitializerTable().adding(InitializerEntry(HalfNormal.self, origin: .swift))
    let site = WeightSite(layer: "h1", shape: [3, 4], fans: Fans(shape: [3, 4], layout: .dense))
    let key = StreamKey(seed: 0, layer: "h1", parameter: "weight")
    let values = try table.choose("half_normal").values(at: site, from: RandomStream(key))
    var stream = RandomStream(key)
    #expect(values == (0..<12).map { _ in abs(stream.normal()) / 2 })
    #expect(table["half_normal"]?.origin == .swift)
    #expect(try table.choose("half_normal").promise(at: site) == nil)
  }

  @Test("a context fills with any law, one draw an entry")
  func laws() {
    let cut = NormalCut(lower: -1, upper: 2)
    let laws: [EntryLaw] = [
      .uniform(low: -1, high: 3), .normal(mean: 2, deviation: 0.5),
      .truncatedNormal(mean: 1, deviation: 2, cut: cut),
    ]
    for law in laws {
      var values = [Double](repeating: .nan, count: 5)
      var context = FillContext(random: RandomStream(StreamKey(bits: 9)))
      var span = values.mutableSpan
      context.fill(&span, with: law)
      #expect(values.allSatisfy { $0 >= law.lower && $0 <= law.upper })
      #expect(context.random.position == 5)
      #expect(law.cumulative(law.lower) == 0 && law.cumulative(law.upper) == 1)
    }
    #expect(EntryLaw.normal(mean: 2, deviation: 0).cumulative(1.9) == 0)
    #expect(EntryLaw.normal(mean: 2, deviation: 0).lower == 2)
  }
}
