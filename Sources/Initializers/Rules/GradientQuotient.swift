import InitKit

/// How much a gradient changes along itself: Dauphin and Schoenholz's measure of a start.
struct GradientQuotient {
  /// Added to gradients in their own direction, so that none is divided by 0.
  let epsilon: Double
  /// The batch that it is measured on.
  let batch: Int

  /// `mean |(g - H g) / (g + epsilon sign(g)) - 1|` over all parameters, sign(0) = 1 (their eq. 2).
  ///
  /// H g is a central difference of gradients along g: third derivatives leave a relative error of 1e-9 or so.
  func value(in network: any NetworkHost) throws(InitializerError) -> Double {
    let gradients = try network.gradients(batch: batch, shift: nil)
    let length = gradients.reduce(0) { $1.reduce($0) { $0 + $1 * $1 } }.squareRoot()
    let count = gradients.reduce(0) { $0 + $1.count }
    guard length.isFinite else {
      throw .unmeasurable(layer: nil, measure: "norm of the gradient", found: length)
    }
    guard length > 0, count > 0 else {
      throw .unmeasurable(layer: nil, measure: "norm of the gradient", found: 0)
    }
    let size = network.parameters.reduce(0) { sum, parameter in
      network.values(of: parameter).reduce(sum) { $0 + $1 * $1 }
    }.squareRoot()
    // Near the cube root of the rounding error, times the length of what is moved.
    let reach = 0x1p-17 * max(size, 1e-3)
    let above = try gradientsAlong(gradients, by: reach / length, network)
    let below = try gradientsAlong(gradients, by: -reach / length, network)
    var sum = 0.0
    for (place, own) in gradients.enumerated() {
      for (index, slope) in own.enumerated() {
        let change = (above[place][index] - below[place][index]) * (length / (2 * reach))
        let shifted = slope + (slope >= 0 ? epsilon : -epsilon)
        sum += ((slope - change) / shifted - 1).magnitude
      }
    }
    return sum / Double(count)
  }

  private func gradientsAlong(
    _ direction: [[Double]], by factor: Double, _ network: any NetworkHost
  ) throws(InitializerError) -> [[Double]] {
    try network.gradients(batch: batch, shift: direction.map { $0.map { factor * $0 } })
  }
}
