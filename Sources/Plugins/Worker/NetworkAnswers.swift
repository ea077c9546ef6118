import InitKit

/// Answers what a scheme in a worker asks of a network, and trusts none of its numbers.
struct NetworkAnswers {
  private let network: any NetworkHost
  private let parameters: [NetworkParameter]
  /// The answer that pages are taken of.
  private var pending: [Double] = []
  private var width = 0
  /// What was pushed.
  private var pushed: [Double] = []
  /// Most numbers that a scheme has reason to push.
  private let pushLimit: Int

  init(_ network: any NetworkHost) {
    self.network = network
    parameters = network.parameters
    pushLimit = parameters.reduce(0) { $0 + $1.site.count }
  }

  /// The answer to one question.
  ///
  /// - Throws: a fault, such as an interrupt, which ends the conversation.
  mutating func answer(_ question: Question) throws(InitializerError) -> Answer {
    do throws(InitializerError) {
      return try answered(question)
    } catch {
      if case .fault = error { throw error }
      return .threw(error)
    }
  }

  private mutating func answered(_ question: Question) throws(InitializerError) -> Answer {
    switch question {
    case .layer(let place): return .layer(try item(place, network.layers))
    case .branch(let place): return .branch(try item(place, network.branches))
    case .initializer(let name): return .specification(try network.initializer(name).specification)
    case .standard(let place):
      return .specification(network.standard(for: try item(place, parameters)).specification.withoutNeeds)
    case .streamOf(let place): return .stream(network.stream(of: try item(place, parameters)).numbers)
    case .stream(let purpose): return .stream(network.stream(purpose).numbers)
    case .draw, .units, .values, .earlier, .more, .push, .write: return try numbers(question)
    default: return try measured(question)
    }
  }

  /// Numbers that go to the worker or come from it.
  private mutating func numbers(_ question: Question) throws(InitializerError) -> Answer {
    switch question {
    case .draw(let source, let site, let stream): return page(try draw(source, site, stream))
    case .units(let place):
      guard let units = network.units(of: try item(place, parameters)) else { return .none }
      return page(units.map { Double($0) })
    case .values(let place): return page(network.values(of: try item(place, parameters)))
    case .earlier(let place): return page(network.earlierValues(of: try item(place, parameters)))
    case .more(let index):
      guard pending.indices.contains(index) else { return .none }
      let end = min(pending.count, index + Question.page)
      return .numbers(Array(pending[index..<end]), total: pending.count, width: width)
    case .push(let values, let isFirst):
      if isFirst { pushed = [] }
      guard pushed.count + values.count <= pushLimit else {
        throw .storage(found: pushed.count + values.count, needed: pushLimit)
      }
      pushed += values
      return .done
    case .write(let place):
      try network.write(pushed, to: try item(place, parameters))
      return .done
    default: return .none
    }
  }

  /// What the network does.
  private mutating func measured(_ question: Question) throws(InitializerError) -> Answer {
    switch question {
    case .loss(let batch, let isShifted):
      return page([try network.loss(batch: max(0, batch), shift: try shift(isShifted))])
    case .gradients(let batch, let isShifted):
      return page(try network.gradients(batch: max(0, batch), shift: try shift(isShifted)).flatMap { $0 })
    case .moments(let place, let reading, let batches):
      guard let reading = LayerReading(rawValue: reading) else { return .none }
      let layer = try item(place, network.layers)
      return page(try network.moments(of: layer, reading, batches: max(1, batches)))
    case .inputMoments(let batches): return page(try network.inputMoments(batches: max(1, batches)))
    case .inputs(let place, let batches):
      let rows = try network.inputs(of: try item(place, network.layers), batches: max(1, batches))
      return page(rows.flatMap { $0 }, width: rows.first?.count ?? 0)
    case .response(let activation, let mean, let variance):
      let found = network.response(of: activation, mean: mean, variance: max(0, variance))
      return page([found.mean, found.variance])
    default: return .none
    }
  }

  private mutating func page(_ values: [Double], width: Int = 0) -> Answer {
    (pending, self.width) = (values, width)
    return .numbers(Array(values.prefix(Question.page)), total: values.count, width: width)
  }

  private mutating func page(_ moments: UnitMoments) -> Answer {
    page([moments.mean, moments.variance, Double(moments.count)] + moments.unitMeans + moments.unitVariances)
  }

  private func item<Item>(_ place: Int, _ items: [Item]) throws(InitializerError) -> Item {
    guard items.indices.contains(place) else {
      throw .refused(reason: "it asks for number \(place), which is none")
    }
    return items[place]
  }

  /// What was pushed, parameter by parameter.
  private func shift(_ isShifted: Bool) throws(InitializerError) -> [[Double]]? {
    guard isShifted else { return nil }
    guard pushed.count == pushLimit else { throw .storage(found: pushed.count, needed: pushLimit) }
    var start = 0
    return parameters.map { parameter in
      defer { start += parameter.site.count }
      return Array(pushed[start..<start + parameter.site.count])
    }
  }

  private func draw(
    _ source: DrawSource, _ site: WeightSite, _ stream: [UInt64]
  ) throws(InitializerError) -> [Double] {
    guard stream.count == 3, let parameter = parameters.first(where: { $0.site == site }) else {
      throw .refused(reason: "it draws for a place that the network has not")
    }
    let chosen: ChosenInitializer =
      switch source {
      case .named(let name): try network.initializer(name)
      case .standard(let place): network.standard(for: try item(place, parameters))
      }
    return try chosen.values(
      at: parameter.site,
      from: RandomStream(StreamKey(bits: stream[0]), lane: stream[1], position: stream[2]))
  }
}

extension RandomStream {
  /// The three numbers that it is.
  fileprivate var numbers: [UInt64] { [key.bits, lane, position] }
}

extension InitializerSpecification {
  /// The same without parameters that must be given: it was made already.
  fileprivate var withoutNeeds: InitializerSpecification {
    var result = self
    result.parameters = []
    return result
  }
}
