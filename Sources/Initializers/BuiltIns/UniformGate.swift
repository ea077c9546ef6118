import InitKit

/// Biases whose forget gates start evenly spread between closed and open.
package struct UniformGate: Initializer {
  package static let specification = InitializerSpecification(
    name: "uniform_gate", aliases: ["ugi", "uniform_gate_init"],
    summary: "Biases whose forget gates start evenly spread between closed and open.",
    formula: "b_forget = log(u / (1 - u)), u ~ U(margin, 1 - margin); b_input = -b_forget; 0 elsewhere",
    source: "Gu, Gulcehre, Paine, Hoffman and Pascanu 2020, arXiv:1910.09890, section 3.2",
    parameters: [
      .number("margin", default: 0, in: NumberRange(0, 0.49), help: "least distance of a gate from 0 and 1")
    ] + MirroredGates.parameters(input: 0, help: "which gate mirrors it, from 1; 0 for none"),
    suits: "biases of LSTM layers whose memories should have many lengths",
    notes: [
      "chrono spreads the memories' lengths, this the gates themselves",
      "the authors' code keeps a margin of 1 / units",
    ],
    examples: ["uniform_gate", "uniform_gate(1/64, input=1)"])

  private let margin: Double
  private let gates: MirroredGates

  package init(_ arguments: InitializerArguments) throws(InitializerError) {
    margin = try arguments.number("margin")
    gates = try MirroredGates(arguments)
  }

  package func fill(
    _ weights: inout MutableSpan<Double>, at site: WeightSite, using context: inout FillContext
  ) throws(InitializerError) {
    try gates.fill(&weights, at: site, using: &context) { context in
      let share = margin + (1 - 2 * margin) * context.random.openUniform()
      return PortableMath.log(share / (1 - share))
    }
  }

  package func promise(at site: WeightSite) -> Promise? {
    // Beyond 40 the logistic density is below 1e-17; no draw lies farther out than log(2^53).
    let bound = margin > 0 ? PortableMath.log((1 - margin) / margin) : 37
    let span = Quadrature(from: -bound, to: bound, panels: 64)
    func moment(_ exponent: Int) -> Double {
      span.integral { x in
        let side = PortableMath.exp(-x.magnitude)
        let density = side / ((1 + side) * (1 + side))
        return (0..<exponent).reduce(density) { product, _ in product * x }
      } / (1 - 2 * margin)
    }
    let filled = gates.filled
    let share = Double(filled) / Double(gates.count)
    let variance = share * moment(2)
    let idle = (gates.count - filled) * (site.rows / gates.count)
    return Promise(
      mean: 0, variance: variance, lower: -bound * (1 + 1e-12), upper: bound * (1 + 1e-12),
      kurtosis: share * moment(4) / (variance * variance),
      zeros: site.count - filled * (site.count / gates.count),
      breaksSymmetry: site.rows < 2 || (idle < 2 && site.columns > 0), repeats: filled)
  }
}
