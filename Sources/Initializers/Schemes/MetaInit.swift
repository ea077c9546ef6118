import InitKit

/// Dauphin and Schoenholz's scheme: the norms of the weights are learnt so that gradients change little.
package struct MetaInit: NetworkInitializer {
  package static let specification = InitializerSpecification(
    name: "meta_init", aliases: ["metainit"],
    summary: "Learns the norms of the weights so that a step along the gradient changes it little.",
    formula: "min over |W_k| of GQ = mean |(g - H g) / (g + eps sign(g)) - 1|, by signs with momentum",
    source: "Dauphin and Schoenholz 2019, MetaInit, NeurIPS, eq. 2 and algorithm 1",
    parameters: [
      ParameterSpecification(
        "rounds", .integer(1...100_000), default: .value(.number(100)),
        help: "steps of learning; the authors take 500"),
      .number("lr", default: 0.1, in: .positive, help: "how far a norm moves at a step"),
      .number(
        "momentum", default: 0.9, in: NumberRange(0, 1, includesUpper: false),
        help: "how much of the last move goes on"),
      .number("eps", default: 1e-5, in: .positive, help: "added to gradients before dividing by them"),
      SchemeStart.parameter(default: "xavier_normal"),
    ],
    suits: "deep networks without normalization, and bad starts that are to be mended",
    notes: [
      "measured on the first batch; the authors draw inputs and labels at random at each step",
      "H g by differences of gradients in double precision, slopes by the norms likewise: 6 gradients a weight",
      "the best of all rounds is kept, so that the quotient never ends above where it began",
    ],
    examples: ["meta_init(20)", "meta_init(rounds=10, start=present)"])

  private let rounds: Int
  private let rate: Double
  private let momentum: Double
  private let quotient: GradientQuotient
  private let start: SchemeStart

  package init(_ arguments: InitializerArguments) throws(InitializerError) {
    rounds = Int(try arguments.number("rounds"))
    rate = try arguments.number("lr")
    momentum = try arguments.number("momentum")
    quotient = GradientQuotient(epsilon: try arguments.number("eps"), batch: 0)
    start = try SchemeStart(arguments)
  }

  package var breaksSymmetry: Bool? { start.breaksSymmetry }

  package func initialize(_ network: any NetworkHost) throws(InitializerError) -> SchemeReport {
    try start.apply(to: network)
    var scales = try ParameterScales(of: network) { $0.isWeight && $0.site.shape.count >= 2 }
    let first = try quotient.value(in: network)
    var best = (value: first, factors: scales.factors)
    var moves = [Double](repeating: 0, count: scales.factors.count)
    for _ in 0..<rounds {
      let slopes = try scales.slopes(in: network) { () throws(InitializerError) in
        try quotient.value(in: network)
      }
      for (index, slope) in slopes.enumerated() {
        let sign: Double = slope > 0 ? 1 : slope < 0 ? -1 : 0
        moves[index] = momentum * moves[index] - rate * sign
        let norm = scales.norm(index)
        // A norm that went below 0 would turn the weight round.
        let next = max(scales.factors[index] * 0.1, scales.factors[index] + moves[index] / norm)
        try scales.set(index, to: next, in: network)
      }
      let value = try quotient.value(in: network)
      if value < best.value { best = (value, scales.factors) }
    }
    try scales.set(best.factors, in: network)
    return SchemeReport(rows: [
      .init(measure: "gradient quotient", before: first, after: best.value, rounds: rounds)
    ])
  }
}
