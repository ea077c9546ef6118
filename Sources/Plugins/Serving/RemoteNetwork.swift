import InitKit

/// A network that the host holds, to a scheme in a worker: each look is a question.
final class RemoteNetwork: NetworkHost {
  let layers: [NetworkLayer]
  let branches: [ResidualBranch]
  let batchCount: Int
  let learningRate: Double

  private let line: HostLine
  /// The initializers of the plugin itself, which need no question.
  private let own: [String: InitializerEntry]

  /// Asks for the layers and branches.
  ///
  /// - Throws: what the host says went wrong.
  init(
    _ line: HostLine, own: [String: InitializerEntry], layers: Int, branches: Int, batches: Int,
    learningRate: Double
  ) throws(InitializerError) {
    self.line = line
    self.own = own
    (batchCount, self.learningRate) = (batches, learningRate)
    var (known, sums): ([NetworkLayer], [ResidualBranch]) = ([], [])
    for place in 0..<max(0, layers) {
      if case .layer(let layer) = try line.ask(.layer(place)) { known.append(layer) }
    }
    for place in 0..<max(0, branches) {
      if case .branch(let branch) = try line.ask(.branch(place)) { sums.append(branch) }
    }
    (self.layers, self.branches) = (known, sums)
  }

  func initializer(_ name: String) throws(InitializerError) -> ChosenInitializer {
    if let entry = own[name] { return try entry.choose() }
    guard case .specification(let specification) = try line.ask(.initializer(name)) else {
      throw .unknownInitializer(name)
    }
    return try remote(specification, .named(name))
  }

  func standard(for parameter: NetworkParameter) -> ChosenInitializer {
    let fallback = InitializerSpecification(
      name: "standard", summary: "", formula: "", source: "", suits: "")
    let found = try? line.ask(.standard(parameter.place))
    guard case .specification(let specification)? = found,
      let chosen = try? remote(specification, .standard(parameter.place))
    else {
      return remote(unchecked: fallback, .standard(parameter.place))
    }
    return chosen
  }

  private func remote(
    _ specification: InitializerSpecification, _ source: DrawSource
  ) throws(InitializerError) -> ChosenInitializer {
    ChosenInitializer(
      specification: specification, origin: .builtin,
      arguments: try InitializerArguments(for: specification), filling: RemoteFilling(source: source))
  }

  private func remote(
    unchecked specification: InitializerSpecification, _ source: DrawSource
  ) -> ChosenInitializer {
    let entry = InitializerEntry(specification: specification, origin: .builtin) {
      (_) throws(InitializerError) -> any WeightFilling in RemoteFilling(source: source)
    }
    guard let chosen = try? entry.choose() else {
      preconditionFailure("an initializer without parameters can be made")
    }
    return chosen
  }

  func draw(
    _ initializer: ChosenInitializer, at parameter: NetworkParameter
  ) throws(InitializerError) -> [Double] {
    let stream = stream(of: parameter)
    guard let remote = initializer.filling as? RemoteFilling else {
      return try initializer.values(at: parameter.site, from: stream)
    }
    let question = Question.draw(
      remote.source, parameter.site, stream: [stream.key.bits, stream.lane, stream.position])
    return try line.numbers(question)?.values ?? []
  }

  func stream(of parameter: NetworkParameter) -> RandomStream { stream(.streamOf(parameter.place)) }

  func stream(_ purpose: String) -> RandomStream { stream(.stream(purpose)) }

  private func stream(_ question: Question) -> RandomStream {
    guard case .stream(let numbers)? = try? line.ask(question), numbers.count == 3 else {
      return RandomStream(StreamKey(bits: 0))
    }
    return RandomStream(StreamKey(bits: numbers[0]), lane: numbers[1], position: numbers[2])
  }

  func units(of parameter: NetworkParameter) -> [Int]? {
    (try? line.numbers(.units(parameter.place)))?.values.map { Int($0) }
  }

  func values(of parameter: NetworkParameter) -> [Double] {
    (try? line.numbers(.values(parameter.place)))?.values ?? []
  }

  func earlierValues(of parameter: NetworkParameter) -> [Double] {
    (try? line.numbers(.earlier(parameter.place)))?.values ?? []
  }

  func write(_ values: [Double], to parameter: NetworkParameter) throws(InitializerError) {
    try line.push(values)
    _ = try line.ask(.write(parameter.place))
  }

  func loss(batch: Int, shift: [[Double]]?) throws(InitializerError) -> Double {
    if let shift { try line.push(shift.flatMap { $0 }) }
    return try line.numbers(.loss(batch: batch, isShifted: shift != nil))?.values.first ?? .nan
  }

  func gradients(batch: Int, shift: [[Double]]?) throws(InitializerError) -> [[Double]] {
    if let shift { try line.push(shift.flatMap { $0 }) }
    let all = try line.numbers(.gradients(batch: batch, isShifted: shift != nil))?.values ?? []
    var start = 0
    return parameters.map { parameter in
      let end = min(all.count, start + parameter.site.count)
      defer { start = end }
      return Array(all[start..<end])
    }
  }

  func moments(
    of layer: NetworkLayer, _ reading: LayerReading, batches: Int
  ) throws(InitializerError) -> UnitMoments {
    try moments(.moments(layer: layer.place, reading: reading.rawValue, batches: batches))
  }

  func inputMoments(batches: Int) throws(InitializerError) -> UnitMoments {
    try moments(.inputMoments(batches: batches))
  }

  private func moments(_ question: Question) throws(InitializerError) -> UnitMoments {
    let values = try line.numbers(question)?.values ?? []
    guard values.count >= 3 else { throw .refused(reason: "the host gave no moments") }
    let units = (values.count - 3) / 2
    return UnitMoments(
      unitMeans: Array(values[3..<3 + units]), unitVariances: Array(values[(3 + units)...]),
      mean: values[0], variance: values[1], count: Int(values[2]))
  }

  func inputs(of layer: NetworkLayer, batches: Int) throws(InitializerError) -> [[Double]] {
    guard let found = try line.numbers(.inputs(layer: layer.place, batches: batches)) else { return [] }
    let width = max(1, found.width)
    return stride(from: 0, to: found.values.count - width + 1, by: width).map {
      Array(found.values[$0..<$0 + width])
    }
  }

  func response(
    of activation: ActivationSite, mean: Double, variance: Double
  ) -> (mean: Double, variance: Double) {
    let found = (try? line.numbers(.response(activation, mean: mean, variance: variance)))?.values ?? []
    return found.count == 2 ? (found[0], found[1]) : (mean, variance)
  }
}

/// An initializer of the host, to a scheme in a worker, which has the network draw by it.
struct RemoteFilling: WeightFilling {
  let source: DrawSource

  func fill(
    _ weights: inout MutableSpan<Double>, at site: WeightSite, using context: inout FillContext
  ) throws(InitializerError) {
    throw .refused(reason: "it is drawn by the network: `network.draw`")
  }
}
