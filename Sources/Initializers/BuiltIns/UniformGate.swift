import InitKit

/// Biases whose forget gates start evenly spread between closed and open.
package struct UniformGate: Initializer {
  package static let specification = InitializerSpecification(
    name: "uniform_gate", aliases: ["ugi", "uniform_gate_init"],
    summary: "Biases whose forget gates start evenly spread between closed and open.",
    formula: "b_forget = log(u / (1 - u)), u ~ U(margin, 1 - margin); b_input = -b_forget; 0 elsewhere",
    source: "Gu, Gulcehre, Paine, Hoffman and Pascanu 2020, arXiv:1910.09890, section 3.2",
    parameters: [
      .number("margin", default: 0, in: NumberRange(0, 0.49), help: "least distance of a gate from 0 and 1"),
      .gates,
      ParameterSpecification(
        "forget", .integer(1...64), default: .value(.number(2)), help: "which gate forgets, from 1"),
      ParameterSpecification(
        "input", .integer(0...64), default: .value(.number(0)),
        help: "which gate mirrors it, from 1; 0 for none"),
    ],
    suits: "biases of LSTM layers whose memories should have many lengths",
    notes: [
      "chrono spreads the memories' lengths, this the gates themselves",
      "the authors' code keeps a margin of 1 / units",
    ],
    examples: ["uniform_gate", "uniform_gate(1/64, input=1)"])

  private let margin: Double
  private let gates: Int
  private let forget: Int
  private let input: Int

  package init(_ arguments: InitializerArguments) throws(InitializerError) {
    margin = try arguments.number("margin")
    gates = Int(try arguments.number("gates"))
    forget = Int(try arguments.number("forget"))
    input = Int(try arguments.number("input"))
    for (name, gate) in [("forget", forget), ("input", input)] where gate > gates {
      throw .conflict(parameter: name, with: "gates")
    }
    guard forget != input else { throw .conflict(parameter: "forget", with: "input") }
  }

  package func fill(
    _ weights: inout MutableSpan<Double>, at site: WeightSite, using context: inout FillContext
  ) throws(InitializerError) {
    let block = try site.rowsPerGate(gates, storage: weights.count) * site.columns
    fillEverywhere(&weights, with: 0)
    for index in 0..<block {
      let share = margin + (1 - 2 * margin) * context.random.openUniform()
      let bias = PortableMath.log(share / (1 - share))
      weights[(forget - 1) * block + index] = bias
      if input > 0 { weights[(input - 1) * block + index] = -bias }
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
    let filled = input > 0 ? 2 : 1
    let share = Double(filled) / Double(gates)
    let variance = share * moment(2)
    let idle = (gates - filled) * (site.rows / gates)
    return Promise(
      mean: 0, variance: variance, lower: -bound * (1 + 1e-12), upper: bound * (1 + 1e-12),
      kurtosis: share * moment(4) / (variance * variance),
      zeros: site.count - filled * (site.count / gates),
      breaksSymmetry: site.rows < 2 || (idle < 2 && site.columns > 0), repeats: filled)
  }
}
