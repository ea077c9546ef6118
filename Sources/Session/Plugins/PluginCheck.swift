import Analysis
import Engine
import InitKit
import Language
import Plugins
import Text

/// `plugin check NAME`: the conformance suite on one initializer, or on all of a plugin.
struct PluginCheck {
  private let call: Call
  private let session: Session

  init(_ call: Call, _ session: Session) {
    self.call = call
    self.session = session
  }

  /// - Throws: `Halt` with the table when a rule is broken, so that a script stops with status 1.
  func run() throws -> CommandResult {
    let name = try call.binder.word("initializer")
    let seed = UInt64(try call.binder.integer("seed", in: .atLeast(0), default: 0))
    let item = session.plugins.items.first { $0.name == name }
    let names = item?.initializers ?? [name]
    var document = Document()
    var rows: [DataValue] = []
    var findings = 0
    for name in names {
      guard let entry = session.initializers[name] else {
        throw call.unknown(
          "initializer", name, at: call.binder.argument("initializer"),
          among: session.initializers.spellings, help: session.offer(of: name) ?? "`inits` lists all")
      }
      try refuseUncheckable(entry)
      let report = try report(of: entry, seed: seed)
      let table = ConformanceTable(entry, report, seed: seed)
      if !document.blocks.isEmpty { document.append(.blank) }
      document.blocks += table.document.blocks
      if let cost = cost(of: entry) { document.append(cost) }
      rows.append(table.data)
      findings += report.findings.count
    }
    let result = CommandResult(
      ["seed": .integer(Int(seed)), "initializers": .array(rows)], document: document)
    guard findings > 0 else { return result }
    throw Halt(
      result: result,
      diagnostic: Diagnostic(
        "not-conforming", "`\(name)` breaks \(findings == 1 ? "a rule" : "\(findings) rules")",
        help: "`plugin check \(name) seed=\(seed)` shows it again"))
  }

  /// What needs a word that no check can make up, such as a file's name, cannot be tried.
  private func refuseUncheckable(_ entry: InitializerEntry) throws(Diagnostic) {
    let needed = entry.specification.parameters.first { $0.default == .required && $0.kind == .word }
    guard let needed else { return }
    let name = entry.specification.name
    throw call.failure(
      "not-checkable", "`\(name)` needs `\(needed.name)`, which no check can make up",
      at: call.binder.argument("initializer"), label: "cannot be tried by itself",
      help: "`describe \(entry.specification.examples.first ?? name)`")
  }

  /// How long a matrix takes; nil where it cannot be drawn.
  private func cost(of entry: InitializerEntry) -> Block? {
    guard entry.scope != .network else { return schemeCost(of: entry) }
    let shape = [128, 128]
    let site = WeightSite(layer: "cost", shape: shape, fans: Fans(shape: shape, layout: .dense))
    guard let chosen = ConformanceSuite().sample(of: entry) else { return nil }
    let stream = RandomStream(StreamKey(bits: 0))
    // The first fill makes room that later ones have.
    guard (try? chosen.values(at: site, from: stream, by: KernelArithmetic())) != nil else { return nil }
    let clock = ContinuousClock()
    let start = clock.now
    _ = try? chosen.values(at: site, from: stream, by: KernelArithmetic())
    let seconds = (clock.now - start) / .seconds(1)
    return .text("cost: \(ShapeText.of(shape)) took \(NumberFormat.duration(seconds), .number)")
  }

  /// How long a small network takes; nil where it is refused.
  private func schemeCost(of entry: InitializerEntry) -> Block? {
    let clock = ContinuousClock()
    let start = clock.now
    guard let weights = SchemeSuite(initializers: session.initializers).trial(of: entry) else { return nil }
    let seconds = (clock.now - start) / .seconds(1)
    return .text("cost: a network of \(weights) weights took \(NumberFormat.duration(seconds), .number)")
  }

  /// - Throws: what a worker died of, which is no finding but a failure of its own.
  private func report(of entry: InitializerEntry, seed: UInt64) throws -> ConformanceReport {
    let plugins = session.plugins.items.compactMap(\.plugin)
    for plugin in plugins { _ = plugin.takeFault() }
    session.host.showProgress("checking \(entry.specification.name)")
    var report = ConformanceReport()
    if entry.scope != .network { report.add(ConformanceSuite(seed: seed).check(entry)) }
    if entry.scope.isNetworkWide {
      let neurons = report.neurons
      let suite = SchemeSuite(seed: seed, initializers: session.initializers)
      report.add(try suite.check(entry))
      report.neurons = neurons ?? report.neurons
    }
    for plugin in plugins {
      if let fault = plugin.takeFault() { throw InitializerError.fault(fault, of: entry.specification.name) }
    }
    return report
  }
}
