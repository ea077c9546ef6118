import InitKit
import Testing

@testable import Engine

@Suite struct FrozenEntriesTests {
  @Test func `places are kept in order, once, neighbors joined`() {
    let entries = FrozenEntries(shape: [3, 4], ranges: [8..<9, 2..<5, 4..<6, 1..<1, 9..<10])
    #expect(entries.ranges == [2..<6, 8..<10] && entries.count == 6)
    #expect(entries == FrozenEntries(shape: [3, 4], places: [9, 5, 4, 3, 2, 8, 2]))
    #expect((0..<12).filter(entries.ranges.hold) == [2, 3, 4, 5, 8, 9])
  }

  @Test func `a place has an index on each axis`() {
    let entries = FrozenEntries(shape: [2, 3, 4], ranges: [])
    #expect(
      (0..<24).map(entries.indices)
        == (0..<2).flatMap { i in (0..<3).flatMap { j in (0..<4).map { [i, j, $0] } } })
  }

  @Test func `sums and differences are those of sets of places`() {
    var random = RandomStream(StreamKey(seed: 7, purpose: "test places"))
    for _ in 0..<200 {
      let (a, b) = (Self.places(&random), Self.places(&random))
      let (left, right) = (FrozenEntries(shape: [5, 6], places: a), FrozenEntries(shape: [5, 6], places: b))
      #expect(Set(left.union(right).ranges.joined()) == Set(a).union(b))
      #expect(Set(left.subtracting(right).ranges.joined()) == Set(a).subtracting(b))
      #expect(left.overlaps(right) == !Set(a).isDisjoint(with: b))
    }
  }

  @Test func `in another shape the same numbers are meant, as far as it has them`() {
    let entries = FrozenEntries(shape: [2, 3], places: [0, 2, 4])
    #expect(entries.moved(to: [2, 5]) == FrozenEntries(shape: [2, 5], places: [0, 2, 6]))
    #expect(entries.moved(to: [4, 2]) == FrozenEntries(shape: [4, 2], places: [0, 3]))
    #expect(entries.moved(to: [6]).ranges.isEmpty)
    #expect(
      entries.union(FrozenEntries(shape: [2, 5], places: [9])).ranges == [0..<1, 2..<3, 6..<7, 9..<10])
  }

  @Test func `a network with more inputs freezes the same weights`() throws {
    var description = ModelDescription(layers: [dense("a", 3), dense("o", 2)])
    description.layers[1].frozen.entries["weight"] = FrozenEntries(shape: [2, 3], places: [1, 5])
    let data = try randomData(rows: 4, inputs: 2, outputs: 2)
    #expect(try model(description, data).layers[1].parameter("weight").frozenEntries == [1..<2, 5..<6])
    description.layers[0].size = 4
    #expect(try model(description, data).layers[1].parameter("weight").frozenEntries == [1..<2, 6..<7])
    description.layers[1].frozen.entries = ["wait": FrozenEntries(shape: [2], places: [1])]
    #expect(throws: EngineError.unknownName("wait", subject: "parameter", known: ["weight", "bias"])) {
      try model(description, data)
    }
  }

  private static func places(_ random: inout RandomStream) -> [Int] {
    (0..<random.below(12)).map { _ in random.below(30) }
  }
}
