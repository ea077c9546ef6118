import InitKit

/// The bias that opens a memory cell's forget gate.
package struct ForgetGate: Initializer {
  package static let specification = InitializerSpecification(
    name: "forget_gate", aliases: ["forget_bias", "lstm_bias", "unit_forget_gate"],
    summary: "A bias that opens the forget gate of an LSTM, so that it remembers at first.",
    formula: "b = value in the rows of gate `forget`, others elsewhere",
    source: "Gers, Schmidhuber and Cummins 2000; Jozefowicz, Zaremba and Sutskever 2015",
    parameters: [
      .number("value", default: 1, help: "bias of the forget gate"),
      .number("others", default: 0, help: "bias of the other gates"),
      .gates,
      ParameterSpecification(
        "forget", .integer(1...64), default: .value(.number(2)),
        help: "which gate forgets, from 1: 2 in the order i, f, g, o of PyTorch and Keras"),
    ],
    suits: "biases of LSTM layers",
    notes: [
      "Keras and MXNet start so; PyTorch, Flax and MLX do not",
      "PyTorch adds two biases: give one of them zeros",
      "1 lets through sigmoid(1) = 0.731 a step, 0 half",
    ],
    examples: ["forget_gate", "forget_gate(5)"], isDeterministic: true)

  private let value: Double
  private let others: Double
  private let gates: Int
  private let forget: Int

  /// 1 in the second of four gates, 0 elsewhere.
  static let lstm = ForgetGate(value: 1, others: 0, gates: 4, forget: 2)

  private init(value: Double, others: Double, gates: Int, forget: Int) {
    (self.value, self.others, self.gates, self.forget) = (value, others, gates, forget)
  }

  package init(_ arguments: InitializerArguments) throws(InitializerError) {
    value = try arguments.number("value")
    others = try arguments.number("others")
    gates = Int(try arguments.number("gates"))
    forget = Int(try arguments.number("forget"))
    guard forget <= gates else { throw .conflict(parameter: "forget", with: "gates") }
  }

  package func fill(
    _ weights: inout MutableSpan<Double>, at site: WeightSite, using context: inout FillContext
  ) throws(InitializerError) {
    let size = try site.rowsPerGate(gates, storage: weights.count)
    fillEverywhere(&weights, with: others)
    let block = size * site.columns
    for index in (forget - 1) * block..<forget * block { weights[index] = value }
  }

  package func promise(at site: WeightSite) -> Promise? {
    let share = 1 / Double(gates)
    let step = value - others
    let opened = site.count / gates
    return Promise(
      mean: others + share * step, variance: step * step * share * (1 - share),
      lower: gates == 1 ? value : min(value, others), upper: gates == 1 ? value : max(value, others),
      zeros: (value == 0 ? opened : 0) + (others == 0 ? site.count - opened : 0),
      breaksSymmetry: site.rows < 2 || (site.rows == 2 && gates == 2 && step != 0 && site.columns > 0))
  }
}
