#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Numbers that live as long as somebody times them, in large pages as a network's are.
final class BenchNumbers {
  let start: UnsafeMutablePointer<Float>
  let count: Int
  private static let page = 2 << 20

  /// Numbers between 0 and 1, the same each time.
  static func some(_ count: Int) -> BenchNumbers { BenchNumbers(count) }

  private init(_ count: Int) {
    self.count = count
    let bytes = (max(1, count) * MemoryLayout<Float>.stride + Self.page - 1) / Self.page * Self.page
    let block = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: Self.page)
    #if os(Linux)
      _ = madvise(block, bytes, Int32(MADV_HUGEPAGE))
    #endif
    start = block.bindMemory(to: Float.self, capacity: bytes / MemoryLayout<Float>.stride)
    for index in 0..<count { start[index] = Float(index &* 7919 % 1009) / 1009 }
  }

  deinit { start.deallocate() }
}
