import InitKit

/// How a library starts one parameter.
enum LibraryStart: Equatable {
  /// Independent draws of a law.
  case law(EntryLaw)
  /// One number everywhere.
  case fixed(Double)
  /// A random rotation of the whole parameter.
  case orthogonal

  /// Uniform between plus and minus a bound.
  static func uniform(_ bound: Double) -> LibraryStart { .law(.uniform(low: -bound, high: bound)) }

  /// Normal with mean zero.
  static func normal(_ deviation: Double) -> LibraryStart { .law(.centeredNormal(deviation: deviation)) }

  /// Xavier's uniform rule.
  static func xavierUniform(at site: WeightSite) -> LibraryStart {
    .law(.centeredUniform(deviation: 1 / FanMode.fanAverage.fan(at: site).squareRoot()))
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
    }
  }

  package func promise(at site: WeightSite) -> Promise? {
    switch Self.start(at: site) {
    case .law(let law): Promise(independent: law, at: site)
    case .fixed(let value): .every(value, at: site)
    case .orthogonal: Orthogonal(gain: 1).promise(at: site)
    }
  }
}
