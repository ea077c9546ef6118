import Engine
import InitKit
import Tensor

extension SchemeSuite {
  /// Whether a network that was trained starts again as one that was not, by the same draws.
  func isIndependentOfPast(
    _ chosen: ChosenInitializer, _ network: SchemeNetwork
  ) throws(EngineError) -> Bool {
    guard case .success(let fresh) = try run(chosen, on: network),
      case .success(let trained) = try run(chosen, on: network)
    else { return false }
    _ = trained.run(steps: 3)
    try trained.reinitialize(.all)
    try fresh.reinitialize(.all)
    return sameBits(try numbers(of: trained), try numbers(of: fresh))
  }

  /// Whether single precision starts from the same numbers, rounded.
  func isIndependentOfPrecision(
    _ chosen: ChosenInitializer, _ network: SchemeNetwork
  ) throws(EngineError) -> Bool {
    var single = network.description
    single.precision = .float32
    guard case .success(let narrow) = try run(chosen, on: network, as: single),
      case .success(let wide) = try run(chosen, on: network)
    else { return false }
    let rounded = try numbers(of: wide).map { $0.map { Double(Float($0)) } }
    return sameBits(try numbers(of: narrow), rounded)
  }

  /// Whether one thread and three give the same bits on wide layers, or the same refusal, numbers and all.
  func isIndependentOfThreads(_ chosen: ChosenInitializer) throws(EngineError) -> Bool {
    let network = try SchemeNetwork.wide(seed: seed)
    // What learns in many rounds does the same sums in two.
    let short = try? initializers.choose(
      chosen.specification.name, [], [NamedArgument("rounds", .number(2))])
    let chosen = chosen.specification.learns ? short ?? chosen : chosen
    let threads = Kernels.threads
    defer { Kernels.setThreads(threads) }
    Kernels.setThreads(1)
    let alone = try run(chosen, on: network)
    Kernels.setThreads(3)
    switch (alone, try run(chosen, on: network)) {
    case (.success(let one), .success(let several)):
      return sameBits(try numbers(of: one), try numbers(of: several))
    case (.failure(let one), .failure(let several)): return one == several
    default: return false
    }
  }

  /// Whether a network stays as it was when the user stops the scheme at its first measurement.
  func leavesNoTrace(_ chosen: ChosenInitializer, _ network: SchemeNetwork) throws(EngineError) -> Bool {
    let flag = UnsafeMutablePointer<Int32>.allocate(capacity: 1)
    flag.initialize(to: 0)
    defer { flag.deallocate() }
    var description = network.description
    description.initializeNetwork(by: chosen)
    let model = try Model(
      description, data: network.data, initializers: initializers, interrupt: UnsafePointer(flag))
    _ = model.run(steps: 2)
    let before = model.snapshot().record
    flag.pointee = 1
    do throws(EngineError) {
      try model.reinitialize(.all)
      return false
    } catch {
      return model.snapshot().record == before
    }
  }

  /// Checks that equal neurons come out equal where a scheme may start from equal ones.
  func checkEqualNeurons(
    _ chosen: ChosenInitializer, _ network: SchemeNetwork, _ report: inout ConformanceReport
  ) throws(EngineError) {
    let specification = chosen.specification
    guard specification.parameters.contains(where: { $0.name == "start" && $0.kind == .word }),
      let start = try? initializers.choose(
        specification.name, [], [NamedArgument("start", .text("ones"))]),
      case .success(let model) = try run(start, on: network)
    else { return }
    var broken = finding(.equalStays, start, network)
    for layer in model.hiddenLayers {
      let distinct = try model.distinct(in: layer.name)
      broken.found = Double(distinct)
      broken.promised = 1
      report.check(.equalStays, distinct == 1 ? nil : broken)
    }
  }

  /// Checks that what is not declared is refused, and that every parameter changes the result somewhere.
  func checkParameters(
    of entry: InitializerEntry, on networks: [SchemeNetwork], _ report: inout ConformanceReport
  ) throws(EngineError) {
    let name = entry.specification.name
    let unknown = "no_such_parameter"
    let isRefused = (try? entry.choose([], [NamedArgument(unknown, .number(1))])) == nil
    report.check(
      .unknownRefused, isRefused ? nil : ConformanceFinding(.unknownRefused, call: name, parameter: unknown))
    for parameter in entry.specification.parameters {
      let isUsed = try matters(parameter, of: entry, on: networks)
      let finding = ConformanceFinding(.parametersMatter, call: name, parameter: parameter.name)
      report.check(.parametersMatter, isUsed ? nil : finding)
    }
  }

  /// Whether some other value gives other bits, or another answer, on some network.
  private func matters(
    _ parameter: ParameterSpecification, of entry: InitializerEntry, on networks: [SchemeNetwork]
  ) throws(EngineError) -> Bool {
    for network in networks {
      for base in bases(for: parameter, of: entry) {
        guard let original = try? entry.choose([], base),
          case .success(let model) = try run(original, on: network)
        else { continue }
        let values = try numbers(of: model)
        for sample in parameter.schemeSamples {
          guard let changed = try? entry.choose([], base + [NamedArgument(parameter.name, sample)]) else {
            continue
          }
          if try !sameBits(try run(changed, on: network), values) { return true }
        }
      }
    }
    return false
  }

  /// The defaults and, as a parameter may matter beside a certain choice alone, the defaults with each choice.
  private func bases(
    for parameter: ParameterSpecification, of entry: InitializerEntry
  ) -> [[NamedArgument]] {
    var result: [[NamedArgument]] = [[]]
    for other in entry.specification.parameters where other.name != parameter.name {
      switch other.kind {
      case .choice(let words): result += words.map { [NamedArgument(other.name, .text($0))] }
      case .boolean: result += [true, false].map { [NamedArgument(other.name, .boolean($0))] }
      case .word where other.name == "start": result.append([NamedArgument("start", .text("he_normal"))])
      default: continue
      }
    }
    return result
  }
}

extension ParameterSpecification {
  /// Some values that the parameter accepts, those first that are quick to try.
  fileprivate var schemeSamples: [ArgumentValue] {
    let candidates: [ArgumentValue] =
      switch kind {
      case .number, .integer: [2, 3, 0.5, 1e-6, 0.01, 10].map { .number($0) }
      case .choice(let words): words.map { .text($0) }
      case .boolean: [.boolean(true), .boolean(false)]
      case .word: ["he_normal", "xavier_uniform", "present"].map { .text($0) }
      case .integers, .numbers: [[1], [2, 3], [4, 1, 2]].map { .list($0.map { .number($0) }) }
      }
    var lowest: [ArgumentValue] = []
    if case .integer(let range) = kind { lowest = [.number(Double(range.lowerBound))] }
    return (lowest + candidates).filter { (try? check($0)) != nil }
  }
}
