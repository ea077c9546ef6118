import Engine
import InitKit
import Language

extension TradeFunction {
  /// `fan_in(P)`
  static let fanIn = fan("fan_in", "how many inputs a weight of a parameter joins") { $0.fanIn }
  /// `fan_out(P)`
  static let fanOut = fan("fan_out", "how many outputs a weight of a parameter joins") { $0.fanOut }

  private static func fan(
    _ name: String, _ summary: String, _ side: @escaping @Sendable (WeightSite) -> Int
  ) -> TradeFunction {
    TradeFunction(
      specification: FunctionSpecification(
        name, [.init("parameter")], summary: summary, example: "\(name)(h1.weight)")
    ) { call, session in
      let argument = call.arguments.first ?? nil
      guard let reference = argument?.reference, session.layerNames.contains(reference.name.text) else {
        throw Diagnostic(
          "not-a-parameter", "expected a parameter in `\(name)(…)`, found `\(argument?.text ?? "")`",
          help: "such as `\(name)(h1.weight)`")
      }
      let layer = try session.laboratory.model().blueprint.layer(reference.name.text)
      let parts = reference.members
      let parameter = parts.isEmpty ? "weight" : parts.joined(separator: ".")
      return .number(Double(side(try layer.parameter(parameter).site)))
    }
  }
}
