import InitKit

/// A scheme over the whole network, written as a plugin: rotations, each layer divided by what its sums scatter.
struct UnitSums: NetworkInitializer {
  static let specification = InitializerSpecification(
    name: "unit_sums",
    summary: "Rotations, divided layer by layer by the deviation of the sums on the first batch.",
    formula: "W <- Q / sqrt(Var(Q x)), from the input up", source: "after Mishkin and Matas 2016",
    parameters: [.number("deviation", default: 1, in: .positive, help: "deviation of the sums")],
    suits: "dense layers and convolutions", examples: ["unit_sums", "unit_sums(0.5)"])

  private let deviation: Double

  init(_ arguments: InitializerArguments) throws(InitializerError) {
    deviation = try arguments.number("deviation")
  }

  var breaksSymmetry: Bool? { true }

  func initialize(_ network: any NetworkHost) throws(InitializerError) -> SchemeReport {
    var report = SchemeReport()
    let rotation = try network.initializer("orthogonal")
    for layer in network.layers {
      guard let weight = layer.onlyWeight, weight.isFree else { continue }
      let values = try network.draw(rotation, at: weight)
      try network.write(values, to: weight)
      let variance = try network.moments(of: layer, .sums, batches: 1).variance
      guard variance > 0 else {
        throw .unmeasurable(layer: layer.name, measure: "variance of the sums", found: variance)
      }
      try network.write(values.map { $0 * deviation / variance.squareRoot() }, to: weight)
      report.rows.append(
        .init(
          layer: layer.name, measure: "variance of the sums", before: variance,
          after: try network.moments(of: layer, .sums, batches: 1).variance, rounds: 1))
    }
    return report
  }
}
