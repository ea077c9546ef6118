#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Asks the system for large pages, where it has them.
///
/// A product walks over rows that lie far apart; with pages of 4 KiB it spends up to a fifth of its time on
/// finding out where they are.
enum LargePages {
  /// Size of a large page on the processors that we know.
  private static let size = 2 << 20

  /// Where a block of so many bytes should start; nil for small ones, which go without.
  static func alignment(of bytes: Int) -> Int? { bytes >= size ? size : nil }

  /// Asks for them, for the whole pages of a block only, so that it takes no more memory than it holds.
  ///
  /// Nothing depends on the answer.
  static func ask(for start: UnsafeMutableRawPointer, bytes: Int) {
    #if os(Linux)
      if bytes >= size { _ = madvise(start, bytes / size * size, Int32(MADV_HUGEPAGE)) }
    #endif
  }
}
