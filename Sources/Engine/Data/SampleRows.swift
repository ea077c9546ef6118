import Tensor

/// Some of the rows that lie one after the other in a block of numbers; a view, which copies nothing.
package struct SampleRows: Equatable, Sendable {
  /// The block.
  private(set) var numbers: Numbers
  /// Sizes of the axes of one row.
  package let shape: [Int]
  /// Which rows of the block.
  let range: Range<Int>

  /// All rows of a block, which must hold whole ones.
  package init(_ numbers: Numbers, shape: [Int]) {
    let width = shape.reduce(1, *)
    precondition(width > 0 && numbers.count % width == 0, "\(numbers.count) numbers are no rows of \(shape)")
    (self.numbers, self.shape) = (numbers, shape)
    range = 0..<numbers.count / width
  }

  /// The rows of a tensor.
  ///
  /// - Throws: `data(.shape)` without an axis of rows or without numbers in them, `noMemory`.
  init(_ tensor: Tensor) throws(EngineError) {
    guard tensor.rank >= 1, tensor.columns > 0 else { throw .data(.shape(tensor.shape)) }
    do throws(NoMemory) {
      self.init(try Numbers(tensor.values), shape: Array(tensor.shape.dropFirst()))
    } catch {
      throw .noMemory(bytes: error.bytes)
    }
  }

  private init(_ rows: SampleRows, _ range: Range<Int>) {
    (numbers, shape, self.range) = (rows.numbers, rows.shape, range)
  }

  /// How many rows.
  package var count: Int { range.count }

  /// Numbers in a row.
  package var columns: Int { shape.reduce(1, *) }

  /// The places of all their numbers in the block.
  var places: Range<Int> { range.lowerBound * columns..<range.upperBound * columns }

  /// The numbers of a row, widened.
  package func row(_ row: Int) -> [Double] {
    let start = (range.lowerBound + row) * columns
    return numbers.values(start..<start + columns)
  }

  /// All their numbers, widened, `[rows] + shape`: a copy, for looking.
  package var tensor: Tensor { Tensor(shape: [count] + shape, values: numbers.values(places)) }

  /// Some of these rows.
  func slice(_ part: Range<Int>) -> SampleRows {
    SampleRows(self, range.lowerBound + part.lowerBound..<range.lowerBound + part.upperBound)
  }

  /// The first number that does not do: its row, its place in the row, and itself.
  func first(where isWanted: (Double) -> Bool) -> (row: Int, column: Int, value: Double)? {
    guard let place = numbers.firstIndex(in: places, where: isWanted) else { return nil }
    return (place / columns - range.lowerBound, place % columns, numbers[place])
  }

  /// Finds the first number that is not finite.
  func checkFinite(isTarget: Bool) throws(EngineError) {
    // Whole numbers always are.
    guard numbers.kind > .int32, let found = first(where: { !$0.isFinite }) else { return }
    throw .data(.notFinite(row: found.row, column: found.column, isTarget: isTarget))
  }

  /// Puts row `order[i]` at place i; all rows of the block must be in view.
  mutating func reorder(_ order: [Int]) throws(EngineError) {
    let width = columns
    try changing { (numbers) throws(NoMemory) in try numbers.reorderRows(order, width: width) }
  }

  /// Replaces each number of the block by a function of its place and itself.
  mutating func replaceEach(_ replacement: (Int, Double) -> Double) throws(EngineError) {
    try changing { (numbers) throws(NoMemory) in try numbers.replaceEach(replacement) }
  }

  private mutating func changing(_ change: (inout Numbers) throws(NoMemory) -> Void) throws(EngineError) {
    do throws(NoMemory) {
      try change(&numbers)
    } catch {
      throw .noMemory(bytes: error.bytes)
    }
  }

  package static func == (left: SampleRows, right: SampleRows) -> Bool {
    left.shape == right.shape && left.count == right.count
      && left.numbers.equals(left.places, right.numbers, at: right.places.lowerBound)
  }
}
