extension DataGenerator {
  /// t = a and b
  static let and = truthTable(
    "and", summary: "And of two bits, which a single neuron solves.", formula: "t = a and b"
  ) { $0 && $1 }
}
