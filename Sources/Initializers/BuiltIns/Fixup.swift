import InitKit

/// Fixup's rule for residual networks without normalization.
package struct Fixup: LawInitializer {
  package static let specification = InitializerSpecification(
    name: "fixup",
    summary: "He's rule made smaller with depth; output layer and biases start at 0.",
    formula: "w ~ N(0, s^2), s = sqrt(2 / fan) L^(-1 / (2 m - 2)); 0 in the output layer and in biases",
    source: "Zhang, Dauphin and Ma 2019, Fixup initialization, arXiv:1901.09321",
    parameters: [
      Depth.parameter("branches", help: "residual branches L of the network"),
      ParameterSpecification(
        "layers", .integer(2...1000), default: .value(.number(2)), help: "layers m in each branch"),
      .choice("mode", of: ["fan_in", "fan_out"], help: "the fan to divide by; the authors' code: fan_out"),
    ],
    suits: "the layers within residual branches, without normalization",
    notes: [
      "the last layer of each branch starts at zeros",
      "the exponent is negative: catalogs that print L^(1 / (2 m - 2)) make networks explode",
      "an attention branch counts as 4 layers",
    ],
    examples: ["fixup(18, 3)", "fixup"])

  private let branches: Depth
  private let layers: Double
  private let mode: FanMode

  package init(_ arguments: InitializerArguments) throws(InitializerError) {
    branches = try Depth("branches", arguments)
    layers = try arguments.number("layers")
    mode = FanMode(rawValue: try arguments.text("mode")) ?? .fanIn
  }

  func law(at site: WeightSite) -> EntryLaw {
    guard site.role != .bias, !site.activation.isOutput else { return .centeredNormal(deviation: 0) }
    let factor = power(branches.count(at: site), -1 / (2 * layers - 2))
    return .centeredNormal(deviation: factor * (2 / mode.fan(at: site)).squareRoot())
  }
}
