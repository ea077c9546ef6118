import InitKit
import Tensor

extension DataGenerator {
  /// Normal clouds, one class each.
  static let blobs = DataGenerator(
    specification: Specification(
      name: "blobs", summary: "Normal clouds around centers on a circle of radius 3, one class each.",
      formula: "x = center(class) + noise z, z standard normal", source: "scikit-learn make_blobs",
      options: [.samples(200), .noise(0.5), .classes(3), .features(2)] + OptionSpecification.forAllData,
      example: "data blobs classes=4")
  ) { values, stream in
    let (count, classes) = (values.integer("n", else: 200), values.integer("classes", else: 3))
    let (noise, features) = (values.number("noise", else: 0), values.integer("features", else: 2))
    var inputs: [[Double]] = []
    for row in 0..<count {
      let angle = 2 * Double.pi * Double(row % classes) / Double(classes)
      var point = [Double](repeating: 0, count: features)
      point[0] = 3 * PortableMath.cos(angle)
      if features > 1 { point[1] = 3 * PortableMath.sin(angle) }
      // On a line the circle would lay centers on top of one another.
      if features == 1 { point[0] = 3 * Double(row % classes) }
      inputs.append(point.map { $0 + stream.noise(noise) })
    }
    return (Tensor(rows: inputs), .numbered((0..<count).map { $0 % classes }, classes: classes))
  }
}
