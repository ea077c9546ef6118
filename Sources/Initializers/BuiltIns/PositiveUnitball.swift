import InitKit

/// Positive weights of which each neuron's sum to one.
package struct PositiveUnitball: Initializer {
  package static let specification = InitializerSpecification(
    name: "positive_unitball", aliases: ["positive_unit_ball"],
    summary: "Positive weights that sum to 1 for each neuron: it takes a random mean of its inputs.",
    formula: "w[i] = u / sum(u), u ~ U(0, 1)", source: "Caffe's PositiveUnitballFiller",
    suits: "mixtures, attention-like means, and layers whose outputs stay within the range of their inputs",
    notes: ["the mean is 1 / fan_in, not 0: signals of one sign add up from layer to layer"],
    examples: ["positive_unitball"])

  package init(_ arguments: InitializerArguments) {}

  package func fill(
    _ weights: inout MutableSpan<Double>, at site: WeightSite, using context: inout FillContext
  ) throws(InitializerError) {
    let (rows, columns) = try site.matrix(storage: weights.count)
    for row in 0..<rows {
      // Never zero: these draws never are.
      let draws = (0..<columns).map { _ in context.random.openUniform() }
      let sum = draws.reduce(0, +)
      for (column, draw) in draws.enumerated() { weights[row * columns + column] = draw / sum }
    }
  }

  package func promise(at site: WeightSite) -> Promise? {
    let count = site.columns
    guard count > 1 else {
      return Promise(
        mean: Double(count), variance: 0, lower: 1, upper: 1, zeros: 0, breaksSymmetry: site.rows < 2)
    }
    let mean = 1 / Double(count)
    return Promise(
      mean: mean, variance: Self.meanSquare(of: count) - mean * mean, lower: 0, upper: 1, zeros: 0,
      breaksSymmetry: true)
  }

  /// E[(u / sum)^2] for a row of some entries.
  ///
  /// With 1 / s^2 = integral of t exp(-t s) over t > 0 it is the integral of t E[u^2 exp(-t u)] E[exp(-t u)]^(n - 1),
  /// taken here over the logarithm of t.
  static func meanSquare(of count: Int) -> Double {
    Quadrature(from: -20, to: 20, panels: 200).integral { place in
      let t = PortableMath.exp(place)
      let (mean, square) = transforms(t)
      return t * t * square * PortableMath.exp(Double(count - 1) * PortableMath.log(mean))
    }
  }

  /// E[exp(-t u)] and E[u^2 exp(-t u)], by their series where the closed forms cancel.
  private static func transforms(_ t: Double) -> (mean: Double, square: Double) {
    guard t < 1 else {
      let decay = PortableMath.exp(-t)
      return ((1 - decay) / t, (2 - decay * (t * t + 2 * t + 2)) / (t * t * t))
    }
    var (term, mean, square) = (1.0, 0.0, 0.0)
    for order in 0..<20 {
      mean += term / Double(order + 1)
      square += term / Double(order + 3)
      term *= -t / Double(order + 1)
    }
    return (mean, square)
  }
}
