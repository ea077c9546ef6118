import InitKit

/// Tensors of a network that a scheme multiplies by one factor each.
struct ParameterScales {
  /// The tensors.
  let parameters: [NetworkParameter]
  /// Their numbers at factor 1.
  private let base: [[Double]]
  /// The factors.
  private(set) var factors: [Double]

  /// Takes free tensors that are not zero: nothing becomes of zeros.
  ///
  /// - Throws: `lacks(.freeWeight)` when there are none.
  init(
    of network: any NetworkHost, where isMeant: (NetworkParameter) -> Bool
  ) throws(InitializerError) {
    let chosen = network.freeParameters.filter { parameter in
      isMeant(parameter) && network.values(of: parameter).contains { $0 != 0 }
    }
    guard !chosen.isEmpty else { throw .lacks(.freeWeight) }
    parameters = chosen
    base = chosen.map { network.values(of: $0) }
    factors = [Double](repeating: 1, count: chosen.count)
  }

  /// Euclidean norm of a tensor at factor 1.
  func norm(_ index: Int) -> Double { base[index].reduce(0) { $0 + $1 * $1 }.squareRoot() }

  /// Sets one factor.
  mutating func set(_ index: Int, to factor: Double, in network: any NetworkHost) throws(InitializerError) {
    factors[index] = factor
    try network.write(base[index].map { factor * $0 }, to: parameters[index])
  }

  /// Sets all factors.
  mutating func set(_ factors: [Double], in network: any NetworkHost) throws(InitializerError) {
    for (index, factor) in factors.enumerated() { try set(index, to: factor, in: network) }
  }

  /// Derivatives of a quantity by the factors, by central differences in double precision.
  ///
  /// A step of 2^-17 of each factor leaves about ten digits of a smooth quantity.
  mutating func slopes(
    in network: any NetworkHost, _ quantity: () throws(InitializerError) -> Double
  ) throws(InitializerError) -> [Double] {
    let now = factors
    var result: [Double] = []
    for (index, factor) in now.enumerated() {
      let step = max(factor.magnitude, 1e-6) * 0x1p-17
      try set(index, to: factor + step, in: network)
      let above = try quantity()
      try set(index, to: factor - step, in: network)
      let below = try quantity()
      try set(index, to: factor, in: network)
      result.append((above - below) / (2 * step))
    }
    return result
  }
}
