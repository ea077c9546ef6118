import InitKit
import Tensor

extension DataGenerator {
  /// Circles inside one another.
  static let circles = DataGenerator(
    specification: Specification(
      name: "circles", summary: "Circles inside one another, one class each.",
      formula: "factor^class (cos a, sin a), a from 0 to 2 pi", source: "scikit-learn make_circles",
      options: [
        .samples(200), .noise(0.05), .classes(2),
        .number(
          "factor", default: 0.5, in: NumberRange(0, 1, includesLower: false, includesUpper: false),
          help: "radius of a circle over that of the next larger one"),
      ] + OptionSpecification.forAllData,
      example: "data circles n=200 noise=0.05")
  ) { values, stream in
    let (count, classes) = (values.integer("n", else: 200), values.integer("classes", else: 2))
    let (noise, factor) = (values.number("noise", else: 0), values.number("factor", else: 0.5))
    var inputs: [[Double]] = []
    for row in 0..<count {
      let (kind, members) = (row % classes, (count + classes - 1 - row % classes) / classes)
      let angle = 2 * Double.pi * Double(row / classes) / Double(max(1, members))
      let radius = (0..<kind).reduce(1.0) { radius, _ in radius * factor }
      let point = [radius * PortableMath.cos(angle), radius * PortableMath.sin(angle)]
      inputs.append(point.map { $0 + stream.noise(noise) })
    }
    return (Tensor(rows: inputs), .numbered((0..<count).map { $0 % classes }, classes: classes))
  }
}
