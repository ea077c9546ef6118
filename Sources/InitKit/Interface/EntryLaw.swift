/// The probability law of one entry.
public enum EntryLaw: Sendable, Equatable {
  /// Evenly spread over `low..high`.
  case uniform(low: Double, high: Double)
  /// Normal with a standard deviation.
  case normal(mean: Double, deviation: Double)
  /// Normal, shifted and scaled, of a standard normal cut at bounds.
  case truncatedNormal(mean: Double, deviation: Double, cut: NormalCut)

  /// Expected value.
  public var mean: Double {
    switch self {
    case .uniform(let low, let high): low + (high - low) / 2
    case .normal(let mean, _): mean
    case .truncatedNormal(let mean, let deviation, let cut): mean + deviation * cut.mean
    }
  }

  /// Variance of one draw; of a cut law that of what is left.
  public var variance: Double {
    switch self {
    case .uniform(let low, let high): (high - low) * (high - low) / 12
    case .normal(_, let deviation): deviation * deviation
    case .truncatedNormal(_, let deviation, let cut): deviation * deviation * cut.variance
    }
  }

  /// Fourth central moment over the squared variance.
  public var kurtosis: Double {
    switch self {
    case .uniform: 1.8
    case .normal: 3
    case .truncatedNormal(_, _, let cut): cut.kurtosis
    }
  }

  /// Lower bound.
  public var lower: Double {
    switch self {
    case .uniform(let low, _): low
    case .normal(let mean, let deviation): deviation > 0 ? -.infinity : mean
    case .truncatedNormal(let mean, let deviation, let cut): mean + deviation * cut.lower
    }
  }

  /// Upper bound.
  public var upper: Double {
    switch self {
    case .uniform(_, let high): high
    case .normal(let mean, let deviation): deviation > 0 ? .infinity : mean
    case .truncatedNormal(let mean, let deviation, let cut): mean + deviation * cut.upper
    }
  }

  /// Draws one entry.
  public func draw(from stream: inout RandomStream) -> Double {
    switch self {
    case .uniform(let low, let high): stream.uniform(low, high)
    case .normal(let mean, let deviation): mean + deviation * stream.normal()
    case .truncatedNormal(let mean, let deviation, let cut): mean + deviation * cut.draw(from: &stream)
    }
  }

  /// Probability of an entry of at most a value; a law without spread jumps at its mean.
  public func cumulative(_ value: Double) -> Double {
    guard variance > 0 else { return value < mean ? 0 : 1 }
    switch self {
    case .uniform(let low, let high): return min(1, max(0, (value - low) / (high - low)))
    case .normal(let mean, let deviation): return PortableMath.normalCumulative((value - mean) / deviation)
    case .truncatedNormal(let mean, let deviation, let cut): return cut.cumulative((value - mean) / deviation)
    }
  }
}
