import InitKit

/// Gauss and Legendre's rule of 10 points in panels of equal width.
struct Quadrature: Sendable {
  /// Where the integrand is taken.
  let points: [Double]
  /// What it is multiplied by there.
  let weights: [Double]

  /// Spreads panels over an interval.
  init(from start: Double, to end: Double, panels: Int) {
    let half = (end - start) / Double(2 * panels)
    var points: [Double] = []
    var weights: [Double] = []
    for panel in 0..<panels {
      let middle = start + half * Double(2 * panel + 1)
      for (node, weight) in zip(Self.nodes, Self.nodeWeights) {
        points += [middle - half * node, middle + half * node]
        weights += [half * weight, half * weight]
      }
    }
    self.points = points
    self.weights = weights
  }

  /// The integral of a function.
  func integral(_ function: (Double) -> Double) -> Double {
    zip(points, weights).reduce(0) { $0 + $1.1 * function($1.0) }
  }

  private static let nodes = [
    0.14887433898163122, 0.4333953941292472, 0.6794095682990244, 0.8650633666889845, 0.9739065285171717,
  ]
  private static let nodeWeights = [
    0.29552422471475287, 0.26926671930999635, 0.21908636251598204, 0.1494513491505806, 0.06667134430868814,
  ]
}
