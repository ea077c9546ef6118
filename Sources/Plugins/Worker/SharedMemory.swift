import CPosix
import InitKit

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Memory that host and worker both see, kept from one fill to the next: new pages cost more than the copy.
struct SharedMemory: Sendable {
  let bytes: Int
  /// Whether the worker has it.
  var isSent = false

  private let descriptor: Int32
  /// An address as a number, which may go where pointers may not.
  private let address: UInt

  /// - Throws: the system's word for why there is none.
  init(bytes: Int) throws(SystemError) {
    self.bytes = bytes
    descriptor = ilp_shared_memory(UInt64(bytes))
    guard descriptor >= 0 else { throw SystemError(errno) }
    guard let start = ilp_map(descriptor, UInt64(bytes)) else {
      let error = SystemError(errno)
      close(descriptor)
      throw error
    }
    address = UInt(bitPattern: start)
  }

  /// What goes along with the first request; -1 later.
  var unsentDescriptor: Int32 { isSent ? -1 : descriptor }

  private var entries: UnsafeMutablePointer<Double>? { UnsafeMutablePointer(bitPattern: address) }

  /// Marks entries as not written.
  func mark(_ count: Int) {
    if let entries { ilp_mark(entries, UInt64(count)) }
  }

  /// Copies the entries out; tells what is wrong with them.
  func copy(into target: UnsafeMutableBufferPointer<Double>) -> PluginFault? {
    guard let entries, let start = target.baseAddress, target.count > 0 else { return nil }
    var unwritten: UInt64 = 0
    var first: UInt64 = 0
    let bad = ilp_copy(start, entries, UInt64(target.count), &unwritten, &first)
    guard bad > 0 else { return nil }
    if unwritten > 0 { return .unwritten(Int(unwritten), of: target.count, first: Int(first)) }
    return .notFinite(Int(bad), of: target.count, first: Int(first), value: target[Int(first)])
  }

  /// Gives it back.
  func free() {
    if let start = UnsafeMutableRawPointer(bitPattern: address) { ilp_unmap(start, UInt64(bytes)) }
    close(descriptor)
  }
}
