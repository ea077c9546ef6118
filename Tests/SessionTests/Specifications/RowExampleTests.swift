import InitKit
import Initializers
import Testing

@testable import Engine
@testable import Language
@testable import Session

/// What the pages of rows, functions, settings and topics tell people to type works when typed.
@Suite struct RowExampleTests {
  private static let network = "data xor; layer dense 4 tanh name=h1; layer dense 1 name=out; step 3"

  @Test(arguments: LayerTable.builtin.specifications.map(\.example))
  func `a layer's example runs`(example: String) { run(example, after: "data xor") }

  @Test(arguments: ActivationTable.builtin.specifications.map(\.example))
  func `an activation's example runs, and trains`(example: String) {
    run("\(example); layer dense 1; step 2", after: "data xor")
  }

  @Test(arguments: LossTable.builtin.specifications.map(\.example))
  func `a loss's example runs, and trains on data that it fits`(example: String) {
    let isForClasses = ["cross_entropy", "hinge", "bce"].contains { example.contains($0) }
    run(
      "\(example); step 2",
      after: isForClasses ? "data moons n=20; layer dense" : "data sine n=20; layer dense")
  }

  @Test(arguments: OptimizerTable.builtin.specifications.map(\.example))
  func `an optimizer's example runs, and trains`(example: String) {
    run("\(example); step 2", after: Self.network)
  }

  @Test(arguments: ScheduleTable.builtin.specifications.map(\.example))
  func `a schedule's example runs, and trains`(example: String) {
    run("\(example); step 2", after: Self.network)
  }

  @Test(arguments: DataTable.builtin.specifications.map(\.example))
  func `a data set's example runs`(example: String) {
    // What answers at each step needs features there; other sequences are joined to vectors.
    let front = example.contains("copy") ? "layer reshape [20, 1]" : "layer flatten"
    run("\(example); \(front); layer dense; step", after: "net clear")
  }

  @Test(arguments: (FunctionTable.standard.specifications + TradeFunctionTable.specifications).map(\.example))
  func `a function's example runs`(example: String) { run("print \(example)", after: Self.network) }

  @Test(arguments: Setting.all.map(\.name))
  func `a setting's example and its default can be set, and are then read`(name: String) throws {
    let setting = try #require(Setting.named(name))
    for value in [setting.example, setting.defaultText] {
      let test = TestSession()
      run("set \(name) \(value)", after: "", in: test)
      // Threads belong to the process: another test may have chosen other ones meanwhile.
      #expect(setting.read(test.session) == value || name == "threads")
    }
  }

  @Test(arguments: BuiltInInitializers.table.entries.map(\.specification.name))
  func `an initializer can be drawn, described, and found under all its names`(name: String) throws {
    let entry = try #require(BuiltInInitializers.table[name])
    let isBare = !entry.specification.parameters.contains { $0.default == .required }
    guard entry.scope != .network else { return try runScheme(entry.specification) }
    // Laws of gates want rows that four share, others a square; h2 has both, a single output has not.
    let network = "data xor; layer dense 4 tanh; layer dense 4 tanh name=h2; layer dense 1 name=out; step 3"
    run("init h2 \(name)\(isBare ? "" : "(0.5)"); step; describe \(name)", after: network)
    for alias in entry.specification.aliases {
      let (outcome, events) = TestSession().run("help \(alias)")
      #expect(outcome == .completed)
      #expect(events.map(Rendering.text).joined().contains(name), "help \(alias)")
    }
  }

  /// A scheme initializes a network that has what any of them needs.
  private func runScheme(_ specification: InitializerSpecification) throws {
    for call in specification.examples {
      let network = Self.ownNetworks[specification.name] ?? Self.deepNetwork
      run("init network \(call); step; describe \(call)", after: network)
    }
    for alias in specification.aliases {
      #expect(TestSession().output("help \(alias)").contains(specification.name))
    }
  }

  /// What single schemes are made for, where the others do not ask for it.
  private static let ownNetworks = [
    "irnn": "data noise n=8 features=20; layer reshape [5, 4]; layer rnn 6 relu; layer dense"
  ]

  /// Residual branches, activations that some schemes ask for, and several batches.
  private static let deepNetwork = """
    data blobs n=64 features=6 classes=3; batch 16; layer dense 8 selu name=h1
    residual { layer dense 8 selu; layer dense 8 }; residual { layer dense 8 selu; layer dense 8 }; layer dense
    """

  @Test(arguments: HelpIndex(TestSession().session).names)
  func `everything that help lists has a page, whose examples run`(name: String) {
    let test = TestSession()
    let (outcome, events) = test.run("help \(name)")
    #expect(outcome == .completed)
    for case .finished(_, let result) in events {
      var isExample = false
      for block in result.document.blocks {
        if case .heading(let text) = block { isExample = text.plain.hasPrefix("example") }
        guard isExample, case .code(let code) = block else { continue }
        #expect(test.session.check(SourceText(name: "help \(name)", text: code)) == .completed, "\(code)")
      }
    }
  }

  @Test func `the first session that help shows runs as it stands`() {
    let code = HelpTopic.start.document.blocks.compactMap {
      if case .code(let code) = $0 { code } else { nil }
    }
    let lines = code.joined(separator: "\n").split(separator: "\n").map(String.init)
    let test = TestSession()
    let output = lines.map { test.output($0) }
    #expect(lines.count > 5)
    #expect(output.allSatisfy { !$0.contains("error:") }, "\(output)")
    #expect(output.joined().contains("one neuron"))
  }

  private func run(_ commands: String, after setup: String, in test: TestSession = TestSession()) {
    #expect(test.run(setup).outcome == .completed)
    let (outcome, events) = test.run(commands)
    #expect(outcome == .completed, "\(setup); \(commands)\n\(events.map(Rendering.text).joined())")
  }
}
