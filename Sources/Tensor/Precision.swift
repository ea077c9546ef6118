/// The number type that a network is stored and computed in.
package enum Precision: String, CaseIterable, Sendable {
  /// IEEE 754 single precision, 4 bytes.
  case float32
  /// IEEE 754 double precision, 8 bytes.
  case float64

  /// Size of one number in memory.
  package var bytes: Int { self == .float32 ? 4 : 8 }

  /// The nearest number of this precision, widened again exactly.
  package func rounded(_ value: Double) -> Double { self == .float32 ? Double(Float(value)) : value }
}
