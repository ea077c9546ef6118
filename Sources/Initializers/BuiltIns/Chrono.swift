import InitKit

/// Tallec and Ollivier's biases, which spread the memories of cells over a range of times.
package struct Chrono: Initializer {
  package static let specification = InitializerSpecification(
    name: "chrono",
    summary: "Biases that spread the memory spans of an LSTM's cells from 1 to a longest time.",
    formula: "b_forget = log u, u ~ U(1, T - 1); b_input = -b_forget; 0 elsewhere",
    source: "Tallec and Ollivier 2018, Can recurrent neural networks warp time?, arXiv:1804.11188",
    parameters: [
      .number("t_max", default: 784, in: NumberRange(2, 1e9), help: "longest dependency T in steps")
    ] + MirroredGates.parameters(input: 1, help: "which gate lets in, from 1; 0 where there is none"),
    suits: "biases of LSTM layers that have to remember long",
    notes: [
      "PyTorch's GRU: chrono(gates=3, input=0), as its second gate is the one that keeps",
      "a cell with b_forget = log u forgets after about 1 + u steps",
    ],
    examples: ["chrono(100)", "chrono(784, gates=3, input=0)"])

  private let longest: Double
  private let gates: MirroredGates

  package init(_ arguments: InitializerArguments) throws(InitializerError) {
    longest = try arguments.number("t_max")
    gates = try MirroredGates(arguments)
  }

  package func fill(
    _ weights: inout MutableSpan<Double>, at site: WeightSite, using context: inout FillContext
  ) throws(InitializerError) {
    try gates.fill(&weights, at: site, using: &context) { context in
      PortableMath.log(context.random.uniform(1, longest - 1))
    }
  }

  package func promise(at site: WeightSite) -> Promise? {
    let top = PortableMath.log(longest - 1)
    guard top > 0 else { return .every(0, at: site) }
    let filled = gates.filled
    let share = 1 / Double(gates.count)
    // E[log^k u]; an input gate cancels the odd ones and doubles the even ones.
    let span = Quadrature(from: 0, to: top, panels: 32)
    let powers = (1...4).map { exponent in
      let sum = span.integral { x in
        PortableMath.exp(x - top) * (1...exponent).reduce(1) { product, _ in product * x }
      }
      let factor = gates.input > 0 ? (exponent % 2 == 0 ? 2.0 : 0) : 1
      return factor * share * sum / (1 - PortableMath.exp(-top))
    }
    let mean = powers[0]
    let variance = powers[1] - mean * mean
    let fourth =
      powers[3] - 4 * mean * powers[2] + 6 * mean * mean * powers[1] - 3 * mean * mean * mean * mean
    let idle = (gates.count - filled) * (site.rows / gates.count)
    let bound = top * (1 + 1e-15)
    return Promise(
      mean: mean, variance: variance, lower: gates.input > 0 ? -bound : 0, upper: bound,
      kurtosis: fourth / (variance * variance), zeros: site.count - filled * (site.count / gates.count),
      breaksSymmetry: site.rows < 2 || (idle < 2 && site.columns > 0), repeats: filled)
  }
}
