/// A rule that makes one number of many, in the order of the entries.
package enum Reduction: String, CaseIterable, Sendable {
  /// Sum; 0 of nothing.
  case sum
  /// Sum over count; NaN of nothing.
  case mean
  /// Mean square distance from the mean, divided by the count as in NumPy; NaN of nothing.
  case variance
  /// Root of the variance.
  case deviation
  /// Euclidean norm: the root of the sum of squares.
  case norm
  /// Smallest entry, NaN when any is.
  case minimum
  /// Largest entry, NaN when any is.
  case maximum

  /// Applies the rule; nil where the rule says nothing of no numbers.
  package func apply(_ values: some Collection<Double>) -> Double? {
    switch self {
    case .sum: return values.reduce(0, +)
    case .mean: return values.reduce(0, +) / Double(values.count)
    case .variance: return Reduction.variance(of: values)
    case .deviation: return Reduction.variance(of: values).squareRoot()
    case .norm: return Reduction.norm(of: values)
    case .minimum: return Reduction.extreme(of: values, <)
    case .maximum: return Reduction.extreme(of: values, >)
    }
  }

  /// Mean square distance from the mean, in two passes.
  private static func variance(of values: some Collection<Double>) -> Double {
    let mean = values.reduce(0, +) / Double(values.count)
    return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
  }

  /// Scaled by the largest entry where squares would overflow or vanish.
  private static func norm(of values: some Collection<Double>) -> Double {
    let plain = values.reduce(0) { $0 + $1 * $1 }
    if plain.isNaN || (plain.isFinite && plain > 1e-280) { return plain.squareRoot() }
    let largest = values.reduce(0) { max($0, abs($1)) }
    guard largest > 0, largest.isFinite else { return largest }
    return largest * values.reduce(0) { $0 + ($1 / largest) * ($1 / largest) }.squareRoot()
  }

  /// The entry that precedes all others, or the first NaN.
  private static func extreme(
    of values: some Collection<Double>, _ precedes: (Double, Double) -> Bool
  ) -> Double? {
    guard var best = values.first else { return nil }
    for value in values {
      if value.isNaN { return value }
      if precedes(value, best) { best = value }
    }
    return best
  }
}

extension Tensor {
  /// One number of all entries.
  ///
  /// - Throws: `empty` for the smallest or largest of nothing.
  package func reduced(_ rule: Reduction) throws(TensorError) -> Double {
    guard let result = rule.apply(values) else { throw .empty(shape: shape) }
    return result
  }

  /// One number along an axis, which disappears; negative axes count from the end.
  ///
  /// - Throws: `axis` for an axis that is not there, `empty` as above.
  package func reduced(_ rule: Reduction, axis: Int) throws(TensorError) -> Tensor {
    let place = axis < 0 ? axis + rank : axis
    guard shape.indices.contains(place) else { throw .axis(axis, axes: rank) }
    let size = shape[place]
    let inner = shape[(place + 1)...].reduce(1, *)
    let outer = shape[..<place].reduce(1, *)
    var results: [Double] = []
    for block in 0..<outer {
      for column in 0..<inner {
        let start = block * size * inner + column
        let line = (0..<size).map { values[start + $0 * inner] }
        guard let result = rule.apply(line) else { throw .empty(shape: shape) }
        results.append(result)
      }
    }
    var rest = shape
    rest.remove(at: place)
    return Tensor(shape: rest, values: results)
  }
}
