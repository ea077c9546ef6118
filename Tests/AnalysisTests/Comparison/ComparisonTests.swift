import Engine
import InitKit
import Initializers
import Tensor
import Testing

@testable import Analysis

@Suite("Comparing initializers") struct ComparisonTests {
  static let layers = [dense("h1", 6, "tanh"), dense("h2", 4, "tanh"), dense("o", nil)]

  static func comparison(
    _ candidates: [ChosenInitializer], layers: [LayerDescription] = layers, data: Dataset? = nil,
    optimizer: OptimizerDescription = sgd(0.5), batch: BatchSize? = nil, seeds: Int = 3, steps: Int = 600
  ) throws -> Comparison {
    let description = ModelDescription(layers: layers, optimizer: optimizer, batch: batch, seed: 7)
    var comparison = Comparison(
      candidates, description: description, data: try data ?? DataTable.dataset("xor"),
      initializers: BuiltInInitializers.table)
    comparison.seeds = seeds
    comparison.steps = steps
    return comparison
  }

  static func candidates() throws -> [ChosenInitializer] {
    [
      try initializer("zeros"), try initializer("constant", 0.5), try normal(deviation: 0.01),
      try initializer("xavier_uniform"), try normal(deviation: 1e20),
    ]
  }

  @Test("each kind of start on exclusive or gets its verdict") func verdicts() throws {
    let result = try Self.comparison(try Self.candidates(), optimizer: sgd(0.2), steps: 2000).run()
    #expect(result.isComplete && result.rows.count == 5)
    #expect(result.zeroLoss == 0.5 && result.target == 0.05)
    let rows = result.rows
    #expect(rows[0].verdict == .oneNeuron && rows[0].distinct == 2 && rows[0].neurons == 10)
    #expect(rows[0].gradientRatio == nil)
    #expect(rows[1].verdict == .oneNeuron && rows[1].distinct == 2 && rows[1].loss.min >= 1.0 / 6 - 1e-6)
    #expect(rows[2].distinct == 10 && rows[2].stepsToTarget == nil)
    guard case .reached(let steps) = rows[3].verdict else {
      Issue.record("\(rows[3].verdict)")
      return
    }
    #expect(rows[3].stepsToTarget == steps && rows[3].distinct == 10)
    #expect(rows[3].trials.count { $0.stepsToTarget != nil } >= 2)
    #expect(rows[3].loss.median <= 0.05 && rows[3].accuracy?.median == 1)
    #expect(rows[4].verdict == .diverged(step: 0) && rows[4].distinct == 10)
    #expect(rows[4].trials.allSatisfy { $0.divergedAt != nil })
    #expect(!rows[4].loss.median.isFinite)
  }

  @Test("a start that does not get away is stuck, one that is on its way is slow") func stuckAndSlow() throws
  {
    let tiny = try normal(deviation: 1e-4)
    let one = [dense("h", 3, "tanh"), dense("o", nil)]
    var comparison = try Self.comparison([tiny], layers: one, optimizer: sgd(0.1), steps: 20)
    // Without the output's bias nothing but the product of both layers could move the answer.
    comparison.description.layers[1].options = [NamedArgument("bias", .boolean(false))]
    #expect(try comparison.run().rows[0].verdict == .stuck)
    comparison = try Self.comparison([tiny], layers: one, optimizer: sgd(0.1), steps: 20)
    #expect(try comparison.run().rows[0].verdict == .slow)
  }

  @Test("rows depend neither on the others nor on the order nor on the time") func independence() throws {
    let candidates = try Self.candidates()
    let forward = try Self.comparison(candidates, seeds: 2, steps: 60).run().rows
    let backward = try Self.comparison(candidates.reversed(), seeds: 2, steps: 60).run().rows
    for (left, right) in zip(forward, backward.reversed()) {
      #expect(left.initializer == right.initializer && left.verdict == right.verdict)
      for (one, other) in zip(left.trials, right.trials) {
        #expect(one.seed == other.seed && one.loss.bitPattern == other.loss.bitPattern)
        #expect(one.gradientRatio?.bitPattern == other.gradientRatio?.bitPattern)
        #expect(one.stepsToTarget == other.stepsToTarget && one.dead == other.dead)
      }
    }
    #expect(forward[3].trials.map(\.seed) == [7, 8])
  }

  @Test("a trial is the training of a fresh network of that seed", arguments: [BatchSize.full, .rows(5)])
  func trial(batch: BatchSize) throws {
    let data = try DataTable.dataset("moons", [], [NamedArgument("n", .number(24))]).splitting(0.25, seed: 1)
    let normal = try AnalysisTests.normal(deviation: 0.3)
    let found = try Self.comparison([normal], data: data, batch: batch, seeds: 2, steps: 90).run()
    let drawn = Self.layers.map { dense($0.name, $0.size, $0.activation?.name, weight: normal) }
    for trial in found.rows[0].trials {
      let description = ModelDescription(layers: drawn, optimizer: sgd(0.5), batch: batch, seed: trial.seed)
      let model = try Model(description, data: data, initializers: BuiltInInitializers.table)
      func norm(_ layer: String) throws -> Double { try model.gradient(layer, "weight").reduced(.norm) }
      #expect(trial.gradientRatio == (try norm("h1") / norm("o")))
      #expect(trial.firstLoss == (try model.loss(on: .training)))
      // The loss over all samples, after every step, or at the end of every epoch.
      var reached: Int?
      for step in 0...90 {
        let isLook = batch == .full || step == 90 || model.stepsLeftInEpoch == model.stepsPerEpoch
        if reached == nil, isLook, try model.loss(on: .training) <= found.target { reached = step }
        if step < 90 { _ = model.run(steps: 1) }
      }
      #expect(trial.stepsToTarget == reached && trial.divergedAt == nil)
      #expect(trial.loss == (try model.loss(on: .training)))
      #expect(trial.accuracy == model.accuracy(on: .heldOut))
      #expect(trial.distinct == (try model.distinct(in: "h1") + model.distinct(in: "h2")))
    }
  }

