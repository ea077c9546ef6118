/// What an initializer promises of the values it gives at one place.
public struct Promise: Sendable, Equatable {
  /// Expected value of an entry; for fixed values the mean over the parameter.
  public var mean: Double
  /// Variance of an entry; for fixed values the variance over the parameter.
  public var variance: Double
  /// No entry is smaller.
  public var lower: Double
  /// No entry is larger.
  public var upper: Double
  /// Fourth central moment over the squared variance, 3 for a normal law.
  public var kurtosis: Double
  /// Exact number of entries that are zero, or nil when nothing is said of zeros.
  public var zeros: Int?
  /// Whether every two neurons (rows) start different; nil when chance decides.
  public var breaksSymmetry: Bool?
  /// The law of a single entry, when it is one that can be tested.
  public var law: EntryLaw?
  /// How many entries share one random number, up to sign; 1 for independent ones.
  public var repeats: Int
  /// Length of the mutually orthogonal rows (or columns, where there are more rows), or nil.
  public var orthogonalGain: Double?

  /// Promises moments and bounds; all else is optional.
  public init(
    mean: Double, variance: Double, lower: Double = -.infinity, upper: Double = .infinity,
    kurtosis: Double = 3, zeros: Int? = nil, breaksSymmetry: Bool?, law: EntryLaw? = nil,
    repeats: Int = 1, orthogonalGain: Double? = nil
  ) {
    self.mean = mean
    self.variance = variance
    self.lower = lower
    self.upper = upper
    self.kurtosis = kurtosis
    self.zeros = zeros
    self.breaksSymmetry = breaksSymmetry
    self.law = law
    self.repeats = repeats
    self.orthogonalGain = orthogonalGain
  }

  /// Promises independent entries of one law.
  ///
  /// Two rows of random numbers differ unless they have no entries or no spread.
  public init(independent law: EntryLaw, at site: WeightSite) {
    let spread = law.variance > 0 && site.columns > 0
    self.init(
      mean: law.mean, variance: law.variance, lower: law.lower, upper: law.upper, kurtosis: law.kurtosis,
      breaksSymmetry: spread || site.rows < 2, law: law)
  }
}
