import InitKit
import Testing

@testable import Analysis

@Suite("Nearest rows") struct NearestRowsTests {
  @Test("a single row has no neighbor") func degenerate() {
    #expect(NearestRows(rows: []).neighbors == [])
    #expect(NearestRows(rows: [[1, 2]]).neighbors == [nil])
    #expect(NearestRows(rows: [[1, 2]]).gap == nil)
    #expect(NearestRows.neighbor(of: 0, in: [[1, 2]]) == nil)
    #expect(NearestRows.gap(of: [[1]], classes: EqualityClasses(rows: [[1]])) == nil)
  }

  @Test("the nearest row is found from both sides, ties go to the lower one") func nearest() {
    let rows: [[Double]] = [[0, 0], [3, 4], [3, 5], [6, 8]]
    let nearest = NearestRows(rows: rows)
    #expect(nearest.neighbors.map { $0?.row } == [1, 2, 1, 2])
    #expect(nearest.neighbors[0]?.distance == 5)
    #expect(nearest.gap == 1)
    #expect(NearestRows(rows: [[0], [-1], [1]]).neighbors[0] == RowNeighbor(row: 1, distance: 1))
  }

  @Test("equal rows are at distance 0, also when they hold what is no number") func twins() {
    let nearest = NearestRows(rows: [[.nan], [7], [.nan], [.nan]])
    #expect(nearest.neighbors[0] == RowNeighbor(row: 2, distance: 0))
    #expect(nearest.neighbors[2] == RowNeighbor(row: 0, distance: 0))
    #expect(nearest.neighbors[3] == RowNeighbor(row: 0, distance: 0))
    #expect(nearest.neighbors[1]?.distance == .infinity)
    #expect(nearest.gap == 0)
  }

  @Test("gaps whose squares vanish or overflow are measured", arguments: [1e-300, 1e-200, 1e-150, 1, 1e200])
  func scales(size: Double) {
    let distance = PackedRows([[3 * size, 0, 0, 1, 0], [0, 0, 4 * size, 1, 0]]).distance(0, 1)
    #expect(abs(distance / (5 * size) - 1) < 1e-15)
  }

  @Test("a distance is the root of the sum of squares at every length", arguments: 0...17)
  func formula(length: Int) {
    var stream = RandomStream(StreamKey(seed: 2, purpose: "rows"))
    let rows = (0..<2).map { _ in (0..<length).map { _ in stream.normal() } }
    let square = zip(rows[0], rows[1]).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    #expect(abs(PackedRows(rows).distance(0, 1) - square.squareRoot()) <= 1e-14)
  }

  @Test("one row's neighbor and the gap agree with the comparison of all pairs") func agreement() {
    var stream = RandomStream(StreamKey(seed: 1, purpose: "rows"))
    var rows = (0..<70).map { _ in (0..<11).map { _ in stream.normal() } }
    for hasTwins in [false, true] {
      if hasTwins { rows[63] = rows[4] }
      let nearest = NearestRows(rows: rows)
      for row in rows.indices { #expect(NearestRows.neighbor(of: row, in: rows) == nearest.neighbors[row]) }
      #expect(NearestRows.gap(of: rows, classes: EqualityClasses(rows: rows)) == nearest.gap)
    }
  }
}
