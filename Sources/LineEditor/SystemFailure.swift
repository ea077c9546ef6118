#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What the operating system said no to.
package struct SystemFailure: Error, Equatable, CustomStringConvertible {
  /// An errno.
  package let code: Int32

  /// True when nobody reads any more.
  package var isClosedPipe: Bool { code == EPIPE }

  /// The system's words.
  package var description: String { String(cString: strerror(code)) }
}
