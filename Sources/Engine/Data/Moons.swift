import InitKit
import Tensor

extension DataGenerator {
  /// Two half circles that reach into one another.
  static let moons = DataGenerator(
    specification: Specification(
      name: "moons", summary: "Two half circles that reach into one another, 2 classes.",
      formula: "(cos a, sin a) and (1 - cos a, 1/2 - sin a), a from 0 to pi",
      source: "scikit-learn make_moons",
      options: [.samples(200), .noise(0.1)] + OptionSpecification.forAllData,
      example: "data moons n=200 noise=0.1")
  ) { values, stream in
    let count = values.integer("n", else: 200)
    let noise = values.number("noise", else: 0)
    var inputs: [[Double]] = []
    for row in 0..<count {
      let members = (count + 1 - row % 2) / 2
      let angle = Double.pi * Double(row / 2) / Double(max(1, members - 1))
      let (x, y) = (PortableMath.cos(angle), PortableMath.sin(angle))
      let point = row % 2 == 0 ? [x, y] : [1 - x, 0.5 - y]
      inputs.append(point.map { $0 + stream.noise(noise) })
    }
    return (Tensor(rows: inputs), .numbered((0..<count).map { $0 % 2 }, classes: 2))
  }
}
