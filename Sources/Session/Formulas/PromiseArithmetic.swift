import InitKit

extension Promise {
  /// What holds of all entries times a number.
  func scaled(by factor: Double) -> Promise {
    var result = self
    let ends = [lower * factor, upper * factor].map { $0.isNaN ? 0 : $0 }
    (result.lower, result.upper) = (ends.min() ?? 0, ends.max() ?? 0)
    result.mean = mean * factor
    result.variance = variance * factor * factor
    result.law = law?.scaled(by: factor)
    result.orthogonalGain = orthogonalGain.map { $0 * factor.magnitude }
    // Times zero every entry is the same.
    guard factor != 0 else {
      result.breaksSymmetry = nil
      result.zeros = nil
      return result
    }
    return result
  }

  /// What holds of all entries divided by a number.
  ///
  /// A quotient is rounded once, the product with the inverse twice: bounds are those of the quotient.
  func divided(by divisor: Double) -> Promise? {
    guard divisor != 0 else { return nil }
    var result = scaled(by: 1 / divisor)
    let ends = [lower / divisor, upper / divisor]
    (result.lower, result.upper) = (ends.min() ?? 0, ends.max() ?? 0)
    return result
  }

  /// What holds of all entries plus a number.
  func shifted(by shift: Double) -> Promise {
    var result = self
    result.lower += shift
    result.upper += shift
    result.mean += shift
    result.law = law?.shifted(by: shift)
    if shift != 0 { (result.zeros, result.orthogonalGain) = (nil, nil) }
    return result
  }
}

extension EntryLaw {
  fileprivate func scaled(by factor: Double) -> EntryLaw {
    switch self {
    case .uniform(let low, let high):
      .uniform(low: min(low * factor, high * factor), high: max(low * factor, high * factor))
    case .normal(let mean, let deviation):
      .normal(mean: mean * factor, deviation: deviation * factor.magnitude)
    case .truncatedNormal(let mean, let deviation, let cut):
      .truncatedNormal(
        mean: mean * factor, deviation: deviation * factor.magnitude,
        cut: factor < 0 ? NormalCut(lower: -cut.upper, upper: -cut.lower) : cut)
    }
  }

  fileprivate func shifted(by shift: Double) -> EntryLaw {
    switch self {
    case .uniform(let low, let high): .uniform(low: low + shift, high: high + shift)
    case .normal(let mean, let deviation): .normal(mean: mean + shift, deviation: deviation)
    case .truncatedNormal(let mean, let deviation, let cut):
      .truncatedNormal(mean: mean + shift, deviation: deviation, cut: cut)
    }
  }
}
