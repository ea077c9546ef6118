import Analysis
import InitKit
import Testing

/// The rule that a fault breaks.
private let broken: [(fault: FaultyInitializer.Fault, rule: ConformanceRule)] = [
  (.ignoresStream, .streamMatters), (.undeclaredChance, .streamMatters),
  (.unusedParameter, .parametersMatter),
  (.leavesEntries, .finite), (.infinite, .finite), (.refusesMatrices, .shapes), (.wrongMean, .mean),
  (.wrongVariance, .variance), (.leavesBounds, .bounds), (.wrongZeros, .zeros), (.equalRows, .symmetry),
  (.wrongLaw, .law), (.notOrthogonal, .orthogonality),
]

@Suite("the conformance suite finds faults")
struct FaultTests {
  @Test("every fault breaks its rule", arguments: broken.indices)
  func faults(row: Int) {
    let report = ConformanceSuite().check(FaultyInitializer.entry(broken[row].fault))
    #expect(report.findings.contains { $0.rule == broken[row].rule })
    #expect(!report.passed)
  }

  @Test("the same initializer without a fault passes")
  func faultless() {
    #expect(ConformanceSuite().check(FaultyInitializer.entry(.none)).findings == [])
    #expect(broken.count == FaultyInitializer.Fault.allCases.count - 1)
  }

  @Test("an initializer that cannot be made from its defaults is reported")
  func unmakeable() {
    let specification = InitializerSpecification(
      name: "never", summary: "For the tests.", formula: "none", source: "none", suits: "tests")
    let entry = InitializerEntry(specification: specification, origin: .swift) {
      (_) throws(InitializerError) -> any WeightFilling in throw .refused(reason: "never")
    }
    let report = ConformanceSuite().check(entry)
    #expect(report.findings.map(\.rule) == [.makes])
    #expect(report.findings.first?.error == .refused(reason: "never"))
  }
}
