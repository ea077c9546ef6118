import InitKit

/// How a library starts one parameter.
enum LibraryStart: Equatable {
  /// Independent draws of a law.
  case law(EntryLaw)
  /// One number everywhere.
  case fixed(Double)
  /// A random rotation of the whole parameter.
  case orthogonal
  /// A random rotation of each of so many gates.
  case orthogonalGates(Int)
  /// 1 for the forget gates of an LSTM's bias, 0 for the others.
  case forgetGate

  /// Uniform between plus and minus a bound.
  static func uniform(_ bound: Double) -> LibraryStart { .law(.uniform(low: -bound, high: bound)) }

  /// Normal with mean zero.
  static func normal(_ deviation: Double) -> LibraryStart { .law(.centeredNormal(deviation: deviation)) }

  /// Xavier's uniform rule over the whole parameter as one matrix.
  static func stackedXavierUniform(at site: WeightSite) -> LibraryStart {
    .law(.centeredUniform(deviation: (2 / site.stackedFans).squareRoot()))
  }

  /// Uniform between plus and minus `1 / sqrt(units)`, for all of a recurrent layer.
  static func unitUniform(at site: WeightSite) -> LibraryStart {
    .uniform(1 / Double(site.units).squareRoot())
  }

  /// PyTorch's rule, uniform between plus and minus `1 / sqrt(fan_in)`.
  static func fanUniform(at site: WeightSite) -> LibraryStart {
    .uniform(1 / FanMode.fanIn.fan(at: site).squareRoot())
  }
}

/// An initializer that starts every parameter as a library would without being told otherwise.
protocol LibraryInitializer: Initializer {
  /// The library's start of a parameter at a place.
  static func start(at site: WeightSite) -> LibraryStart
  init()
}

extension LibraryInitializer {
  /// Weights and biases.
  package static var scope: InitializerScope { .parameters }

  package init(_ arguments: InitializerArguments) { self.init() }

  package func fill(
    _ weights: inout MutableSpan<Double>, at site: WeightSite, using context: inout FillContext
  ) throws(InitializerError) {
    switch Self.start(at: site) {
    case .law(let law): context.fill(&weights, with: law)
    case .fixed(let value): fillEverywhere(&weights, with: value)
    case .orthogonal: try Orthogonal(gain: 1).fill(&weights, at: site, using: &context)
    case .orthogonalGates(let gates):
      try OrthogonalGates(gain: 1, gates: gates).fill(&weights, at: site, using: &context)
    case .forgetGate: try ForgetGate.lstm.fill(&weights, at: site, using: &context)
    }
  }

  package func promise(at site: WeightSite) -> Promise? {
    switch Self.start(at: site) {
    case .law(let law): Promise(independent: law, at: site)
    case .fixed(let value): .every(value, at: site)
    case .orthogonal: Orthogonal(gain: 1).promise(at: site)
    case .orthogonalGates(let gates): OrthogonalGates(gain: 1, gates: gates).promise(at: site)
    case .forgetGate: ForgetGate.lstm.promise(at: site)
    }
  }
}
