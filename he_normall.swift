// An initializer for initlab. `plugin load he_normall.swift` compiles it and puts it into the table;
// `plugin check he_normall` tests it; after a change, `plugin reload he_normall`.
import InitKit

struct HeNormall: Initializer {
  static let specification = InitializerSpecification(
    name: "he_normall",
    summary: "Normal numbers that keep the size of signal and gradients.",
    formula: "w ~ N(0, s^2), s = gain sqrt(2 / (fan_in + fan_out))",
    source: "your name, this year",
    parameters: [.number("gain", default: 1, in: .nonNegative, help: "factor on the deviation")],
    suits: "tanh layers")

  private let gain: Double

  init(_ arguments: InitializerArguments) throws(InitializerError) {
    gain = try arguments.number("gain")
  }

  /// The law of each entry at a place: its fans are counted by the host.
  private func law(at site: WeightSite) -> EntryLaw {
    let fans = Double(max(1, site.fanIn + site.fanOut))
    return .normal(mean: 0, deviation: gain * (2 / fans).squareRoot())
  }

  /// Writes every entry, row after row, with numbers of the stream that it is lent.
  func fill(
    _ weights: inout MutableSpan<Double>, at site: WeightSite, using context: inout FillContext
  ) throws(InitializerError) {
    context.fill(&weights, with: law(at: site))
  }

  /// What `plugin check` and `describe` hold the numbers against.
  func promise(at site: WeightSite) -> Promise? {
    Promise(independent: law(at: site), at: site)
  }
}
