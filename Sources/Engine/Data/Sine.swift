import InitKit
import Tensor

extension DataGenerator {
  /// A wave to be fitted.
  static let sine = DataGenerator(
    specification: Specification(
      name: "sine", summary: "A wave to be fitted, one number in, one out.",
      formula: "t = sin(frequency x) + noise z, x from -pi to pi", source: "textbook",
      options: [
        .samples(100), .noise(0, on: "targets"),
        .number("frequency", default: 1, in: .positive, help: "waves on the interval"),
      ] + OptionSpecification.forAllData,
      example: "data sine n=100 frequency=2")
  ) { values, stream in
    let count = values.integer("n", else: 100)
    let (noise, frequency) = (values.number("noise", else: 0), values.number("frequency", else: 1))
    var inputs: [[Double]] = []
    var targets: [[Double]] = []
    for row in 0..<count {
      let x = Double.pi * (2 * Double(row) / Double(max(1, count - 1)) - 1)
      inputs.append([x])
      targets.append([PortableMath.sin(frequency * x) + stream.noise(noise)])
    }
    return (Tensor(rows: inputs), .values(Tensor(rows: targets)))
  }
}
