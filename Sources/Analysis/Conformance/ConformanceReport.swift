/// What checking an initializer found, rule by rule.
package struct ConformanceReport: Equatable, Sendable {
  /// How often each rule was checked; a rule that does not apply is absent.
  package private(set) var checks: [ConformanceRule: Int] = [:]
  /// All that was broken, in the order it was met.
  package private(set) var findings: [ConformanceFinding] = []

  /// How many neurons of an ordinary matrix start different from all others; nil where none can be drawn.
  package var neurons: Neurons?

  /// Neurons of a matrix, and how many there are of a kind.
  package struct Neurons: Equatable, Sendable {
    package var distinct: Int
    package var count: Int
  }

  package init() {}

  /// Whether nothing was broken.
  package var passed: Bool { findings.isEmpty }

  /// Counts one check of a rule and notes what it found, if anything.
  package mutating func check(_ rule: ConformanceRule, _ finding: ConformanceFinding?) {
    checks[rule, default: 0] += 1
    if let finding { findings.append(finding) }
  }

  /// Adds another report's checks and findings.
  package mutating func add(_ other: ConformanceReport) {
    checks.merge(other.checks, uniquingKeysWith: +)
    findings += other.findings
    neurons = other.neurons ?? neurons
  }
}
