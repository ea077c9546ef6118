/// Many numbers in one block of memory, stored exactly and as narrow as that allows; a value.
///
/// Copies share the block. A change copies it first, unless nobody else holds it.
package struct Numbers: Equatable, Sendable {
  private var block: NumberBlock

  init(_ block: NumberBlock) { self.block = block }

  /// No numbers.
  package init() { block = NumberBlock(.uint8) }

  /// Takes numbers in their narrowest kind.
  ///
  /// - Throws: `NoMemory`.
  package init(_ values: [Double]) throws(NoMemory) {
    let collector = NumberCollector(reserving: values.count)
    for value in values { collector.append(value) }
    self = try collector.finish()
  }

  /// Takes whole numbers of 32 bits, as kernels read classes; others become -1, which is no class.
  ///
  /// - Throws: `NoMemory`.
  package init(whole values: [Int]) throws(NoMemory) {
    try self.init(wholeCount: values.count) { Int32(exactly: values[$0]) ?? -1 }
  }

  /// Takes whole numbers of 32 bits by their places.
  ///
  /// - Throws: `NoMemory`.
  package init(wholeCount count: Int, _ value: (Int) -> Int32) throws(NoMemory) {
    block = NumberBlock(.int32)
    guard block.reserve(count) else { throw NoMemory(bytes: count * 4) }
    for place in 0..<count { _ = block.append(Double(value(place))) }
  }

  /// How each is stored.
  package var kind: StoredNumber { block.kind }

  /// How many there are.
  package var count: Int { block.count }

  /// Bytes of all.
  package var bytes: Int { count * kind.bytes }

  /// Where the first lies, for as long as this value or a copy of it is held; nil without numbers.
  package var start: UnsafeRawPointer? { UnsafeRawPointer(block.start) }

  /// The number at a place.
  package subscript(place: Int) -> Double { block.get(place) }

  /// The numbers of a stretch, widened.
  package func values(_ range: Range<Int>) -> [Double] { range.map { block.get($0) } }

  /// The first place in a stretch whose number does not do.
  package func firstIndex(in range: Range<Int>, where isWanted: (Double) -> Bool) -> Int? {
    range.first { isWanted(block.get($0)) }
  }

  /// Whether a stretch is the same as one of another block, bit for bit.
  package func equals(_ range: Range<Int>, _ other: Numbers, at place: Int) -> Bool {
    block.equals(other.block, at: range.lowerBound, place, count: range.count)
  }

  package static func == (left: Numbers, right: Numbers) -> Bool {
    left.count == right.count && left.equals(0..<left.count, right, at: 0)
  }

  /// Puts row `order[i]` of `width` numbers at place i; `order` holds each row once.
  ///
  /// - Throws: `NoMemory`.
  package mutating func reorderRows(_ order: [Int], width: Int) throws(NoMemory) {
    try makeOwn()
    block.reorderRows(order, width: width)
  }

  /// Replaces each number by a function of its place and itself; stored as doubles from then on.
  ///
  /// - Throws: `NoMemory`.
  package mutating func replaceEach(_ replacement: (Int, Double) -> Double) throws(NoMemory) {
    try makeOwn()
    guard block.widen(to: .float64) else { throw NoMemory(bytes: count * 8) }
    for place in 0..<count { block.set(place, replacement(place, block.get(place))) }
  }

  private mutating func makeOwn() throws(NoMemory) {
    guard !isKnownUniquelyReferenced(&block) else { return }
    guard let copy = block.copy() else { throw NoMemory(bytes: bytes) }
    block = copy
  }
}
