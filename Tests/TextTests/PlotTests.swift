import Testing

@testable import Text

@Suite struct PlotTests {
  @Test func `ticks are round numbers inside the range`() {
    #expect(Ticks.linear(lower: 0, upper: 1, count: 6).labels == ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"])
    #expect(Ticks.linear(lower: 0.13, upper: 0.37, count: 3).labels == ["0.2", "0.3"])
    #expect(Ticks.linear(lower: 0, upper: 3, count: 12, wholeNumbers: true).labels == ["0", "1", "2", "3"])
    #expect(Ticks.logarithmic(lower: 1e-6, upper: 1, count: 4).labels == ["1e-6", "0.0001", "0.01", "1"])
    #expect(Ticks.logarithmic(lower: 2, upper: 6, count: 5).labels == ["2", "5"])
  }

  @Test func `every range has at least two ticks, none outside`() {
    var random = SeededGenerator(state: 5)
    for _ in 0..<1_000 {
      let a = Double(bitPattern: random.next())
      let b = Double(bitPattern: random.next())
      guard a.isFinite, b.isFinite, a != b else { continue }
      let (low, high) = (min(a, b), max(a, b))
      let linear = Ticks.linear(lower: low, upper: high, count: 5)
      #expect(linear.values.count >= 2 && linear.values.count < 20, "\(low) \(high)")
      #expect(linear.values.allSatisfy { $0 >= low && $0 <= high }, "\(low) \(high)")
      let (small, large) = (min(abs(a), abs(b)), max(abs(a), abs(b)))
      guard small > 0, small < large else { continue }
      let log = Ticks.logarithmic(lower: small, upper: large, count: 5)
      #expect(log.values.count >= 2 && log.values.allSatisfy { $0 >= small && $0 <= large })
    }
  }

  @Test func `a diagonal is a diagonal`() {
    let plot = LinePlot(series: [.init("", values: [0, 1, 2, 3])], height: 4)
    let lines = plot.lines(RenderOptions(width: 20, unicode: false)).map(\.plain)
    #expect(lines.count == 6)
    #expect(lines[0].hasSuffix("*"))
    #expect(lines[3].dropFirst(2).hasPrefix("*"))
  }

  @Test func `a constant line is labeled with its value`() {
    let lines = LinePlot(series: [.init("loss", values: [0.25, 0.25])]).lines(RenderOptions(width: 30))
    #expect(lines.contains { $0.plain.hasPrefix("0.25┤") })
  }

  @Test func `a gap is not bridged`() {
    let plot = LinePlot(series: [.init("", values: [1, 1, .nan, 1, 1])], height: 2)
    let drawn = plot.lines(RenderOptions(width: 30, unicode: false))[..<2].map { $0.plain.dropFirst(2) }
      .joined()
    #expect(drawn.contains("* ") && drawn.contains(" *"))
  }

  @Test func `bins hold their lower edge and the last its upper`() {
    let histogram = Histogram(values: [0, 0.5, 0.5, 1], bins: 2)
    #expect(histogram.edges == [0, 0.5, 1])
    #expect(histogram.counts == [1, 3])
    #expect(Histogram(values: [2, 2]).edges == [2, 2])
    #expect(Histogram(values: [2, 2]).counts == [2])
    #expect(Histogram(values: []).counts == [])
    #expect(Histogram(values: [.nan, 1, -.infinity]).nonFinite == 2)
    #expect(Histogram(values: [-0.0, 0, 1], bins: 1).counts == [3])
  }

  @Test func `bins hold every finite value`() {
    var random = SeededGenerator(state: 6)
    for count in 1..<120 {
      let values = (0..<count).map { _ in Double(bitPattern: random.next()) }
      let scaled = (0..<count).map { _ in Double(random.next() % 1000) * 1e-9 }
      for values in [values, scaled] {
        let histogram = Histogram(values: values, bins: count % 30)
        #expect(histogram.counts.reduce(0, +) + histogram.nonFinite == count)
        #expect(histogram.edges == histogram.edges.sorted())
        #expect(histogram.counts.count <= count % 30 + 20)
      }
    }
  }

  @Test func `a matrix of zeros says so`() {
    let map = HeatMap(values: [0, 0], rows: 1, columns: 2).lines(RenderOptions())
    #expect(map.last?.plain == "all 0")
  }

  @Test func `shades are symmetric around zero when there are negative entries`() {
    let scale = HeatScale([-0.5, 2, .nan])
    #expect(scale.color(2) == 5 && scale.color(-2) == -5 && scale.color(0) == 0 && scale.color(-0.5) == -1)
    #expect(scale.shade(0, ramp: Array("abc")) == "b")
    #expect(HeatScale([0, 2]).shade(0, ramp: Array("abc")) == "a")
  }
}
