import Tensor

extension DataGenerator {
  /// Whether the number of ones is odd, for all patterns of some bits.
  static let parity = DataGenerator(
    specification: Specification(
      name: "parity", summary: "Whether the number of ones among some bits is odd, for all patterns.",
      formula: "t = (b_1 + ... + b_k) mod 2", source: "Rumelhart, Hinton, Williams 1986",
      options: [
        .integer("bits", aliases: ["k"], default: 3, in: 1...16, help: "number of bits; 2^bits samples"),
        .noise(0),
      ] + OptionSpecification.forAllData,
      example: "data parity bits=4")
  ) { values, stream in
    let bits = values.integer("bits", else: 3)
    let noise = values.number("noise", else: 0)
    var inputs: [[Double]] = []
    var targets: [[Double]] = []
    for pattern in 0..<1 << bits {
      let digits = (0..<bits).map { pattern >> (bits - 1 - $0) & 1 }
      inputs.append(digits.map { Double($0) + stream.noise(noise) })
      targets.append([Double(digits.reduce(0, +) % 2)])
    }
    return (Tensor(rows: inputs), .values(Tensor(rows: targets)))
  }
}
