/// Takes numbers one after the other into a block that holds each exactly, as narrow as that allows.
///
/// It starts with bytes, and goes over to floats and then to doubles at the first number that needs them, in
/// place: no number is ever held twice.
package final class NumberCollector {
  private var block = NumberBlock(.uint8)
  /// Whether the system had no memory for a number; those behind it are dropped.
  package private(set) var isExhausted = false

  /// Starts without numbers, with room for some where their count is known.
  package init(reserving count: Int = 0) {
    // Room that is not there shows itself when numbers come.
    if count > 0 { _ = block.reserve(count) }
  }

  /// Numbers taken.
  package var count: Int { block.count }

  /// Takes a number.
  package func append(_ value: Double) {
    let kind = block.kind
    if kind < .float64 {
      let needed = StoredNumber.narrowest(for: value)
      if needed > kind { widen(to: needed) }
    }
    if isExhausted || !block.append(value) { isExhausted = true }
  }

  /// Takes whole numbers from 0 to 255.
  package func append(bytes: UnsafeRawBufferPointer) {
    guard block.kind == .uint8 else {
      for byte in bytes { append(Double(byte)) }
      return
    }
    if isExhausted || !block.append(bytes: bytes) { isExhausted = true }
  }

  private func widen(to kind: StoredNumber) {
    if !isExhausted, !block.widen(to: kind) { isExhausted = true }
  }

  /// The numbers taken; the collector starts anew.
  ///
  /// - Throws: `NoMemory` when there was none for all.
  package func finish() throws(NoMemory) -> Numbers {
    let full = block
    block = NumberBlock(.uint8)
    guard !isExhausted else { throw NoMemory(bytes: full.count * full.kind.bytes) }
    full.trim()
    return Numbers(full)
  }
}
