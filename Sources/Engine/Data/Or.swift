extension DataGenerator {
  /// t = a or b
  static let or = truthTable(
    "or", summary: "Or of two bits, which a single neuron solves.", formula: "t = a or b"
  ) { $0 || $1 }
}
