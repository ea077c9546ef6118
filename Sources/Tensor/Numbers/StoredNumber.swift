/// How a block of numbers stores each of them.
package enum StoredNumber: Int, Comparable, Sendable {
  /// A whole number from 0 to 255: pixels, bits, characters.
  case uint8
  /// A whole number of 32 bits: classes.
  case int32
  /// IEEE 754 single precision.
  case float32
  /// IEEE 754 double precision.
  case float64

  /// Size of one number.
  package var bytes: Int {
    switch self {
    case .uint8: 1
    case .int32, .float32: 4
    case .float64: 8
    }
  }

  /// The narrowest of bytes, floats and doubles that holds a number with all its bits.
  package static func narrowest(for value: Double) -> StoredNumber {
    // Minus zero and what is not finite are no bytes.
    if value >= 0, value <= 255, value == Double(UInt8(value)), value.sign == .plus { return .uint8 }
    return Double(Float(value)) == value || value.isNaN ? .float32 : .float64
  }

  package static func < (left: StoredNumber, right: StoredNumber) -> Bool { left.rawValue < right.rawValue }
}

extension Precision {
  /// How numbers of this precision are stored.
  package var stored: StoredNumber { self == .float32 ? .float32 : .float64 }
}
