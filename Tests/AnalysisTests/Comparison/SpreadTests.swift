import Testing

@testable import Analysis

@Suite("Median and range") struct SpreadTests {
  @Test("nothing has no spread, one figure is all three") func degenerate() throws {
    #expect(Spread([]) == nil)
    let one = try #require(Spread([3]))
    #expect(one.median == 3 && one.min == 3 && one.max == 3)
  }

  @Test("the median is the middle one, or between the two in the middle") func median() {
    #expect(Spread([5, 1, 3])?.median == 3)
    #expect(Spread([5, 1, 3, 4])?.median == 3.5)
    #expect(Spread([.infinity, 1, .infinity, .infinity])?.median == .infinity)
    #expect(Spread([1, .infinity])?.median == .infinity)
    #expect(Spread([1e308, 1.5e308])?.median == 1.25e308)
  }

  @Test("what is no number counts as the largest, wherever it stands", arguments: 0..<3) func nan(place: Int)
    throws
  {
    var values: [Double] = [2, .infinity]
    values.insert(.nan, at: place)
    let spread = try #require(Spread(values))
    #expect(spread.median == .infinity && spread.min == 2 && spread.max.isNaN)
  }
}
