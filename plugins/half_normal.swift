// A plugin in Swift: one file with one type. `plugin load plugins/half_normal.swift` compiles it and puts it
// into the table; `plugin check half_normal` holds it to what it promises.
import InitKit

/// Absolute values of normal numbers: weights that never inhibit.
struct HalfNormal: Initializer {
  static let specification = InitializerSpecification(
    name: "half_normal",
    summary: "Absolute values of normal numbers: weights that never inhibit.",
    formula: "w = |z| s, z ~ N(0, 1), s = gain / sqrt(fan_in)",
    source: "an example; the law is the half-normal one",
    parameters: [.number("gain", default: 1, in: .nonNegative, help: "factor on the deviation")],
    suits: "layers whose weights must not be negative",
    notes: ["its mean is not zero: the signal grows with the number of inputs"])

  private let gain: Double

  init(_ arguments: InitializerArguments) throws(InitializerError) {
    gain = try arguments.number("gain")
  }

  private func scale(at site: WeightSite) -> Double { gain / Double(max(1, site.fanIn)).squareRoot() }

  func fill(
    _ weights: inout MutableSpan<Double>, at site: WeightSite, using context: inout FillContext
  ) throws(InitializerError) {
    let scale = scale(at: site)
    for index in weights.indices { weights[index] = abs(context.random.normal()) * scale }
  }

  /// Mean sqrt(2 / pi) s, variance (1 - 2 / pi) s^2, kurtosis 3.8692.
  func promise(at site: WeightSite) -> Promise? {
    let scale = scale(at: site)
    return Promise(
      mean: (2 / Double.pi).squareRoot() * scale, variance: (1 - 2 / Double.pi) * scale * scale, lower: 0,
      kurtosis: 3.8692, breaksSymmetry: site.rows < 2 || (site.columns > 0 && scale > 0))
  }
}
