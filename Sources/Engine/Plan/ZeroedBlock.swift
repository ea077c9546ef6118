#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A block of zeroed memory, in large pages where the system has them.
///
/// A product walks over rows that lie far apart; with pages of 4 KiB it spends up to a fifth of its time on
/// finding out where they are.
final class ZeroedBlock {
  /// Start, at a multiple of a cache line.
  let start: UnsafeMutableRawPointer
  /// What was allocated, and how much of it where the system gave pages; nil for the heap's.
  private let allocation: (start: UnsafeMutableRawPointer, mapped: Int?)
  /// Size of a large page on the processors that we know.
  private static let largePage = 2 << 20
  /// Below this the heap is cheaper than pages of the system.
  private static let smallest = 1 << 16

  /// Allocates; nil when the system has none. From some size on, pages cost nothing until they are touched.
  init?(bytes: Int) {
    guard bytes >= ZeroedBlock.smallest else {
      guard let block = calloc(bytes + ArenaLayout.alignment, 1) else { return nil }
      allocation = (block, nil)
      start = block.alignedUp(toMultipleOf: ArenaLayout.alignment)
      return
    }
    let isLarge = bytes >= ZeroedBlock.largePage
    let room = isLarge ? bytes + ZeroedBlock.largePage : bytes
    // From the system itself: the heap gives memory again that was touched, and has its small pages already.
    let block = mmap(nil, room, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard let block, block != MAP_FAILED else { return nil }
    allocation = (block, room)
    start = isLarge ? block.alignedUp(toMultipleOf: ZeroedBlock.largePage) : block
    #if os(Linux)
      // Whole pages only, so that the block takes no more memory than it holds; nothing depends on the answer.
      _ = madvise(start, bytes / ZeroedBlock.largePage * ZeroedBlock.largePage, Int32(MADV_HUGEPAGE))
    #endif
  }

  deinit {
    if let room = allocation.mapped { munmap(allocation.start, room) } else { free(allocation.start) }
  }
}
