import InitKit

/// Layer-sequential unit variance: an orthonormal start, then each layer's sums brought to variance 1.
package struct Lsuv: NetworkInitializer {
  package static let specification = InitializerSpecification(
    name: "lsuv", aliases: ["layer_sequential_unit_variance"],
    summary: "Rotations, scaled layer by layer until the sums have variance 1 on a batch of the data.",
    formula: "W <- W / sqrt(Var(W x + b)), from the input up, until |Var - 1| <= tolerance",
    source: "Mishkin and Matas 2016, All you need is a good init, arXiv:1511.06422, algorithm 1",
    parameters: [
      .number("tolerance", default: 0.1, in: .positive, help: "how far from 1 the variance may stay"),
      ParameterSpecification(
        "rounds", .integer(0...1000), default: .value(.number(10)),
        help: "most scalings of one layer; with 0 a start that is not within the tolerance is refused"),
      SchemeStart.parameter(default: "orthogonal"),
      ParameterSpecification(
        "batches", .integer(1...1_000_000), default: .value(.number(1)),
        help: "batches of the first epoch to measure on together"),
      .boolean("center", default: false, help: "take each layer's mean off its biases as well"),
    ],
    suits: "any feed-forward network, deep ones above all",
    notes: [
      "measures before the activation; the authors' code tests the deviation, the paper the variance",
      "layers with several weights (recurrent, attention) keep the start; no library has it by default",
      "variances of 1 do not make gradients keep their size: `signal` shows both",
    ],
    examples: ["lsuv", "lsuv(0.01, start=he_normal)", "lsuv(start=present)"])

  private let tolerance: Double
  private let rounds: Int
  private let start: SchemeStart
  private let batches: Int
  private let centers: Bool

  package init(_ arguments: InitializerArguments) throws(InitializerError) {
    tolerance = try arguments.number("tolerance")
    rounds = Int(try arguments.number("rounds"))
    start = try SchemeStart(arguments)
    batches = Int(try arguments.number("batches"))
    centers = try arguments.boolean("center")
  }

  package var breaksSymmetry: Bool? { start.breaksSymmetry }

  package func initialize(_ network: any NetworkHost) throws(InitializerError) -> SchemeReport {
    try start.apply(to: network)
    var report = SchemeReport()
    for layer in network.layers where layer.weights.contains(where: \.isFree) {
      guard let weight = layer.onlyWeight else {
        report.leftAsDrawn.append(layer.name)
        continue
      }
      report.rows.append(try scale(weight, of: layer, in: network))
    }
    guard !report.rows.isEmpty else { throw .lacks(.proportionalLayer) }
    return report
  }

  private static let measure = "variance of the sums"

  /// Scales one weight until its layer's sums have variance 1.
  private func scale(
    _ weight: NetworkParameter, of layer: NetworkLayer, in network: any NetworkHost
  ) throws(InitializerError) -> SchemeReport.Row {
    var moments = try measured(layer, network)
    let before = moments.variance
    var round = 0
    while abs(moments.variance - 1) > tolerance, round < rounds {
      round += 1
      let deviation = moments.variance.squareRoot()
      try network.write(network.values(of: weight).map { $0 / deviation }, to: weight)
      moments = try measured(layer, network)
    }
    if centers { moments = try center(layer, moments.mean, network) ?? moments }
    guard abs(moments.variance - 1) <= tolerance else {
      throw .notReached(
        SchemeShortfall(
          layer: layer.name, measure: Self.measure, found: moments.variance, needed: 1, tolerance: tolerance,
          rounds: round))
    }
    return SchemeReport.Row(
      layer: layer.name, measure: Self.measure, before: before, after: moments.variance, rounds: round)
  }

  /// Takes a mean off free biases, after which moments are others; nil where there are none.
  private func center(
    _ layer: NetworkLayer, _ mean: Double, _ network: any NetworkHost
  ) throws(InitializerError) -> UnitMoments? {
    guard let bias = layer.biases.first(where: \.isFree) else { return nil }
    try network.write(network.values(of: bias).map { $0 - mean }, to: bias)
    return try measured(layer, network)
  }

  /// Moments of the sums, of which something can be made.
  private func measured(
    _ layer: NetworkLayer, _ network: any NetworkHost
  ) throws(InitializerError) -> UnitMoments {
    let moments = try network.moments(of: layer, .sums, batches: batches)
    guard moments.variance.isFinite, moments.variance > 0 else {
      throw .unmeasurable(layer: layer.name, measure: Self.measure, found: moments.variance)
    }
    return moments
  }
}
