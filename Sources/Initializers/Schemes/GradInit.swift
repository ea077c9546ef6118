import InitKit

/// Zhu et al.'s scheme: one factor a tensor is learnt so that the first step lowers the loss most.
package struct GradInit: NetworkInitializer {
  package static let specification = InitializerSpecification(
    name: "grad_init", aliases: ["gradinit"],
    summary: "Learns a factor for each tensor so that the loss after the first step is as low as can be.",
    formula:
      "min over scales m of L(B'; theta(m) - eta A[g(B)]), while |g|_p <= gamma; else lower |g|_p first",
    source: "Zhu, Ni, Xu, Kong, Huang and Goldstein 2021, GradInit, arXiv:2102.08098, eq. 1 and algorithm 1",
    parameters: [
      ParameterSpecification(
        "rounds", .integer(1...100_000), default: .value(.number(100)), help: "steps of learning"),
      .number("lr", default: 0.02, in: .positive, help: "rate of learning the factors, by Adam"),
      ParameterSpecification(
        "eta", .number(.positive), default: .derived("the learning rate of the network's first step"),
        help: "size of the step that is looked ahead"),
      .number("gamma", default: 1, in: .positive, help: "largest norm of the gradient"),
      .choice(
        "algorithm", of: ["sgd", "adam"], help: "the step: along g (norm |g|_2) or sign(g) (norm |g|_1)"),
      .number("lowest", default: 0.01, in: .positive, help: "smallest factor of a weight"),
      SchemeStart.parameter(default: "he_normal"),
    ],
    suits: "networks and optimizers that diverge or stall in their first steps",
    notes: [
      "slopes by the factors are central differences in double precision: four passes a tensor and round",
      "rounds go over pairs of batches, half of the second shared with the first as in the paper; the best of "
        + "all rounds on the first batch is kept",
      "a start whose gradient is beyond gamma is brought within it first, whatever that does to the loss",
      "tensors of zeros, such as biases that start there, have no factor to learn",
    ],
    examples: ["grad_init(40, gamma=10)", "grad_init"])

  private let rounds: Int
  private let rate: Double
  private let eta: Double?
  private let gamma: Double
  private let isSign: Bool
  private let lowest: Double
  private let start: SchemeStart

  package init(_ arguments: InitializerArguments) throws(InitializerError) {
    rounds = Int(try arguments.number("rounds"))
    rate = try arguments.number("lr")
    eta = try arguments.optionalNumber("eta")
    gamma = try arguments.number("gamma")
    isSign = try arguments.text("algorithm") == "adam"
    lowest = try arguments.number("lowest")
    start = try SchemeStart(arguments)
  }

  package var breaksSymmetry: Bool? { start.breaksSymmetry }

  package func initialize(_ network: any NetworkHost) throws(InitializerError) -> SchemeReport {
    try start.apply(to: network)
    var scales = try ParameterScales(of: network) { $0.site.role != .scale }
    let ahead = FirstStep(size: eta ?? network.learningRate, isSign: isSign)
    let first = try ahead.outlook(network)
    var best = first
    var bestFactors = scales.factors
    var adam = AdamSteps(count: scales.factors.count, rate: rate)
    for round in 0..<rounds {
      let (own, other) = (2 * round, 2 * round + 1)
      let isTooSteep = try ahead.norm(batch: own, network) > gamma
      let slopes = try scales.slopes(in: network) { () throws(InitializerError) in
        isTooSteep
          ? try ahead.norm(batch: own, network) : try ahead.loss(from: own, on: [own, other], network)
      }
      let next = adam.moved(scales.factors, along: slopes).enumerated().map { index, factor in
        max(factor, scales.parameters[index].isWeight ? lowest : 0)
      }
      try scales.set(next, in: network)
      let outlook = try ahead.outlook(network)
      if outlook.isBetter(than: best, gamma: gamma) { (best, bestFactors) = (outlook, scales.factors) }
    }
    try scales.set(bestFactors, in: network)
    guard best.norm <= gamma else {
      throw .notReached(
        SchemeShortfall(
          layer: nil, measure: "norm of the gradient", found: best.norm, needed: 0, tolerance: gamma,
          rounds: rounds))
    }
    return SchemeReport(rows: [
      .init(measure: "loss after the first step", before: first.loss, after: best.loss, rounds: rounds),
      .init(measure: "norm of the gradient", before: first.norm, after: best.norm, rounds: rounds),
    ])
  }
}

/// A look at the first step of training.
private struct FirstStep {
  /// The learning rate that the weights move by.
  let size: Double
  /// Whether it goes along the signs of the gradient, as Adam's first does.
  let isSign: Bool

  /// What the first batch says: the gradient's norm and the loss after a step.
  struct Outlook {
    let norm: Double
    let loss: Double

    /// Whether the gradient is small enough and the loss lower, or the gradient at least smaller.
    func isBetter(than other: Outlook, gamma: Double) -> Bool {
      guard norm.isFinite, loss.isFinite else { return false }
      guard norm <= gamma else { return other.norm > gamma && norm < other.norm }
      return other.norm > gamma || loss < other.loss
    }
  }

  /// The first batch's norm and loss.
  func outlook(_ network: any NetworkHost) throws(InitializerError) -> Outlook {
    let gradients = try network.gradients(batch: 0, shift: nil)
    return Outlook(norm: norm(gradients), loss: try network.loss(batch: 0, shift: step(gradients)))
  }

  /// Norm of a batch's gradient.
  func norm(batch: Int, _ network: any NetworkHost) throws(InitializerError) -> Double {
    norm(try network.gradients(batch: batch, shift: nil))
  }

  /// Mean loss of some batches after a step from one.
  func loss(
    from batch: Int, on batches: [Int], _ network: any NetworkHost
  ) throws(InitializerError) -> Double {
    let shift = step(try network.gradients(batch: batch, shift: nil))
    var sum = 0.0
    for next in batches { sum += try network.loss(batch: next, shift: shift) }
    return sum / Double(batches.count)
  }

  private func norm(_ gradients: [[Double]]) -> Double {
    guard !isSign else { return gradients.reduce(0) { $1.reduce($0) { $0 + $1.magnitude } } }
    return gradients.reduce(0) { $1.reduce($0) { $0 + $1 * $1 } }.squareRoot()
  }

  private func step(_ gradients: [[Double]]) -> [[Double]] {
    gradients.map { own in
      own.map { slope in
        let direction: Double = isSign ? (slope > 0 ? 1 : slope < 0 ? -1 : 0) : slope
        return -size * direction
      }
    }
  }
}

/// Adam over a few numbers, with its usual constants.
private struct AdamSteps {
  private let rate: Double
  private var means: [Double]
  private var squares: [Double]
  private var powers = (first: 1.0, second: 1.0)

  init(count: Int, rate: Double) {
    self.rate = rate
    means = [Double](repeating: 0, count: count)
    squares = means
  }

  /// The numbers after one step.
  mutating func moved(_ numbers: [Double], along slopes: [Double]) -> [Double] {
    powers = (powers.first * 0.9, powers.second * 0.999)
    return numbers.indices.map { index in
      let slope = slopes[index].isFinite ? slopes[index] : 0
      means[index] = 0.9 * means[index] + 0.1 * slope
      squares[index] = 0.999 * squares[index] + 0.001 * slope * slope
      let size = (squares[index] / (1 - powers.second)).squareRoot() + 1e-8
      return numbers[index] - rate * (means[index] / (1 - powers.first)) / size
    }
  }
}
