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
      "`init network fixup` finds branches and their layers, and sets last layers and output to 0",
      "of a single weight the last layer of each branch is yours to set: zeros",
      "the exponent is negative: catalogs that print L^(1 / (2 m - 2)) make networks explode",
      "an attention branch counts as 4 layers",
    ],
    examples: ["fixup(18, 3)", "fixup"])

  package static let scope = InitializerScope.both

  private let branches: Depth
  private let layers: Double
  private let mode: FanMode
  /// Whether the layers of a branch were given, rather than counted.
  private let isCounted: Bool

  package init(_ arguments: InitializerArguments) throws(InitializerError) {
    branches = try Depth("branches", arguments)
    layers = try arguments.number("layers")
    mode = FanMode(rawValue: try arguments.text("mode")) ?? .fanIn
    isCounted = !arguments.isGiven("layers")
  }

  func law(at site: WeightSite) -> EntryLaw {
    guard site.role != .bias, !site.activation.isOutput else { return .centeredNormal(deviation: 0) }
    let factor = power(branches.count(at: site), -1 / (2 * layers - 2))
    return .centeredNormal(deviation: factor * (2 / mode.fan(at: site)).squareRoot())
  }
}

extension Fixup: NetworkFilling {
  package var breaksSymmetry: Bool? { nil }

  /// He's rule outside the branches, made smaller inside; last layers of branches and the output at 0.
  package func initialize(_ network: any NetworkHost) throws(InitializerError) -> SchemeReport {
    let weights = try network.freeWeights()
    guard !network.branches.isEmpty else { throw .lacks(.residualBranch) }
    let count = branches.given ?? Double(network.branches.count)
    for weight in weights where weight.site.role != .embedding {
      let deviation: Double
      if let branch = network.branches.first(where: { $0.weights.contains(weight) }) {
        deviation = weight == branch.weights.last ? 0 : self.deviation(in: branch, count, weight.site)
      } else {
        deviation = weight.site.activation.isOutput ? 0 : (2 / mode.fan(at: weight.site)).squareRoot()
      }
      try network.write(network.draw(.centeredNormal(deviation: deviation), at: weight), to: weight)
    }
    return SchemeReport()
  }

  /// Deviation of a weight in front of a branch's last.
  private func deviation(in branch: ResidualBranch, _ count: Double, _ site: WeightSite) -> Double {
    let depth = isCounted ? Double(branch.layerCount) : layers
    return power(count, -1 / (2 * depth - 2)) * (2 / mode.fan(at: site)).squareRoot()
  }
}
