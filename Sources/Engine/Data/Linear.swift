import InitKit
import Tensor

extension DataGenerator {
  /// A linear map to be found again.
  static let linear = DataGenerator(
    specification: Specification(
      name: "linear", aliases: ["regression"], summary: "A random linear map to be found again.",
      formula: "t = w . x + b + noise z; w, b, x standard normal", source: "textbook",
      options: [.samples(100), .noise(0, on: "targets"), .features(3)] + OptionSpecification.forAllData,
      example: "data linear features=3 noise=0.1")
  ) { values, stream in
    let (noise, features) = (values.number("noise", else: 0), values.integer("features", else: 3))
    var hidden = stream.onLane(1)
    let weights = (0..<features).map { _ in hidden.normal() }
    let offset = hidden.normal()
    var inputs: [[Double]] = []
    var targets: [[Double]] = []
    for _ in 0..<values.integer("n", else: 100) {
      let point = (0..<features).map { _ in stream.normal() }
      inputs.append(point)
      let answer = zip(weights, point).reduce(offset) { $0 + $1.0 * $1.1 }
      targets.append([answer + stream.noise(noise)])
    }
    return (Tensor(rows: inputs), .values(Tensor(rows: targets)))
  }
}
