import InitKit
import Tensor

extension DataGenerator {
  /// A function of two truth values as four samples: inputs and targets are 0 and 1.
  static func truthTable(
    _ name: String, summary: String, formula: String, _ answer: @escaping @Sendable (Bool, Bool) -> Bool
  ) -> DataGenerator {
    let specification = Specification(
      name: name, summary: summary, formula: formula, source: "Minsky and Papert 1969",
      options: [.samples(4), .noise(0)] + OptionSpecification.forAllData, example: "data \(name)")
    return DataGenerator(specification: specification) { values, stream in
      var inputs: [[Double]] = []
      var targets: [[Double]] = []
      let noise = values.number("noise", else: 0)
      for row in 0..<values.integer("n", else: 4) {
        let (left, right) = (row & 2 != 0, row & 1 != 0)
        inputs.append([left, right].map { ($0 ? 1 : 0) + stream.noise(noise) })
        targets.append([answer(left, right) ? 1 : 0])
      }
      return (Tensor(rows: inputs), .values(Tensor(rows: targets)))
    }
  }
}

extension RandomStream {
  /// A normal number of a deviation; nothing is drawn for 0.
  mutating func noise(_ deviation: Double) -> Double { deviation > 0 ? deviation * normal() : 0 }
}
