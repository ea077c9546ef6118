import Tensor

/// Turns stored numbers into doubles; every type but the 64-bit integers fits exactly.
struct ElementDecoder {
  /// Whole numbers beyond this are not all doubles.
  private static let exactLimit: UInt64 = 1 << 53
  /// Numbers read at once.
  private static let portion = 1 << 13

  let type: ElementType
  let isBigEndian: Bool

  /// Reads so many numbers; memory for them is taken as they come.
  ///
  /// - Throws: `malformed` with `truncated` or `inexactInteger`.
  func values(_ count: Int, from reader: ByteReader) throws(ArchiveError) -> [Double] {
    var values: [Double] = []
    // Where the file has the bytes, as many numbers are no surprise: no growing, no copying.
    let needed = count.times(type.size) ?? Int.max
    if let remaining = reader.remaining {
      guard remaining >= needed else {
        throw reader.failure(.truncated(needed: needed, found: remaining))
      }
      values.reserveCapacity(count)
    }
    while values.count < count {
      let start = reader.offset
      let bytes = try reader.bytes(min(Self.portion, count - values.count) * type.size)
      if let bad = append(bytes, to: &values) { throw inexact(bad, reader, start) }
    }
    return values
  }

  /// Reads so many numbers into one block, without a detour through doubles.
  ///
  /// - Throws: as `values`, and `notReadable` without memory.
  func numbers(_ count: Int, from reader: ByteReader) throws(ArchiveError) -> Numbers {
    let needed = count.times(type.size) ?? Int.max
    if let remaining = reader.remaining, remaining < needed {
      throw reader.failure(.truncated(needed: needed, found: remaining))
    }
    let collector = NumberCollector(reserving: reader.remaining == nil ? 0 : count)
    var values: [Double] = []
    while collector.count < count, !collector.isExhausted {
      let start = reader.offset
      let bytes = try reader.bytes(min(Self.portion, count - collector.count) * type.size)
      if type == .uint8 {
        bytes.withUnsafeBytes { collector.append(bytes: $0) }
        continue
      }
      values.removeAll(keepingCapacity: true)
      if let bad = append(bytes, to: &values) { throw inexact(bad, reader, start) }
      for value in values { collector.append(value) }
    }
    do throws(NoMemory) {
      return try collector.finish()
    } catch {
      throw ArchiveError(noMemoryFor: reader.path)
    }
  }

  private func inexact(_ bad: (place: Int, bits: UInt64), _ reader: ByteReader, _ start: Int) -> ArchiveError
  {
    let text = type == .int64 ? String(Int64(bitPattern: bad.bits)) : String(bad.bits)
    return reader.failure(.inexactInteger(text), at: start + bad.place)
  }

  /// Decodes whole numbers of bytes; gives the first integer that is no double.
  private func append(_ bytes: [UInt8], to values: inout [Double]) -> (place: Int, bits: UInt64)? {
    switch type {
    case .bool: values += bytes.lazy.map { $0 == 0 ? 0 : 1 }
    case .uint8: values += bytes.lazy.map { Double($0) }
    case .int8: values += bytes.lazy.map { Double(Int8(bitPattern: $0)) }
    case .int16: each(bytes, UInt16.self) { values.append(Double(Int16(bitPattern: $0))) }
    case .uint16: each(bytes, UInt16.self) { values.append(Double($0)) }
    case .int32: each(bytes, UInt32.self) { values.append(Double(Int32(bitPattern: $0))) }
    case .uint32: each(bytes, UInt32.self) { values.append(Double($0)) }
    case .float16: each(bytes, UInt16.self) { values.append(Self.half($0)) }
    case .bfloat16: each(bytes, UInt16.self) { values.append(Double(Float(bitPattern: UInt32($0) << 16))) }
    case .float32: each(bytes, UInt32.self) { values.append(Double(Float(bitPattern: $0))) }
    case .float64: each(bytes, UInt64.self) { values.append(Double(bitPattern: $0)) }
    case .int64, .uint64: return appendLong(bytes, to: &values)
    }
    return nil
  }

  private func appendLong(_ bytes: [UInt8], to values: inout [Double]) -> (place: Int, bits: UInt64)? {
    var bad: (place: Int, bits: UInt64)?
    var place = 0
    each(bytes, UInt64.self) { bits in
      let magnitude = type == .int64 ? Int64(bitPattern: bits).magnitude : bits
      if magnitude > Self.exactLimit, bad == nil { bad = (place, bits) }
      values.append(type == .int64 ? Double(Int64(bitPattern: bits)) : Double(bits))
      place += 8
    }
    return bad
  }

  @inline(__always) private func each<Bits: FixedWidthInteger>(
    _ bytes: [UInt8], _: Bits.Type, _ body: (Bits) -> Void
  ) {
    bytes.withUnsafeBytes { buffer in
      for place in stride(from: 0, to: buffer.count, by: MemoryLayout<Bits>.size) {
        let bits = buffer.loadUnaligned(fromByteOffset: place, as: Bits.self)
        body(isBigEndian ? Bits(bigEndian: bits) : Bits(littleEndian: bits))
      }
    }
  }

  /// IEEE 754 binary16: sign, 5 bits of exponent with bias 15, 10 of fraction.
  ///
  /// Written out, as not every platform has the type.
  private static func half(_ bits: UInt16) -> Double {
    let exponent = Int(bits >> 10 & 0x1F)
    let fraction = Double(bits & 0x3FF)
    let magnitude: Double =
      switch exponent {
      case 0: fraction * 0x1p-24
      case 0x1F: fraction == 0 ? .infinity : .nan
      default: (1 + fraction * 0x1p-10) * Double(sign: .plus, exponent: exponent - 15, significand: 1)
      }
    return bits >> 15 == 0 ? magnitude : -magnitude
  }
}
