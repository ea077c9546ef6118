import InitKit

extension ConformanceSuite {
  /// Checks that an initializer can be made, refuses what it does not know and uses what it declares.
  func checkParameters(of entry: InitializerEntry) -> ConformanceReport {
    var report = ConformanceReport()
    let name = entry.specification.name
    let base = sampleArguments(for: entry.specification)
    do throws(InitializerError) {
      _ = try entry.choose([], base)
      report.check(.makes, nil)
    } catch {
      report.check(.makes, ConformanceFinding(.makes, call: name, error: error))
      return report
    }
    let unknown = "no_such_parameter"
    let isRefused = (try? entry.choose([], base + [NamedArgument(unknown, .number(1))])) == nil
    report.check(
      .unknownRefused, isRefused ? nil : ConformanceFinding(.unknownRefused, call: name, parameter: unknown))
    for parameter in entry.specification.parameters {
      let finding = ConformanceFinding(.parametersMatter, call: name, parameter: parameter.name)
      let isUsed = bases(base, for: parameter, of: entry).contains { matters(parameter, of: entry, $0) }
      report.check(.parametersMatter, isUsed ? nil : finding)
    }
    return report
  }

  /// Values for the parameters that have no default.
  func sampleArguments(for specification: InitializerSpecification) -> [NamedArgument] {
    specification.parameters.filter { $0.default == .required }.compactMap { parameter in
      parameter.samples.first.map { NamedArgument(parameter.name, $0) }
    }
  }

  /// The base and, as a parameter may matter beside a certain choice alone, the base with each choice.
  private func bases(
    _ base: [NamedArgument], for parameter: ParameterSpecification, of entry: InitializerEntry
  ) -> [[NamedArgument]] {
    var result = [base]
    for other in entry.specification.parameters where other.name != parameter.name {
      guard case .choice(let words) = other.kind else { continue }
      let rest = base.filter { $0.name != other.name }
      result += words.map { rest + [NamedArgument(other.name, .text($0))] }
    }
    return result
  }

  /// Whether some other value of a parameter gives other bits.
  private func matters(
    _ parameter: ParameterSpecification, of entry: InitializerEntry, _ base: [NamedArgument]
  ) -> Bool {
    let rest = base.filter { $0.name != parameter.name }
    return [Self.ordinary, Self.oblong, Self.packed].contains { site in
      let original = try? entry.choose([], base).values(at: site, from: stream(site))
      return parameter.samples.contains { sample in
        // A sample may contradict another parameter's default, such as a lower bound above the upper one.
        let changed = try? entry.choose([], rest + [NamedArgument(parameter.name, sample)])
        let values = try? changed?.values(at: site, from: stream(site))
        return values != nil && values != original
      }
    }
  }
}

extension ParameterSpecification {
  /// Some values that the parameter accepts.
  fileprivate var samples: [ArgumentValue] {
    let candidates: [ArgumentValue] =
      switch kind {
      case .number, .integer: [0.5, 0.25, 2, 1, 3, -1, 0, 7, 100, 0.01].map { .number($0) }
      case .choice(let words): words.map { .text($0) }
      case .boolean: [.boolean(true), .boolean(false)]
      case .word: []
      case .integers, .numbers: [[1], [2, 3], [4, 1, 2]].map { .list($0.map { .number($0) }) }
      }
    var ends: [ArgumentValue] = []
    if case .number(let range) = kind { ends = [.number(range.lower), .number(range.upper)] }
    if case .integer(let range) = kind { ends = [.number(Double(range.lowerBound))] }
    return (candidates + ends).filter { (try? check($0)) != nil }
  }
}
