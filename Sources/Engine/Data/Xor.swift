extension DataGenerator {
  /// t = a != b
  static let xor = truthTable(
    "xor", summary: "Exclusive or of two bits, the smallest task that needs a hidden layer.",
    formula: "t = a != b"
  ) { $0 != $1 }
}
