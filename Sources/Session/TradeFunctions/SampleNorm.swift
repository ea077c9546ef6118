import Engine
import Language

extension TradeFunction {
  /// `sample_norm(P)`
  static let sampleNorm = TradeFunction(
    specification: FunctionSpecification(
      "sample_norm", [.init("parameter")],
      summary: "norm of each sample's own gradient by each neuron's entries of a parameter, [batch, neurons]",
      example: "sample_norm(h1.weight)")
  ) { call, session in
    let argument = call.arguments.first ?? nil
    guard let reference = argument?.reference, session.layerNames.contains(reference.name.text) else {
      throw Diagnostic(
        "not-a-parameter", "expected a parameter in `sample_norm(…)`, found `\(argument?.text ?? "")`",
        help: "such as `sample_norm(h1.weight)`")
    }
    let parameter = reference.members.isEmpty ? "weight" : reference.members.joined(separator: ".")
    return Value(try session.laboratory.model().sampleGradientNorms(reference.name.text, parameter))
  }
}
