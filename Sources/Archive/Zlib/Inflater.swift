import CZlib

/// Portions that zlib unpacks from other portions.
final class Inflater: BytePortions {
  /// How the compressed bytes are framed.
  enum Framing {
    /// A gzip file, of one member or several one after the other.
    case gzip
    /// Nothing around the blocks, as in zip files.
    case raw

    /// What zlib calls `windowBits`: negative without a frame, 16 more for gzip's.
    fileprivate var windowBits: Int32 { self == .gzip ? 15 + 16 : -15 }
  }

  /// Bytes handed out at once.
  private static let portion = 1 << 16

  private let source: any BytePortions
  private let framing: Framing
  private let part: String?
  private let stream: UnsafeMutablePointer<z_stream>
  private var input: [UInt8] = []
  /// Bytes of `input` that zlib has taken.
  private var position = 0
  /// Compressed bytes before `input`.
  private var base = 0
  private var isAtEnd = false
  var path: String { source.path }
  var remaining: Int? { nil }

  /// - Throws: `notReadable` when zlib has no memory.
  init(_ source: any BytePortions, _ framing: Framing, part: String? = nil) throws(ArchiveError) {
    self.source = source
    self.framing = framing
    self.part = part
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let result = inflateInit2_(
      stream, framing.windowBits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard result == Z_OK else { throw failure(.deflate) }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  func next() throws(ArchiveError) -> [UInt8] {
    var output: [UInt8] = []
    while output.isEmpty, !isAtEnd {
      if position == input.count, try !refill() {
        throw failure(.truncated(needed: 1, found: 0))
      }
      let (bytes, result) = inflateSome()
      output = bytes
      switch result {
      case Z_STREAM_END: try finishMember()
      case Z_OK, Z_BUF_ERROR: continue
      default: throw failure(.deflate)
      }
    }
    return output
  }

  /// Unpacks up to a portion of what is there.
  private func inflateSome() -> (bytes: [UInt8], result: Int32) {
    var result = Z_OK
    let bytes = [UInt8](unsafeUninitializedCapacity: Self.portion) { buffer, filled in
      input.withUnsafeMutableBufferPointer { source in
        stream.pointee.next_in = source.baseAddress.map { $0 + position }
        stream.pointee.avail_in = UInt32(source.count - position)
        stream.pointee.next_out = buffer.baseAddress
        stream.pointee.avail_out = UInt32(buffer.count)
        result = inflate(stream, Z_NO_FLUSH)
        position = source.count - Int(stream.pointee.avail_in)
        filled = buffer.count - Int(stream.pointee.avail_out)
      }
    }
    return (bytes, result)
  }

  private func refill() throws(ArchiveError) -> Bool {
    base += input.count
    input = try source.next()
    position = 0
    return !input.isEmpty
  }

  /// Behind the end of a gzip member another may follow; anything else there breaks the format.
  private func finishMember() throws(ArchiveError) {
    var hasMore = position < input.count
    if !hasMore { hasMore = try refill() }
    if hasMore, framing == .raw { throw failure(.surplus(bytes: input.count - position)) }
    isAtEnd = !hasMore
    if hasMore, inflateReset(stream) != Z_OK { throw failure(.deflate) }
  }

  private func failure(_ problem: FormatProblem) -> ArchiveError {
    ArchiveError(path: path, problem: .malformed(problem, offset: base + position, part: part))
  }
}
