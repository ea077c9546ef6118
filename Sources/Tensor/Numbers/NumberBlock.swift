#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Memory for numbers of one kind; the room where raw storage of samples is taken and given back.
///
/// Only its one owner writes to it: `Numbers` copies a block before it changes one that others hold.
final class NumberBlock: @unchecked Sendable {
  /// Most bytes of a block: three quarters of the machine's memory. Systems promise more than they have, and end
  /// who takes it.
  private static let limit = max(
    1 << 30, sysconf(Int32(_SC_PHYS_PAGES)) / 4 * 3 * sysconf(Int32(_SC_PAGESIZE)))

  /// How each number is stored.
  private(set) var kind: StoredNumber
  /// Numbers written.
  private(set) var count = 0
  /// Numbers that there is room for.
  private var capacity = 0
  /// Where they lie; nil while there are none.
  private(set) var start: UnsafeMutableRawPointer?

  /// An empty block.
  init(_ kind: StoredNumber) { self.kind = kind }

  deinit { free(start) }

  /// Makes room for so many numbers; false when the system has no memory for them.
  ///
  /// `realloc` moves pages of a large block instead of copying them, so that growing takes no second block.
  func reserve(_ wanted: Int) -> Bool {
    guard wanted > capacity else { return true }
    let (bytes, overflow) = wanted.multipliedReportingOverflow(by: kind.bytes)
    guard !overflow, bytes <= Self.limit, let moved = realloc(start, max(1, bytes)) else { return false }
    (start, capacity) = (moved, wanted)
    return true
  }

  /// Gives back the room that is not used.
  func trim() {
    guard capacity > count, let moved = realloc(start, max(1, count * kind.bytes)) else { return }
    (start, capacity) = (moved, count)
  }

  /// Adds a number that the kind holds; false when there is no memory.
  @inline(__always) func append(_ value: Double) -> Bool {
    if count == capacity, !reserve(max(1024, capacity + capacity / 2)) { return false }
    set(count, value)
    count += 1
    return true
  }

  /// Adds bytes to a block of bytes; false when there is no memory.
  func append(bytes: UnsafeRawBufferPointer) -> Bool {
    let end = count + bytes.count
    if end > capacity, !reserve(max(end, capacity + capacity / 2)) { return false }
    if let source = bytes.baseAddress, let start { memcpy(start + count, source, bytes.count) }
    count = end
    return true
  }

  /// The number at a place.
  @inline(__always) func get(_ place: Int) -> Double {
    guard let start else { return 0 }
    return switch kind {
    case .uint8: Double(start.assumingMemoryBound(to: UInt8.self)[place])
    case .int32: Double(start.assumingMemoryBound(to: Int32.self)[place])
    case .float32: Double(start.assumingMemoryBound(to: Float.self)[place])
    case .float64: start.assumingMemoryBound(to: Double.self)[place]
    }
  }

  /// Writes a number that the kind holds to a place that there is room for.
  @inline(__always) func set(_ place: Int, _ value: Double) {
    guard let start else { return }
    switch kind {
    case .uint8: start.assumingMemoryBound(to: UInt8.self)[place] = UInt8(value)
    case .int32: start.assumingMemoryBound(to: Int32.self)[place] = Int32(value)
    case .float32: start.assumingMemoryBound(to: Float.self)[place] = Float(value)
    case .float64: start.assumingMemoryBound(to: Double.self)[place] = value
    }
  }

  /// Stores the numbers in a wider kind, in place; false when there is no memory.
  func widen(to wider: StoredNumber) -> Bool {
    guard wider > kind else { return true }
    let room = max(count, 1)
    guard room <= Self.limit / wider.bytes, let moved = realloc(start, room * wider.bytes) else {
      return false
    }
    (start, capacity) = (moved, room)
    let narrow = kind
    // From the end on: a number's new place lies at or behind its old one, where all were moved already.
    for place in stride(from: count - 1, through: 0, by: -1) {
      kind = narrow
      let value = get(place)
      kind = wider
      set(place, value)
    }
    kind = wider
    return true
  }

  /// A copy with memory of its own; nil when there is none.
  func copy() -> NumberBlock? {
    let other = NumberBlock(kind)
    guard other.reserve(count) else { return nil }
    if let start, let target = other.start { memcpy(target, start, count * kind.bytes) }
    other.count = count
    return other
  }

  /// Whether two stretches of as many numbers are the same, bit for bit.
  func equals(_ other: NumberBlock, at place: Int, _ otherPlace: Int, count: Int) -> Bool {
    if self === other, place == otherPlace { return true }
    guard kind == other.kind else {
      return (0..<count).allSatisfy {
        get(place + $0).bitPattern == other.get(otherPlace + $0).bitPattern
      }
    }
    guard count > 0, let start, let second = other.start else { return count == 0 }
    return memcmp(start + place * kind.bytes, second + otherPlace * kind.bytes, count * kind.bytes) == 0
  }

  /// Puts row `order[i]` at place i, in place; `order` holds each row once.
  func reorderRows(_ order: [Int], width: Int) {
    let bytes = width * kind.bytes
    guard let start, bytes > 0, let spare = malloc(bytes) else { return }
    defer { free(spare) }
    var isPlaced = [Bool](repeating: false, count: order.count)
    // Each cycle of the permutation needs one row aside.
    for first in order.indices where !isPlaced[first] {
      memcpy(spare, start + first * bytes, bytes)
      var row = first
      while order[row] != first {
        memcpy(start + row * bytes, start + order[row] * bytes, bytes)
        isPlaced[row] = true
        row = order[row]
      }
      memcpy(start + row * bytes, spare, bytes)
      isPlaced[row] = true
    }
  }
}
