import InitKit

/// Waves of a short-time Fourier transform: a first layer that hears frequencies.
package struct Stft: Initializer {
  package static let specification = InitializerSpecification(
    name: "stft",
    summary: "Each neuron is a wave under a window: a convolution over sound starts as a spectrum.",
    formula:
      "w[f, t] = window(t) cos(2 pi f t / N) / s, or -sin for the imaginary side; N = 2 (frequencies - 1)",
    source: "Keras' STFT initializer; Allen and Rabiner 1977, doi:10.1109/PROC.1977.10770",
    parameters: [
      .choice(
        "side", of: ["real", "imag", "both"], help: "`both`: the first half real, the second imaginary"),
      .choice("window", of: ["hann", "hamming", "none"], help: "weight of each tap, symmetric"),
      .choice(
        "scaling", of: ["density", "spectrum", "none"],
        help: "s: root of the window's sum of squares, its sum, or 1"),
    ],
    suits: "conv1d over a sound wave, with as many taps as a frame is long; a dense layer over one frame",
    notes: [
      "every input channel gets the same waves",
      "the imaginary side of frequency 0 hears nothing: a dead filter until training moves it",
    ],
    examples: ["stft", "stft(both, hamming)"], isDeterministic: true)

  private let side: String
  private let window: String
  private let scaling: String

  package init(_ arguments: InitializerArguments) throws(InitializerError) {
    side = try arguments.text("side")
    window = try arguments.text("window")
    scaling = try arguments.text("scaling")
  }

  /// The window over some taps.
  private func window(_ taps: Int) -> [Double] {
    guard taps > 1, window != "none" else { return [Double](repeating: 1, count: taps) }
    let base = window == "hann" ? 0.5 : 0.54
    return (0..<taps).map { tap in
      base - (1 - base) * PortableMath.cos(2 * PortableMath.pi * Double(tap) / Double(taps - 1))
    }
  }

  /// What all entries of the window are divided by; 1 for a window of zeros alone.
  private func scale(_ window: [Double]) -> Double {
    let sum: Double =
      switch scaling {
      case "density": window.reduce(0) { $0 + $1 * $1 }.squareRoot()
      case "spectrum": window.reduce(0, +)
      default: 1
      }
    return sum > 0 ? sum : 1
  }

  /// All entries: the last axis is time, what lies between is input channels.
  private func values(at site: WeightSite) -> [Double] {
    let taps = site.shape.last ?? 1
    let channels = taps > 0 ? site.columns / taps : 0
    let window = window(taps)
    let scale = scale(window)
    let frequencies = side == "both" ? (site.rows + 1) / 2 : site.rows
    let length = Double(max(1, 2 * (frequencies - 1)))
    return (0..<site.rows).flatMap { row in
      let isImaginary = side == "imag" || row >= frequencies
      let frequency = Double(row >= frequencies ? row - frequencies : row)
      let wave = window.enumerated().map { tap, weight in
        let angle = 2 * PortableMath.pi * frequency * Double(tap) / length
        return weight / scale * (isImaginary ? -PortableMath.sin(angle) : PortableMath.cos(angle))
      }
      return (0..<channels).flatMap { _ in wave }
    }
  }

  package func fill(
    _ weights: inout MutableSpan<Double>, at site: WeightSite, using context: inout FillContext
  ) throws(InitializerError) {
    _ = try site.matrix(storage: weights.count)
    guard site.shape.count <= 3 else { throw .shape(found: site.shape, needed: .axes(3)) }
    for (index, value) in values(at: site).enumerated() { weights[index] = value }
  }

  package func promise(at site: WeightSite) -> Promise? {
    (2...3).contains(site.shape.count) ? .exactly(values(at: site), at: site) : nil
  }
}
