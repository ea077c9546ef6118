import Analysis
import Foundation
import InitKit
import Initializers
import Synchronization
import Testing

@testable import Engine
@testable import Plugins

/// Schemes over whole networks in a process of their own: each look is a question to the host.
@Suite(.enabled(if: PluginFixture.has("swiftc"), PluginFixture.needsSwift))
struct SchemePluginTests {
  /// A plugin whose scheme does what the lines say.
  private func plugin(
    _ body: String, seconds: Double = 60, interrupted: @escaping @Sendable () -> Bool = { false }
  ) throws -> Plugin {
    let folder = try TemporaryFolder()
    let text = """
      import InitKit

      struct Tried: NetworkInitializer {
        static let specification = InitializerSpecification(
          name: "tried", summary: "For the tests.", formula: "none", source: "none", suits: "tests")
        init(_ arguments: InitializerArguments) {}
        func initialize(_ network: any NetworkHost) throws(InitializerError) -> SchemeReport {
          var report = SchemeReport()
      \(body)
          return report
        }
      }

      struct Half: Initializer {
        static let specification = InitializerSpecification(
          name: "half", summary: "For the tests.", formula: "none", source: "none", suits: "tests")
        init(_ arguments: InitializerArguments) {}
        func fill(
          _ weights: inout MutableSpan<Double>, at site: WeightSite, using context: inout FillContext
        ) throws(InitializerError) {
          for index in weights.indices { weights[index] = 0.5 }
        }
      }
      """
    return try PluginFixture.load(try folder.write("tried.swift", text)) {
      $0.seconds = seconds
      $0.isInterrupted = interrupted
    }
  }

  /// A network of two hidden layers after a scheme, and a fresh one before.
  private func model(_ chosen: ChosenInitializer, _ table: InitializerTable) throws -> Model {
    var stream = RandomStream(StreamKey(bits: 3))
    let inputs = (0..<60).map { _ in stream.normal() }
    let data = try Dataset(
      name: "test", inputs: .init(shape: [12, 5], values: inputs),
      targets: .values(.init(repeating: 0.5, shape: [12, 2])))
    var description = ModelDescription(
      layers: [
        LayerDescription(name: "h1", size: 130, activation: ActivationDescription("tanh")),
        LayerDescription(name: "h2", size: 90, activation: ActivationDescription("tanh")),
        LayerDescription(name: "out", size: 2),
      ], precision: .float64)
    description.initializeNetwork(by: chosen)
    return try Model(description, data: data, initializers: table)
  }

  private func run(_ plugin: Plugin, after prepare: () -> Void = {}) throws -> Model {
    var table = BuiltInInitializers.table
    for entry in plugin.entries { table = try table.adding(entry) }
    let chosen = try table.choose("tried")
    prepare()
    return try model(chosen, table)
  }

  /// What a scheme throws.
  private func error(of plugin: Plugin, after prepare: () -> Void = {}) throws -> InitializerError? {
    do {
      _ = try run(plugin, after: prepare)
      return nil
    } catch let error as EngineError {
      guard case .scheme("tried", let reason) = error else { throw error }
      return reason
    }
  }

  @Test func `it sees what a scheme in the program sees, page by page, and does the same`() throws {
    // h2's weight has more numbers than a page.
    let found = try run(
      plugin(
        """
            for layer in network.layers {
              guard let weight = layer.onlyWeight else { continue }
              let start = try network.draw(try network.initializer("orthogonal"), at: weight)
              try network.write(start, to: weight)
              let before = try network.moments(of: layer, .sums, batches: 1)
              let deviation = before.variance.squareRoot()
              try network.write(network.values(of: weight).map { $0 / deviation }, to: weight)
              let after = try network.moments(of: layer, .sums, batches: 1)
              report.rows.append(
                .init(
                  layer: layer.name, measure: "variance of the sums", before: before.variance,
                  after: after.variance, rounds: 1))
            }
        """))
    let lsuv = try model(BuiltInInitializers.table.choose("lsuv"), BuiltInInitializers.table)
    for layer in ["h1", "h2", "out"] {
      #expect(try found.parameter(layer, "weight").hasSameBits(as: lsuv.parameter(layer, "weight")))
    }
    #expect(found.schemeReport == lsuv.schemeReport)
  }

