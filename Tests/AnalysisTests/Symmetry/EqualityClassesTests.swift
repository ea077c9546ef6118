import Analysis
import Testing

@Suite("Classes of equal rows") struct EqualityClassesTests {
  @Test("no rows make no classes, one row makes one") func degenerate() {
    #expect(EqualityClasses(rows: []).groups == [])
    #expect(EqualityClasses(rows: [[]]).groups == [[0]])
    #expect(EqualityClasses(rows: [[], []]).groups == [[0, 1]])
  }

  @Test("classes come by their first row, rows ascending") func order() {
    let classes = EqualityClasses(rows: [[1, 2], [3, 4], [1, 2], [0, 0], [3, 4]])
    #expect(classes.groups == [[0, 2], [1, 4], [3]])
    #expect(classes.distinct == 3)
  }

  @Test("rows are compared by bits: zeros of two signs differ, equal NaNs do not") func bits() {
    #expect(EqualityClasses(rows: [[0], [-0.0], [.nan], [.nan]]).groups == [[0], [1], [2, 3]])
    #expect(EqualityClasses(rows: [[1], [Double(1).nextUp]]).distinct == 2)
  }
}
