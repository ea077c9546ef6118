import InitKit

/// Bingham and Miikkulainen's rule: mean and variance are followed through the network by formulas.
package struct AutoInit: NetworkInitializer {
  package static let specification = InitializerSpecification(
    name: "auto_init", aliases: ["autoinit"],
    summary: "Follows mean and variance through the layers by formulas, and sets each weight for variance 1.",
    formula:
      "Var(w) = 1 / (fan_in (v + m^2)), (m, v) of what comes in; then (m, v) <- those of phi(z), z ~ N(0, 1)",
    source: "Bingham and Miikkulainen 2023, AutoInit, AAAI, arXiv:2109.08958, section 3",
    parameters: [
      .choice(
        "law", of: ["truncated_normal", "normal", "uniform", "orthogonal"],
        help: "of the weights; the authors' code truncates"),
      .choice("input", of: ["data", "standard"], help: "mean and variance of the first batch, or 0 and 1"),
    ],
    suits: "any network, of any activation, however layers are joined",
    notes: [
      "what has no formula (pooling, recurrent layers, attention) is measured on the first batch, as the "
        + "authors sample it",
      "foretells a variance of 1 for every layer's sums; the table shows what the first batch says",
      "looks at the data for that and for the input's moments alone; lsuv measures every layer",
      "zeros around an image are not counted: near its border sums are smaller",
    ],
    examples: ["auto_init", "auto_init(normal, standard)"])

  private let law: String
  private let measuresInput: Bool

  package init(_ arguments: InitializerArguments) throws(InitializerError) {
    law = try arguments.text("law")
    measuresInput = try arguments.text("input") == "data"
  }

  package var breaksSymmetry: Bool? { true }

  package func initialize(_ network: any NetworkHost) throws(InitializerError) -> SchemeReport {
    _ = try network.freeWeights()
    var input = Signal(mean: 0, variance: 1)
    if measuresInput {
      let moments = try network.inputMoments(batches: 1)
      input = Signal(mean: moments.mean, variance: moments.variance)
    }
    var signals: [Signal] = []
    var report = SchemeReport()
    for layer in network.layers {
      let below = layer.inputs.map { $0 == NetworkLayer.networkInput ? input : signals[$0] }
      guard layer.onlyWeight?.isFree == true else {
        if layer.weights.contains(where: \.isFree) { report.leftAsDrawn.append(layer.name) }
        signals.append(try pass(below, through: layer, network))
        continue
      }
      let before = try network.moments(of: layer, .sums, batches: 1).variance
      signals.append(try pass(below, through: layer, network))
      report.rows.append(
        .init(
          layer: layer.name, measure: "variance of the sums", before: before,
          after: try network.moments(of: layer, .sums, batches: 1).variance, rounds: 1))
    }
    return report
  }

  /// Mean and variance of what flows between two layers.
  private struct Signal {
    var mean: Double
    var variance: Double

    var meanSquare: Double { variance + mean * mean }
  }

  /// What a layer gives; its weights are set first.
  private func pass(
    _ below: [Signal], through layer: NetworkLayer, _ network: any NetworkHost
  ) throws(InitializerError) -> Signal {
    let first = below.first ?? Signal(mean: 0, variance: 1)
    if let weight = layer.onlyWeight, weight.isFree {
      try set(weight, for: first, network)
      return response(of: layer, Signal(mean: 0, variance: 1), network)
    }
    switch layer.kind {
    case "flatten", "reshape": return first
    case "activation": return response(of: layer, first, network)
    case "dropout":
      let kept = 1 - (layer.numbers["p"] ?? 0)
      return Signal(mean: first.mean, variance: first.meanSquare / kept - first.mean * first.mean)
    case "add", "residual":
      let scale = layer.kind == "residual" ? layer.numbers["scale"] ?? 1 : 1
      return below.enumerated().reduce(into: Signal(mean: 0, variance: 0)) { sum, next in
        let factor = next.offset == 0 ? 1 : scale
        sum.mean += factor * next.element.mean
        sum.variance += factor * factor * next.element.variance
      }
    case "concatenate": return mixture(below, layer)
    case "batch_norm", "layer_norm", "group_norm": return Signal(mean: 0, variance: 1)
    case "rms_norm" where first.meanSquare > 0:
      return Signal(
        mean: first.mean / first.meanSquare.squareRoot(), variance: first.variance / first.meanSquare)
    default: return try measured(layer, network)
    }
  }

  /// Draws a weight so that the sums have variance 1.
  private func set(
    _ weight: NetworkParameter, for signal: Signal, _ network: any NetworkHost
  ) throws(InitializerError) {
    let square = signal.meanSquare
    guard square > 0, square.isFinite else {
      throw .unmeasurable(layer: weight.site.layer, measure: "mean square of what comes in", found: square)
    }
    let deviation = 1 / (FanMode.fanIn.fan(at: weight.site) * square).squareRoot()
    try network.write(try drawn(weight, deviation, network), to: weight)
  }

  private func drawn(
    _ weight: NetworkParameter, _ deviation: Double, _ network: any NetworkHost
  ) throws(InitializerError) -> [Double] {
    switch law {
    case "normal": return network.draw(.centeredNormal(deviation: deviation), at: weight)
    case "uniform": return network.draw(.centeredUniform(deviation: deviation), at: weight)
    case "orthogonal":
      // An entry of a rotation has the variance 1 / length of its longer side.
      let length = Double(max(1, weight.site.rows, weight.site.columns))
      return try network.draw(Orthogonal(gain: deviation * length.squareRoot()), at: weight)
    default:
      let cut = NormalCut(lower: -2, upper: 2)
      let law = EntryLaw.truncatedNormal(
        mean: 0, deviation: deviation / cut.variance.squareRoot(), cut: cut)
      return network.draw(law, at: weight)
    }
  }

  private func response(of layer: NetworkLayer, _ signal: Signal, _ network: any NetworkHost) -> Signal {
    let (mean, variance) = network.response(
      of: layer.activation, mean: signal.mean, variance: signal.variance)
    return Signal(mean: mean, variance: variance)
  }

  /// Units side by side: each input counts by how many numbers it brings.
  private func mixture(_ below: [Signal], _ layer: NetworkLayer) -> Signal {
    let sizes = layer.inputShapes.map { Double($0.reduce(1, *)) }
    let total = max(1, sizes.reduce(0, +))
    let mean = zip(below, sizes).reduce(0) { $0 + $1.0.mean * $1.1 } / total
    let square = zip(below, sizes).reduce(0) { $0 + $1.0.meanSquare * $1.1 } / total
    return Signal(mean: mean, variance: max(0, square - mean * mean))
  }

  private func measured(
    _ layer: NetworkLayer, _ network: any NetworkHost
  ) throws(InitializerError) -> Signal {
    let moments = try network.moments(of: layer, .outputs, batches: 1)
    return Signal(mean: moments.mean, variance: moments.variance)
  }
}
