import InitKit
import Tensor

extension DataGenerator {
  /// Arms wound around one another.
  static let spirals = DataGenerator(
    specification: Specification(
      name: "spirals", aliases: ["spiral"], summary: "Arms wound around one another, one class each.",
      formula: "r (cos a, sin a), a = 2 pi (turns r + class / classes), r up to 1",
      source: "Lang and Witbrock 1988",
      options: [
        .samples(200), .noise(0.02), .classes(2),
        .number("turns", default: 1, in: .positive, help: "turns of an arm"),
      ] + OptionSpecification.forAllData,
      example: "data spirals n=200 turns=1.5")
  ) { values, stream in
    let (count, classes) = (values.integer("n", else: 200), values.integer("classes", else: 2))
    let (noise, turns) = (values.number("noise", else: 0), values.number("turns", else: 1))
    var inputs: [[Double]] = []
    for row in 0..<count {
      let (kind, members) = (row % classes, (count + classes - 1 - row % classes) / classes)
      // The arms start off the center, where the classes would coincide.
      let radius = Double(row / classes + 1) / Double(max(1, members))
      let angle = 2 * Double.pi * (turns * radius + Double(kind) / Double(classes))
      let point = [radius * PortableMath.cos(angle), radius * PortableMath.sin(angle)]
      inputs.append(point.map { $0 + stream.noise(noise) })
    }
    return (Tensor(rows: inputs), .numbered((0..<count).map { $0 % classes }, classes: classes))
  }
}
