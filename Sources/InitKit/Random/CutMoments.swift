/// Moments of a cut normal law by Gauss-Legendre quadrature, 16 panels of 10 points.
///
/// Closed forms in the density at the cut-offs cancel for narrow cuts and in the tails.
enum CutMoments {
  /// Expected value of a function of the distance from a center, under the cut law.
  static func ratio(
    _ lower: Double, _ upper: Double, about center: Double, _ function: (Double) -> Double
  ) -> Double {
    let mode = min(upper, max(lower, 0))
    // The density falls below exp(-72) of its peak at this distance: nothing reaches double precision.
    let reach = (mode * mode + 144).squareRoot() - mode.magnitude
    let (start, end) = (max(lower, mode - reach), min(upper, mode + reach))
    let half = (end - start) / 32
    var (sum, mass) = (0.0, 0.0)
    for panel in 0..<16 {
      let middle = start + half * Double(2 * panel + 1)
      for (node, weight) in zip(nodes, weights) {
        for point in [middle - half * node, middle + half * node] {
          let density = weight * PortableMath.exp(0.5 * (mode - point) * (mode + point))
          mass += density
          sum += density * function(point - center)
        }
      }
    }
    return sum / mass
  }

  private static let nodes = [
    0.14887433898163122, 0.4333953941292472, 0.6794095682990244, 0.8650633666889845, 0.9739065285171717,
  ]
  private static let weights = [
    0.29552422471475287, 0.26926671930999635, 0.21908636251598204, 0.1494513491505806, 0.06667134430868814,
  ]
}
