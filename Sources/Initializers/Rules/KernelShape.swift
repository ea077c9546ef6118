import InitKit

/// A parameter as a kernel `[outputs, inputs, taps...]`; a matrix is a kernel with one tap.
struct KernelShape: Equatable {
  let outputs: Int
  let inputs: Int
  /// Sizes of the axes that slide.
  let taps: [Int]

  /// Reads a site's shape; sizes that it lacks are 1.
  init(_ site: WeightSite) {
    outputs = site.rows
    inputs = site.shape.dropFirst().first ?? 1
    taps = Array(site.shape.dropFirst(2))
  }

  /// Reads a site's shape where storage is to be filled.
  ///
  /// - Throws: `shape` for a vector or a scalar, `storage` when the storage has another size.
  init(_ site: WeightSite, storage: Int) throws(InitializerError) {
    _ = try site.matrix(storage: storage)
    self.init(site)
  }

  /// Number of taps.
  var tapCount: Int { taps.reduce(1, *) }

  /// Number of entries.
  var count: Int { outputs * inputs * tapCount }

  /// Which way the middle of an even axis is rounded.
  enum Middle {
    /// `k / 2`, as in PyTorch's `dirac_`.
    case upper
    /// `(k - 1) / 2`, as in JAX's `delta_orthogonal`.
    case lower
  }

  /// Place of the middle tap among the taps.
  func center(_ middle: Middle) -> Int {
    taps.reduce(0) { $0 * $1 + (middle == .upper ? $1 : $1 - 1) / 2 }
  }
}

extension Promise {
  /// Promises a kernel with one number at some places, known beforehand, and zeros at all others.
  static func marks(_ marks: Int, of value: Double, at site: WeightSite, breaksSymmetry: Bool?) -> Promise {
    let share = Double(marks) / Double(max(1, site.count))
    return Promise(
      mean: value * share, variance: value * value * share * (1 - share),
      lower: share < 1 ? min(0, value) : value, upper: share < 1 ? max(0, value) : value,
      zeros: value == 0 ? site.count : site.count - marks, breaksSymmetry: breaksSymmetry)
  }
}
