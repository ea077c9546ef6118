import InitKit
import Tensor

extension DataGenerator {
  /// Nothing to be learnt but by heart.
  static let noise = DataGenerator(
    specification: Specification(
      name: "noise", aliases: ["random"],
      summary: "Random inputs with random labels 0 and 1, to be learnt by heart.",
      formula: "x standard normal, t 0 or 1 by chance", source: "Zhang et al. 2017, arXiv:1611.03530",
      options: [.samples(64), .features(10)] + OptionSpecification.forAllData,
      example: "data noise n=64 features=10")
  ) { values, stream in
    let features = values.integer("features", else: 10)
    var labels = stream.onLane(1)
    var inputs: [[Double]] = []
    var targets: [[Double]] = []
    for _ in 0..<values.integer("n", else: 64) {
      inputs.append((0..<features).map { _ in stream.normal() })
      targets.append([Double(labels.below(2))])
    }
    return (Tensor(rows: inputs), .values(Tensor(rows: targets)))
  }
}
