import Foundation
import Testing

/// What `make arm` compares on ARM is compared here on the processor at hand.
///
/// A digest that changes means that old seeds no longer give what they gave. `INITLAB_RECORD=1 swift test --filter
/// PortableBits` records anew; run `make arm` after it.
@Suite("Bits of streams and portable mathematics on record")
struct PortableBitsTests {
  private static let file = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Reference/bits.txt")

  @Test("streams, functions and normal laws give the bits on record")
  func bits() throws {
    let found = PortableBits.lines
    if ProcessInfo.processInfo.environment["INITLAB_RECORD"] != nil {
      try Data(found.joined(separator: "\n").appending("\n").utf8).write(to: Self.file)
    }
    let recorded = try String(contentsOf: Self.file, encoding: .utf8)
    #expect(found == recorded.split(separator: "\n").map(String.init))
    #expect(Set(found.map { $0.suffix(16) }).count == PortableBits.families.count)
  }
}
