import Analysis
import InitKit
import Text

/// What a check found, as a table with a row for each rule.
struct ConformanceTable {
  private let entry: InitializerEntry
  private let report: ConformanceReport
  private let seed: UInt64

  init(_ entry: InitializerEntry, _ report: ConformanceReport, seed: UInt64) {
    self.entry = entry
    self.report = report
    self.seed = seed
  }

  var document: Document {
    var table = Table(
      title: "\(entry.specification.name, .name) [\(entry.origin.rawValue)], seed \(String(seed))",
      columns: [
        .text("rule", priority: 3), .number("checks", priority: 1), .text("result", priority: 4),
        .text("in words", priority: 2),
      ])
    for rule in ConformanceRule.rules(for: entry.scope) {
      let count = report.checks[rule] ?? 0
      let broken = report.findings.filter { $0.rule == rule }.count
      let result: Cell =
        count == 0 ? .text("does not apply", .dim) : broken == 0 ? "holds" : .text("broken", .bad)
      table.append([
        .text(rule.title), count == 0 ? nil : .integer(count), result, .text(rule.meaning, .dim),
      ])
    }
    var document = Document([.table(table)])
    let findings = report.findings.prefix(Self.mostListed).map {
      TextList.Item(term: StyledText($0.rule.title, .name), StyledText(ConformanceWording.text(of: $0)))
    }
    if findings.isEmpty {
      document.append(.text("all rules hold; \(verdict)"))
      if let symmetry { document.append(.text(symmetry)) }
    } else {
      document.append(.list(TextList(Array(findings))))
      if report.findings.count > Self.mostListed {
        document.append(.text("and \(report.findings.count - Self.mostListed) more"))
      }
    }
    return document
  }

  var data: DataValue {
    [
      "name": .text(entry.specification.name), "passed": .boolean(report.passed),
      "rules": .array(
        ConformanceRule.rules(for: entry.scope).map { rule in
          [
            "rule": .text(rule.rawValue), "checks": .integer(report.checks[rule] ?? 0),
            "findings": .integer(report.findings.filter { $0.rule == rule }.count),
          ]
        }),
      "findings": .array(
        report.findings.map {
          [
            "rule": .text($0.rule.rawValue), "call": .text($0.call), "shape": .integers($0.shape),
            "text": .text(ConformanceWording.text(of: $0)),
          ]
        }),
    ]
  }

  private static let mostListed = 12

  /// How many neurons start different, beside what is declared.
  private var symmetry: StyledText? {
    guard let neurons = report.neurons else { return nil }
    let declared = report.checks[.symmetry] == nil ? "nothing is declared of it" : "as declared"
    let place = entry.scope == .network ? "a dense network" : "a [16, 16] matrix"
    let found = "\(neurons.distinct) of \(neurons.count) neurons of \(place) start different"
    return "\(neurons.distinct > 1 ? "breaks symmetry" : "does not break symmetry"): \(found), \(declared)"
  }

  /// Whether the check said anything of the numbers themselves.
  private var verdict: StyledText {
    guard entry.scope != .network else { return "on networks of several kinds, those it refuses left alone" }
    return moments
  }

  /// Whether mean and variance were tested.
  private var moments: StyledText {
    report.checks[.variance] == nil
      ? "mean and variance were not tested: nothing is promised of them"
      : "mean and variance are as promised, at a false alarm in a million"
  }
}
