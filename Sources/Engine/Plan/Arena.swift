import Tensor

/// One block of zeroed memory that holds all numbers of a network; the only owner of raw storage.
final class Arena {
  /// Start, at a multiple of a cache line.
  let base: UnsafeMutableRawPointer
  /// Size in bytes.
  let bytes: Int
  /// Numbers of samples that plans read where they lie.
  private let samples: [OuterBlock: Numbers]
  /// Sums and derivatives that only looking needs.
  private let sums: ZeroedBlock
  /// What `base` is the start of.
  private let block: ZeroedBlock

  /// Allocates, beside numbers of samples that are kept alive and never changed; room for sums costs nothing until
  /// somebody looks.
  ///
  /// - Throws: `noMemory` when the system has none.
  init(bytes: Int, sumBytes: Int = 0, samples: [OuterBlock: Numbers] = [:]) throws(EngineError) {
    guard let block = ZeroedBlock(bytes: bytes) else { throw .noMemory(bytes: bytes) }
    guard let sums = ZeroedBlock(bytes: sumBytes) else { throw .noMemory(bytes: sumBytes) }
    self.block = block
    self.sums = sums
    self.bytes = bytes
    self.samples = samples
    base = block.start
  }

  /// Where a buffer lies.
  func pointer(_ buffer: Buffer) -> UnsafeMutableRawPointer {
    if buffer.block == .sums { return sums.start + buffer.offset }
    // Plans name operands in one way, whether they are written to or not; blocks of samples are operands only.
    guard let block = buffer.block, let start = samples[block]?.start else { return base + buffer.offset }
    return UnsafeMutableRawPointer(mutating: start) + buffer.offset
  }

  /// Reads the first numbers of a buffer.
  func read(_ buffer: Buffer, count: Int, precision: Precision) -> [Double] {
    precondition(count <= buffer.count, "reads beyond a buffer")
    switch precision {
    case .float32:
      let source = pointer(buffer).assumingMemoryBound(to: Float.self)
      return (0..<count).map { Double(source[$0]) }
    case .float64:
      let source = pointer(buffer).assumingMemoryBound(to: Double.self)
      return Array(UnsafeBufferPointer(start: source, count: count))
    }
  }

  /// Writes numbers to the start of a buffer, rounded to its precision.
  func write(_ values: [Double], to buffer: Buffer, precision: Precision) {
    values.withUnsafeBufferPointer { write($0, to: buffer, precision: precision) }
  }

  /// The same from anywhere.
  func write(_ values: UnsafeBufferPointer<Double>, to buffer: Buffer, precision: Precision) {
    let isOurs = buffer.block == nil || buffer.block == .sums
    precondition(values.count <= buffer.count && isOurs, "writes beyond a buffer")
    switch precision {
    case .float32:
      let target = pointer(buffer).assumingMemoryBound(to: Float.self)
      for (index, value) in values.enumerated() { target[index] = Float(value) }
    case .float64:
      let target = pointer(buffer).assumingMemoryBound(to: Double.self)
      for (index, value) in values.enumerated() { target[index] = value }
    }
  }

  /// Writes whole numbers to the start of a buffer.
  func write(_ values: [Int], to buffer: Buffer) {
    precondition(values.count <= buffer.count, "writes beyond a buffer")
    let target = pointer(buffer).assumingMemoryBound(to: Int32.self)
    for (index, value) in values.enumerated() { target[index] = Int32(value) }
  }

  /// Copies the first bytes out, or those from a buffer's start on.
  func bytes(_ count: Int, from buffer: Buffer = Buffer(offset: 0, count: 0)) -> [UInt8] {
    precondition(buffer.offset + count <= bytes, "reads beyond the arena")
    return Array(UnsafeRawBufferPointer(start: base + buffer.offset, count: count))
  }

  /// Makes a buffer's numbers zero.
  func clear(_ buffer: Buffer, precision: Precision) {
    precondition(buffer.block == nil, "clears what is not the arena's")
    pointer(buffer).initializeMemory(as: UInt8.self, repeating: 0, count: buffer.count * precision.bytes)
  }

  /// Copies a buffer's numbers from another arena.
  func copy(from other: Arena, _ source: Buffer, to target: Buffer, precision: Precision) {
    precondition(source.count <= target.count, "copies beyond a buffer")
    pointer(target).copyMemory(from: other.pointer(source), byteCount: source.count * precision.bytes)
  }

  /// Copies bytes over the first ones.
  func restore(_ saved: [UInt8]) {
    precondition(saved.count <= bytes, "restores beyond the arena")
    saved.withUnsafeBytes { UnsafeMutableRawBufferPointer(start: base, count: bytes).copyMemory(from: $0) }
  }
}
