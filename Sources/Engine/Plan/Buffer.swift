import Tensor

/// A run of numbers in the arena, or in a block beside it, by its place.
package struct Buffer: Equatable, Sendable {
  /// Bytes from the start.
  let offset: Int
  /// How many numbers it holds.
  let count: Int
  /// The block that it lies in, of which those of samples are never written to; nil for the arena.
  var block: OuterBlock?
}

/// Hands out places in an arena that is yet to be allocated, and counts what it will need.
struct ArenaLayout: Sendable {
  /// Bytes handed out.
  private(set) var bytes = 0
  /// Most bytes allowed.
  let limit: Int
  /// Places start at multiples of a cache line.
  static let alignment = 64

  /// An empty layout.
  init(limit: Int) { self.limit = limit }

  /// Hands out room for so many numbers of so many bytes each.
  ///
  /// - Throws: `memory` when the arena would outgrow its limit.
  mutating func reserve(_ count: Int, bytesEach: Int) throws(EngineError) -> Buffer {
    let (size, overflow) = count.multipliedReportingOverflow(by: bytesEach)
    let (end, beyond) = bytes.addingReportingOverflow(size)
    let (padded, wrapped) = end.addingReportingOverflow(ArenaLayout.alignment - 1)
    guard !overflow, !beyond, !wrapped else { throw .memory(bytes: nil, limit: limit) }
    guard padded <= limit else { throw .memory(bytes: padded, limit: limit) }
    let buffer = Buffer(offset: bytes, count: count)
    bytes = padded / ArenaLayout.alignment * ArenaLayout.alignment
    return buffer
  }

  /// The product of sizes that may overflow.
  ///
  /// - Throws: `memory` without a number.
  func product(_ sizes: [Int]) throws(EngineError) -> Int {
    var result = 1
    for size in sizes {
      let (next, overflow) = result.multipliedReportingOverflow(by: size)
      guard !overflow else { throw .memory(bytes: nil, limit: limit) }
      result = next
    }
    return result
  }
}
