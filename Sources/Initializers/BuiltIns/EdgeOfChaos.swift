import InitKit

/// The start at which signals and gradients neither die out nor explode, by mean-field theory.
package struct EdgeOfChaos: Initializer {
  package static let specification = InitializerSpecification(
    name: "edge_of_chaos", aliases: ["critical"],
    summary: "Normal weights and biases of the critical sizes at which gradients keep their size.",
    formula:
      "w ~ N(0, W / fan_in), b ~ N(0, B), W E[phi'(sqrt(q) z)^2] = 1, q = W E[phi(sqrt(q) z)^2] + B",
    source: "Poole et al. 2016, arXiv:1606.05340; Schoenholz et al. 2017, Deep information propagation",
    parameters: [
      .number(
        "bias_variance", default: 0.05, in: .unit, help: "variance B of the biases, which decides on W"),
      .choice(
        "activation", of: ["layer"] + CriticalLine.allCases.map(\.rawValue),
        help: "whose line; `layer` takes the layer's own"),
    ],
    suits: "deep networks without normalization; choose it for weights and biases alike",
    notes: [
      "relu and leaky_relu have one critical point: He's rule without biases",
      "gelu and silu have none that is stable, sigmoid none below W = 103, selu has lecun_normal",
    ],
    examples: ["edge_of_chaos", "edge_of_chaos(0.01, tanh)"])

  package static let scope = InitializerScope.parameters

  private let biases: Double
  private let chosen: CriticalLine?
  /// Solved once, not for every fill.
  private let points: [CriticalLine: CriticalLine.Point]

  package init(_ arguments: InitializerArguments) throws(InitializerError) {
    biases = try arguments.number("bias_variance")
    chosen = CriticalLine(rawValue: try arguments.text("activation"))
    var points: [CriticalLine: CriticalLine.Point] = [:]
    for line in chosen.map({ [$0] }) ?? CriticalLine.allCases {
      points[line] = line.point(biases: biases, parameter: nil)
    }
    self.points = points
  }

  /// The critical point of a layer's activation, or nil where it is not known.
  private func point(at site: WeightSite) -> CriticalLine.Point? {
    guard let line = chosen ?? CriticalLine(rawValue: site.activation.name) else { return nil }
    guard chosen == nil, let parameter = site.activation.parameter else { return points[line] }
    return line.point(biases: biases, parameter: parameter)
  }

  /// The law at a place, or nil where the activation's line is not known.
  private func law(at site: WeightSite) -> EntryLaw? {
    guard let point = point(at: site) else { return nil }
    let variance = site.role == .bias ? point.biases : point.weights / FanMode.fanIn.fan(at: site)
    return .centeredNormal(deviation: variance.squareRoot())
  }

  package func fill(
    _ weights: inout MutableSpan<Double>, at site: WeightSite, using context: inout FillContext
  ) throws(InitializerError) {
    guard let law = law(at: site) else {
      throw .refused(reason: "no critical line is known for \(site.activation.name)")
    }
    context.fill(&weights, with: law)
  }

  package func promise(at site: WeightSite) -> Promise? {
    law(at: site).map { Promise(independent: $0, at: site) }
  }
}
