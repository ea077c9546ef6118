import Testing

@testable import Engine

@Suite("Memory of a network") struct ZeroedBlockTests {
  @Test("is zero, starts at a cache line, and at a large page where it fills one")
  func blocks() throws {
    for bytes in [0, 1, 4096, (2 << 20) - 1, 2 << 20, (5 << 20) + 3] {
      // Memory that was used before must not shine through.
      for _ in 0..<3 {
        let block = try #require(ZeroedBlock(bytes: bytes))
        let room = UnsafeMutableRawBufferPointer(start: block.start, count: bytes)
        #expect(room.allSatisfy { $0 == 0 })
        #expect(Int(bitPattern: block.start) % (bytes >= 2 << 20 ? 2 << 20 : 64) == 0)
        room.initializeMemory(as: UInt8.self, repeating: 0xFF)
      }
    }
  }
}