  @Test("one layer alone can be drawn, and biases stay as described") func oneLayer() throws {
    let (zeros, half) = (try initializer("zeros"), try initializer("constant", 0.5))
    let data = try DataTable.dataset("xor")
    var description = ModelDescription(layers: Self.layers)
    description.layers[0].biasInitializer = half
    description.layers[1].parameterInitializers = ["weight": half, "bias": half]
    let table = BuiltInInitializers.table
    let all = try description.drawingWeights(of: nil, by: zeros, data, table)
    #expect(all.layers.allSatisfy { $0.weightInitializer == zeros })
    #expect(all.layers[0].biasInitializer == half && all.layers[1].parameterInitializers == ["bias": half])
    let one = try description.drawingWeights(of: "h1", by: zeros, data, table)
    #expect(
      one.layers[0].weightInitializer == zeros && Array(one.layers[1...]) == Array(description.layers[1...]))
    #expect(throws: EngineError.self) { try description.drawingWeights(of: "x", by: zeros, data, table) }

    var comparison = try Self.comparison([zeros], steps: 50)
    comparison.layer = "o"
    // The hidden layers are random, the output starts at zero: harmless.
    #expect(try comparison.run().rows[0].distinct == 10)
  }

  @Test("networks without hidden layers, or with one neuron in each, are no single neurons") func degenerate()
    throws
  {
    let half = try initializer("constant", 0.5)
    let flat = try Self.comparison([half], layers: [dense("o", nil)], seeds: 1, steps: 200).run()
    #expect(flat.rows[0].distinct == 0 && flat.rows[0].neurons == 0 && flat.rows[0].gradientRatio == 1)
    #expect(flat.rows[0].verdict == .slow)
    let narrow = [dense("h", 1, "tanh"), dense("o", nil)]
    let thin = try Self.comparison([half], layers: narrow, seeds: 1, steps: 200).run()
    #expect(thin.rows[0].distinct == 1 && thin.rows[0].neurons == 1 && thin.rows[0].verdict == .slow)
    #expect(try Self.comparison([], seeds: 1).run().rows.isEmpty)
    let unmoved = try Self.comparison([half], seeds: 1, steps: 0).run()
    #expect(unmoved.rows[0].loss.median == unmoved.rows[0].trials[0].firstLoss)
  }

  @Test("a target that holds at the start is reached after no step, a given one counts") func target() throws
  {
    var comparison = try Self.comparison(
      [try initializer("xavier_uniform")], optimizer: sgd(0.05), seeds: 1, steps: 5)
    comparison.target = 1e9
    let result = try comparison.run()
    #expect(result.target == 1e9 && result.rows[0].verdict == .reached(steps: 0))
    comparison.steps = 1
    let afterOne = try comparison.run().rows[0].loss.median
    comparison.target = afterOne
    for steps in [1, 2, 9] {
      comparison.steps = steps
      #expect(try comparison.run().rows[0].verdict == .reached(steps: 1))
    }
  }

  @Test("dead rectifiers are counted") func dead() throws {
    let below = try initializer("constant", -1)
    let layers = [dense("h", 4, "relu"), dense("o", nil)]
    let row = try Self.comparison([below], layers: layers, seeds: 2, steps: 3).run().rows[0]
    #expect(row.dead == 4 && row.verdict == .oneNeuron)
  }

  @Test("progress tells row and seed; an interrupt leaves the rows that are complete") func interrupt() throws
  {
    let candidates = Array(try Self.candidates()[0..<3])
    var calls: [[Int]] = []
    let comparison = try Self.comparison(candidates, seeds: 2, steps: 20)
    _ = try comparison.run { row, seed in calls.append([row, seed]) }
    #expect(calls == [[0, 0], [0, 1], [1, 0], [1, 1], [2, 0], [2, 1]])
    let flag = UnsafeMutablePointer<Int32>.allocate(capacity: 1)
    defer { flag.deallocate() }
    flag.initialize(to: 0)
    let result = try comparison.run(interrupt: UnsafePointer(flag)) { row, seed in
      if (row, seed) == (1, 1) { flag.pointee = 1 }
    }
    #expect(!result.isComplete && result.rows.map(\.initializer) == [candidates[0]])
  }

  @Test("an initializer that does not fit is told before any training") func unfit() throws {
    // Some draws of this deviation are beyond the largest number.
    let bad = try normal(deviation: 1.7e308)
    let comparison = try Self.comparison([try initializer("zeros"), bad], steps: 1)
    var calls = 0
    do {
      _ = try comparison.run { _, _ in calls += 1 }
      Issue.record("it fits")
    } catch {
      guard case EngineError.initializer(_, _, .notFinite) = error else {
        Issue.record(error)
        return
      }
    }
    #expect(calls == 0)
  }
}
