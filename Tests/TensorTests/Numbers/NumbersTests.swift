import Tensor
import Testing

@Suite struct NumbersTests {
  /// Numbers that need each kind, and how they are stored together.
  static let samples: [([Double], StoredNumber)] = [
    ([], .uint8), ([0, 1, 255], .uint8), ([0, 256], .float32), ([1, -0.0], .float32), ([1, -1], .float32),
    ([0.5, 3, 0x1p100], .float32), ([1, .infinity], .float32), ([1, 0.1], .float64),
    ([0, 16_777_217], .float64),
    ([1e300], .float64),
  ]

  @Test(arguments: samples.indices)
  func `numbers are held exactly, as narrow as all of them fit`(_ index: Int) throws {
    let (values, kind) = Self.samples[index]
    let numbers = try Numbers(values)
    #expect(numbers.kind == kind)
    #expect(numbers.count == values.count && numbers.bytes == values.count * kind.bytes)
    #expect(numbers.values(0..<values.count).map(\.bitPattern) == values.map(\.bitPattern))
  }

  @Test func `a number that is not one is kept as such`() throws {
    let numbers = try Numbers([1, .nan])
    #expect(numbers[0] == 1 && numbers[1].isNaN)
    #expect(numbers.firstIndex(in: 0..<2) { !$0.isFinite } == 1)
  }

  @Test func `widening on the way keeps what came before`() throws {
    let collector = NumberCollector()
    let values =
      (0..<2000).map { Double($0 % 256) } + (2000..<4000).map { Double($0) }
      + (4000..<5000).map { Double($0) / 7 }
    for value in values { collector.append(value) }
    let numbers = try collector.finish()
    #expect(numbers.kind == .float64 && numbers.values(0..<5000) == values)
    #expect(try collector.finish().count == 0)
  }

  @Test func `bytes are taken as they are, also into a block that is wider by then`() throws {
    let bytes: [UInt8] = [7, 0, 255]
    let (narrow, wide) = (NumberCollector(reserving: 2), NumberCollector())
    bytes.withUnsafeBytes { narrow.append(bytes: $0) }
    wide.append(0.1)
    bytes.withUnsafeBytes { wide.append(bytes: $0) }
    #expect(try narrow.finish() == Numbers([7, 0, 255]))
    #expect(try wide.finish().values(0..<4) == [0.1, 7, 0, 255])
  }

  @Test func `whole numbers are stored as kernels read classes`() throws {
    let numbers = try Numbers(whole: [3, 0, 70_000, 1 << 40])
    #expect(numbers.kind == .int32)
    #expect(numbers.values(0..<4) == [3, 0, 70_000, -1])
  }

  @Test(arguments: [[0], [0, 1, 2], [2, 0, 1], [1, 0, 3, 2], [4, 2, 0, 3, 1]])
  func `rows are put in an order in place, and a copy stays as it was`(_ order: [Int]) throws {
    let values = (0..<order.count * 3).map { Double($0) }
    let before = try Numbers(values)
    var after = before
    try after.reorderRows(order, width: 3)
    #expect(after.values(0..<values.count) == order.flatMap { row in (0..<3).map { Double(row * 3 + $0) } })
    #expect(before.values(0..<values.count) == values)
  }

  @Test func `replaced numbers are doubles, and a copy stays as it was`() throws {
    let before = try Numbers([1, 2, 3])
    var after = before
    try after.replaceEach { Double($0) + $1 / 3 }
    #expect(after.kind == .float64 && after.values(0..<3) == [1.0 / 3, 1 + 2.0 / 3, 3])
    #expect(before.kind == .uint8 && before.values(0..<3) == [1, 2, 3])
  }

  @Test func `blocks are equal by their bits, whatever they are stored in`() throws {
    let (bytes, whole) = (try Numbers([1, 2, 3]), try Numbers(whole: [1, 2, 3]))
    #expect(bytes == whole)
    #expect(try bytes != Numbers([1, 2]))
    #expect(try bytes != Numbers([1, 2, 4]))
    #expect(try Numbers([0]) != Numbers([-0.0]))
    #expect(try bytes.equals(1..<3, Numbers([9, 2, 3]), at: 1))
  }

  @Test func `what no machine holds is an error`() {
    #expect(throws: NoMemory.self) { try Numbers(wholeCount: .max / 8) { _ in 0 } }
  }
}
