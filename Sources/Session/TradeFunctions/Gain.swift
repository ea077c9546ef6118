import Engine
import Language

extension TradeFunction {
  /// `gain(ACTIVATION)`: 1 / sqrt(E phi(z)^2), z ~ N(0, 1), by quadrature; with `backward` that of the slopes.
  static let gain = TradeFunction(
    specification: FunctionSpecification(
      "gain", [.init("activation"), .init("direction", isOptional: true)],
      summary:
        "factor on 1/sqrt(fan_in) that keeps the signal's mean square, 1/sqrt(E phi(z)^2); `backward`: on "
        + "1/sqrt(fan_out), keeps the gradient's, 1/sqrt(E phi'(z)^2)",
      example: "gain(gelu, backward)")
  ) { call, session in
    guard let argument = call.arguments.first ?? nil else {
      throw Diagnostic("missing-argument", "`gain` needs an activation", help: "`gain(tanh)`")
    }
    var description = ActivationDescription(argument.text)
    if let reference = argument.reference, ActivationTable.builtin[argument.text] == nil {
      throw Diagnostic(
        "unknown-activation", "no activation is called `\(reference.text)`", label: "not in the table",
        help: "`help activations` lists all",
        suggestions: Suggestions.near(reference.text, among: ActivationTable.builtin.spellings))
    }
    if ActivationTable.builtin[argument.text] == nil,
      case .specification(let specification) = try argument.value(),
      ActivationTable.builtin[specification.name.text] != nil
    {
      description.name = specification.name.text
      if case .number(let parameter)? = specification.arguments.first?.value {
        description.parameter = parameter
      }
    }
    let moments = try ChosenActivation(description).moments()
    let direction = call.arguments.dropFirst().first.flatMap { $0 }?.text ?? "forward"
    guard ["forward", "backward"].contains(direction) else {
      throw Diagnostic(
        "unknown-choice", "`direction` of `gain` cannot be `\(direction)`", help: "`forward` or `backward`",
        suggestions: Suggestions.near(direction, among: ["forward", "backward"]))
    }
    return .number(direction == "forward" ? moments.forwardGain : moments.backwardGain)
  }
}
