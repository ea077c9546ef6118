import InitKit

/// Evens out how fast layers learn: the size of each weight's gradient over that of the weight.
///
/// Scaling a layer by r and those above by 1 / r leaves a network of homogeneous activations as it is, and divides
/// the ratio by r^2. Biases go with what comes into their layer, measured rather than multiplied out.
struct GradientRatios {
  /// Most rounds.
  let rounds: Int
  /// How far logarithms of ratios may lie from their mean.
  let tolerance: Double
  /// Exponent on each correction; 1 goes all the way.
  let damping: Double

  static let measure = "gradient over weight"

  /// A layer with the one weight of it that is scaled.
  private struct Part {
    let layer: NetworkLayer
    let weight: NetworkParameter
    var ratio: Double
  }

  /// Scales every layer with one free weight.
  ///
  /// - Returns: a row for each, with its ratio before and after.
  /// - Throws: `unmeasurable` for a weight or gradient of 0, `notReached`.
  func apply(to network: any NetworkHost) throws(InitializerError) -> [SchemeReport.Row] {
    var parts = try measured(network)
    let before = parts.map(\.ratio)
    var round = 0
    while worst(parts) > tolerance, round < rounds {
      round += 1
      try scale(parts, in: network)
      parts = try measured(network)
    }
    let distance = worst(parts)
    guard distance <= tolerance else {
      throw .notReached(
        SchemeShortfall(
          layer: nil, measure: "largest logarithm of a layer's ratio over the mean", found: distance,
          needed: 0,
          tolerance: tolerance, rounds: round))
    }
    return zip(parts, before).map { part, start in
      SchemeReport.Row(
        layer: part.layer.name, measure: Self.measure, before: start, after: part.ratio, rounds: round)
    }
  }

  /// Ratios `sqrt(mean g^2 / mean w^2)` on the first batch.
  private func measured(_ network: any NetworkHost) throws(InitializerError) -> [Part] {
    let gradients = try network.gradients(batch: 0, shift: nil)
    var parts: [Part] = []
    for layer in network.layers {
      guard let weight = layer.onlyWeight, weight.isFree else { continue }
      let square = network.values(of: weight).reduce(0) { $0 + $1 * $1 }
      let slope = gradients[weight.place].reduce(0) { $0 + $1 * $1 }
      guard square > 0, slope > 0, slope.isFinite else {
        throw .unmeasurable(
          layer: layer.name, measure: square > 0 ? "norm of the gradient" : "norm of the weight",
          found: square > 0 ? slope : 0)
      }
      parts.append(Part(layer: layer, weight: weight, ratio: (slope / square).squareRoot()))
    }
    guard !parts.isEmpty else { throw .lacks(.proportionalLayer) }
    return parts
  }

  /// Mean of the logarithms of the ratios.
  private func center(_ parts: [Part]) -> Double {
    parts.reduce(0) { $0 + PortableMath.log($1.ratio) } / Double(parts.count)
  }

  private func worst(_ parts: [Part]) -> Double {
    let center = center(parts)
    return parts.reduce(0) { max($0, abs(PortableMath.log($1.ratio) - center)) }
  }

  /// Corrects every layer, from the input up.
  private func scale(_ parts: [Part], in network: any NetworkHost) throws(InitializerError) {
    let center = center(parts)
    var inputs: [Double] = []
    for part in parts { inputs.append(try size(into: part.layer, network)) }
    for (part, size) in zip(parts, inputs) {
      let factor = PortableMath.exp(damping / 2 * (PortableMath.log(part.ratio) - center))
      let now = try self.size(into: part.layer, network)
      let growth = size > 0 && now > 0 ? now / size : 1
      try network.write(network.values(of: part.weight).map { factor * $0 }, to: part.weight)
      for bias in part.layer.biases where bias.isFree {
        try network.write(network.values(of: bias).map { factor * growth * $0 }, to: bias)
      }
    }
  }

  /// Root of the mean square of what a layer reads from the layer below; 1 where that is the network's input.
  private func size(into layer: NetworkLayer, _ network: any NetworkHost) throws(InitializerError) -> Double {
    guard let below = layer.inputs.first, below != NetworkLayer.networkInput else { return 1 }
    let moments = try network.moments(of: network.layers[below], .outputs, batches: 1)
    return (moments.variance + moments.mean * moments.mean).squareRoot()
  }
}