  @Test func `every service answers as the host does`() throws {
    let found = try run(
      plugin(
        """
            func note(_ measure: String, _ value: Double) {
              report.rows.append(.init(measure: measure, before: value, after: 0, rounds: 0))
            }
            let weight = network.layers[1].weights[0]
            note("units", Double(network.units(of: weight)?.last ?? -1))
            note("standard", network.standard(for: weight).specification.name == "xavier_uniform" ? 1 : 0)
            note("earlier", network.earlierValues(of: weight)[7])
            note("standard draw", try network.draw(network.standard(for: weight), at: weight)[7])
            note("own", try network.draw(try network.initializer("half"), at: weight)[0])
            let gradients = try network.gradients(batch: 0, shift: nil)
            note("gradients", Double(gradients.count))
            let loss = try network.loss(batch: 0, shift: nil)
            let shift = gradients.map { $0.map { -0.01 * $0 } }
            note("falls", try network.loss(batch: 0, shift: shift) < loss ? 1 : 0)
            note("inputs", Double(try network.inputs(of: network.layers[0], batches: 1)[11].count))
            note("input mean", try network.inputMoments(batches: 1).mean)
            note("response", network.response(of: network.layers[0].activation, mean: 0, variance: 1).variance)
            var stream = network.stream("own")
            note("stream", stream.uniform())
            note("rate", network.learningRate)
            note("batches", Double(network.batchCount))
            note("branches", Double(network.branches.count))
        """))
    let rows = try #require(found.schemeReport).rows
    let values = Dictionary(uniqueKeysWithValues: rows.map { ($0.measure, $0.before) })
    #expect(values["units"] == 89 && values["standard"] == 1 && values["own"] == 0.5)
    #expect(values["earlier"] == values["standard draw"])
    #expect(values["gradients"] == 6 && values["falls"] == 1 && values["inputs"] == 5)
    #expect(abs((values["response"] ?? 0) - 0.394294) < 1e-5)
    #expect(values["rate"] == 0.1 && values["batches"] == 1 && values["branches"] == 0)
  }

  @Test(
    arguments: [
      ("_ = try network.initializer(\"no_such\")", InitializerError.unknownInitializer("no_such")),
      ("try network.write([1], to: network.parameters[0])", .storage(found: 1, needed: 650)),
      (
        "try network.write(network.values(of: network.parameters[0]).map { _ in .nan }, to: network.parameters[0])",
        .notFinite(index: 0)
      ),
      ("throw .lacks(.residualBranch)", .lacks(.residualBranch)),
      (
        "let none = NetworkParameter(place: 99, site: network.parameters[0].site, isFree: true)\ntry network.write([], to: none)",
        .refused(reason: "it asks for number 99, which is none")
      ),
      ("_ = try network.loss(batch: 0, shift: [[1]])", .storage(found: 1, needed: 12_752)),
    ])
  func `what goes wrong is told as in the program`(body: String, expected: InitializerError) throws {
    #expect(try error(of: plugin(body)) == expected)
  }

  @Test func `a scheme that dies, hangs or is stopped costs one fault`() throws {
    let dead = try plugin("let empty: [Int] = []; report.rows = []; _ = empty[network.layers.count]")
    guard case .fault(.signal, of: "tried")? = try error(of: dead) else {
      Issue.record("no signal")
      return
    }
    #expect(try dead.chosen("half").values(at: matrix(1, 2), from: stream()) == [0.5, 0.5])
    #expect(try error(of: plugin("while true {}", seconds: 1)) == .fault(.noAnswer(seconds: 1), of: "tried"))
    let flag = Flag()
    let endless = try plugin(
      "while true { _ = try network.loss(batch: -7, shift: nil) }", interrupted: { flag.isUp })
    #expect(try error(of: endless) { flag.raise() } == .fault(.interrupted, of: "tried"))
  }

  @Test func `a scheme may draw by a formula of the host that calls its own plugin`() throws {
    let plugin = try plugin(
      """
          let weight = network.layers[0].weights[0]
          try network.write(try network.draw(try network.initializer("echo"), at: weight), to: weight)
      """)
    var table = BuiltInInitializers.table
    for entry in plugin.entries { table = try table.adding(entry) }
    let half = try plugin.chosen("half")
    let specification = InitializerSpecification(
      name: "echo", summary: "For the tests.", formula: "none", source: "none", suits: "tests")
    table = try table.adding(
      InitializerEntry(specification: specification, origin: .expression) {
        (_) throws(InitializerError) -> any WeightFilling in half.filling
      })
    let found = try model(try table.choose("tried"), table)
    #expect(try found.parameter("h1", "weight").values.allSatisfy { $0 == 0.5 })
  }
}

/// What stands for the user's wish to stop.
private final class Flag: Sendable {
  private let value = Mutex(false)

  var isUp: Bool { value.withLock { $0 } }

  func raise() { value.withLock { $0 = true } }
}
