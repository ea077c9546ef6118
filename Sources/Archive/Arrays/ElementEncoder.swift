import Tensor

extension NamedArray {
  /// The numbers as bytes, little endian, row-major.
  ///
  /// Only the types that are ever written have a case of their own; the others are written as float64.
  var bytes: [UInt8] {
    switch writtenType {
    case .float32: Self.pack(tensor.values) { Float($0).bitPattern.littleEndian }
    case .int64: Self.pack(tensor.values) { (Int64(exactly: $0) ?? 0).littleEndian }
    default: Self.pack(tensor.values) { $0.bitPattern.littleEndian }
    }
  }

  /// The type that the numbers are written in.
  var writtenType: ElementType {
    switch type {
    case .float32: .float32
    case .int64 where tensor.values.allSatisfy({ Int64(exactly: $0) != nil }): .int64
    default: .float64
    }
  }

  private static func pack<Bits: FixedWidthInteger>(_ values: [Double], _ bits: (Double) -> Bits) -> [UInt8] {
    let size = MemoryLayout<Bits>.size
    return [UInt8](unsafeUninitializedCapacity: values.count * size) { buffer, filled in
      let raw = UnsafeMutableRawBufferPointer(buffer)
      for (index, value) in values.enumerated() {
        raw.storeBytes(of: bits(value), toByteOffset: index * size, as: Bits.self)
      }
      filled = values.count * size
    }
  }
}
