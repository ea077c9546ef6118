import CTerminal

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Reads of an input that do not wait, where it is a terminal.
///
/// Ctrl-C throws away what was typed. What a reader has just seen may then be gone, and a read that waits for the
/// next key would not see the interrupt. The terminal gets a descriptor of its own for that: the flags of the one
/// that was given are shared with other programs.
final class UnwaitingInput {
  private let input: Int32
  /// -1: there is none, or it is no terminal.
  private let own: Int32

  init(_ input: Int32) {
    self.input = input
    own = Terminal.isTerminal(input) ? ilt_terminal_reopen(input) : -1
  }

  deinit {
    if own >= 0 { close(own) }
  }

  /// Bytes read, 0 at the end; -1 with `errno`, which is `EAGAIN` when there are none yet.
  func read(into buffer: inout [UInt8], most: Int) -> Int {
    buffer.withUnsafeMutableBytes { room in
      #if canImport(Glibc)
        Glibc.read(own >= 0 ? own : input, room.baseAddress, min(most, room.count))
      #elseif canImport(Musl)
        Musl.read(own >= 0 ? own : input, room.baseAddress, min(most, room.count))
      #else
        Darwin.read(own >= 0 ? own : input, room.baseAddress, min(most, room.count))
      #endif
    }
  }
}
