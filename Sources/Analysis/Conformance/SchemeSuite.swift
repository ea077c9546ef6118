import Engine
import InitKit
import Tensor

/// Checks schemes over whole networks against the rules of the table, on networks of several kinds.
///
/// A scheme may refuse a network with a typed error; one kind at least it has to initialize.
package struct SchemeSuite: Sendable {
  /// Seed of data and draws.
  package var seed: UInt64
  /// Where schemes find the initializers that they name.
  let initializers: InitializerTable

  /// Sets the seed and the table.
  package init(seed: UInt64 = 0, initializers: InitializerTable) {
    self.seed = seed
    self.initializers = initializers
  }

  /// Checks a row of the table.
  ///
  /// - Throws: what stands against compiling the networks, such as memory.
  package func check(_ entry: InitializerEntry) throws(EngineError) -> ConformanceReport {
    var report = ConformanceReport()
    let name = entry.specification.name
    let chosen: ChosenInitializer
    do throws(InitializerError) {
      chosen = try entry.choose()
      report.check(.makes, nil)
    } catch {
      report.check(.makes, ConformanceFinding(.makes, call: name, error: error))
      return report
    }
    var filled: [SchemeNetwork] = []
    var refusal: InitializerError?
    for network in try SchemeNetwork.all(seed: seed, few: entry.specification.learns) {
      switch try run(chosen, on: network) {
      case .success(let model):
        filled.append(network)
        try checkNetwork(chosen, network, model, &report)
      case .failure(let error):
        refusal = error
        report.check(.shapes, error.isRefusal ? nil : finding(.shapes, chosen, network, error))
      }
    }
    guard let ordinary = filled.first else {
      report.check(.shapes, ConformanceFinding(.shapes, call: chosen.description, error: refusal))
      return report
    }
    try checkOnce(chosen, ordinary, &report)
    try checkParameters(of: entry, on: filled, &report)
    return report
  }

  /// Initializes the first network that a scheme does not refuse, and says how many weights that has.
  package func trial(of entry: InitializerEntry) -> Int? {
    guard let chosen = try? entry.choose(), let networks = try? SchemeNetwork.all(seed: seed) else {
      return nil
    }
    for network in networks {
      if case .success(let model)? = try? run(chosen, on: network) { return model.blueprint.parameterCount }
    }
    return nil
  }

  /// What holds on every network: finite numbers, the same bits again, neurons as declared.
  private func checkNetwork(
    _ chosen: ChosenInitializer, _ network: SchemeNetwork, _ model: Model, _ report: inout ConformanceReport
  ) throws(EngineError) {
    let values = try numbers(of: model)
    report.check(.shapes, nil)
    report.check(
      .finite,
      values.allSatisfy { $0.values.allSatisfy(\.isFinite) } ? nil : finding(.finite, chosen, network))
    let again = try run(chosen, on: network)
    report.check(
      .repeatable, try sameBits(again, values) ? nil : finding(.repeatable, chosen, network))
    let (distinct, count) = try neurons(of: model)
    if report.neurons == nil { report.neurons = .init(distinct: distinct, count: count) }
    guard let breaks = chosen.scheme?.breaksSymmetry, count > 1 else { return }
    var broken = finding(.symmetry, chosen, network)
    broken.found = Double(distinct)
    broken.promised = breaks ? Double(count) : nil
    report.check(.symmetry, (distinct == count) == breaks ? nil : broken)
  }

  /// What is looked at on one network.
  private func checkOnce(
    _ chosen: ChosenInitializer, _ network: SchemeNetwork, _ report: inout ConformanceReport
  ) throws(EngineError) {
    let values = try run(chosen, on: network).get(or: numbers)
    var other = network.description
    other.seed = seed &+ 1
    let changed = try run(chosen, on: network, as: other).get(or: numbers)
    let isSame = values.map { sameBits(changed, $0) } ?? false
    report.check(
      .streamMatters,
      isSame == chosen.specification.isDeterministic ? nil : finding(.streamMatters, chosen, network))
    report.check(.order, try isIndependentOfPast(chosen, network) ? nil : finding(.order, chosen, network))
    report.check(
      .precision, try isIndependentOfPrecision(chosen, network) ? nil : finding(.precision, chosen, network))
    report.check(.threads, try isIndependentOfThreads(chosen) ? nil : finding(.threads, chosen, network))
    report.check(.untouched, try leavesNoTrace(chosen, network) ? nil : finding(.untouched, chosen, network))
    try checkEqualNeurons(chosen, network, &report)
  }

  // MARK: Running

  /// A fresh network after a scheme, or what the scheme threw.
  func run(
    _ chosen: ChosenInitializer, on network: SchemeNetwork, as description: ModelDescription? = nil
  ) throws(EngineError) -> Result<Model, InitializerError> {
    var description = description ?? network.description
    description.initializeNetwork(by: chosen)
    do throws(EngineError) {
      return .success(try Model(description, data: network.data, initializers: initializers))
    } catch {
      guard case .scheme(_, let reason) = error else { throw error }
      return .failure(reason)
    }
  }

  /// All parameters.
  func numbers(of model: Model) throws(EngineError) -> [Tensor] {
    var result: [Tensor] = []
    for layer in model.layers {
      for parameter in layer.parameters { result.append(try model.parameter(layer.name, parameter.name)) }
    }
    return result
  }

  func sameBits(_ left: Result<Model, InitializerError>, _ right: [Tensor]) throws(EngineError) -> Bool {
    guard let values = try left.get(or: numbers) else { return false }
    return sameBits(values, right)
  }

  func sameBits(_ left: [Tensor]?, _ right: [Tensor]) -> Bool {
    guard let left, left.count == right.count else { return false }
    return zip(left, right).allSatisfy { $0.hasSameBits(as: $1) }
  }

  /// Neurons of the hidden layers, and how many there are of a kind.
  func neurons(of model: Model) throws(EngineError) -> (distinct: Int, count: Int) {
    var (distinct, count) = (0, 0)
    for layer in model.hiddenLayers {
      distinct += try model.distinct(in: layer.name)
      count += layer.units
    }
    return (distinct, count)
  }

  func finding(
    _ rule: ConformanceRule, _ chosen: ChosenInitializer, _ network: SchemeNetwork,
    _ error: InitializerError? = nil
  ) -> ConformanceFinding {
    ConformanceFinding(rule, call: chosen.description, network: network.name, error: error)
  }
}

extension Result where Success == Model, Failure == InitializerError {
  /// What is read of a network; nil where there is none.
  fileprivate func get<Value>(or read: (Model) throws(EngineError) -> Value) throws(EngineError) -> Value? {
    guard case .success(let model) = self else { return nil }
    return try read(model)
  }
}

extension InitializerError {
  /// Whether it is a plain no to a network, rather than a failure.
  fileprivate var isRefusal: Bool {
    switch self {
    case .lacks, .unmeasurable, .notReached, .refused, .shape: true
    default: false
    }
  }
}
