import Engine
import InitKit
import Testing

@testable import Analysis

@Suite("When the neurons of a layer parted") struct SymmetryWatchTests {
  /// A network of equal neurons whose momenta differ a little, so that rounding parts them some steps on.
  static func unstable(seed: UInt64, batch: BatchSize = .full) throws -> Model {
    let half = try initializer("constant", 0.5)
    var layers = [
      dense("h1", 4, "tanh", weight: half), dense("h2", 3, "tanh", weight: half),
      dense("o", nil, weight: half),
    ]
    for place in layers.indices { layers[place].options = [NamedArgument("bias", .boolean(false))] }
    let model = try network(
      layers, optimizer: sgd(0.02, momentum: 0.999), batch: batch, precision: .float32, seed: seed)
    var stream = RandomStream(StreamKey(seed: seed, purpose: "nudge"))
    try model.set("h1", "weight", (0..<8).map { _ in 0.5 + 3e-8 * stream.normal() })
    try model.set("h2", "weight", (0..<12).map { _ in 0.5 + 3e-8 * stream.normal() })
    _ = model.run(steps: 1)
    for layer in ["h1", "h2", "o"] {
      let first = try model.parameter(layer, "weight").values
      try model.set(layer, "weight", first.map { _ in first[0] })
    }
    return model
  }

  /// The same found by looking after every single step.
  static func byBruteForce(_ model: Model, steps: Int) throws -> [String: Int] {
    var broke: [String: Int] = [:]
    for taken in 0...steps {
      for layer in model.weightedLayers where broke[layer.name] == nil {
        if try model.distinct(in: layer.name) > 1 { broke[layer.name] = model.step }
      }
      if taken < steps { _ = model.run(steps: 1) }
    }
    return broke
  }

  /// What a watch knows of all layers.
  static func broke(_ watch: SymmetryWatch, _ model: Model) -> [String: Int] {
    var broke: [String: Int] = [:]
    for layer in model.layers { broke[layer.name] = watch.brokeAt(layer.name) }
    return broke
  }

  @Test(
    "the step is the one that looking after every step finds",
    arguments: [2, 6, 0], [BatchSize.full, .rows(3)])
  func bruteForce(seed: UInt64, batch: BatchSize) throws {
    let expected = try Self.byBruteForce(try Self.unstable(seed: seed, batch: batch), steps: 200)
    let model = try Self.unstable(seed: seed, batch: batch)
    var watch = SymmetryWatch()
    watch.observe(model)
    #expect(Self.broke(watch, model) == [:])
    _ = watch.run(model, steps: 200)
    #expect(Self.broke(watch, model) == expected)
  }

  @Test("layers part at different steps, and some never") func variety() throws {
    #expect(try Self.byBruteForce(try Self.unstable(seed: 2), steps: 100) == ["h1": 41, "h2": 64])
    #expect(try Self.byBruteForce(try Self.unstable(seed: 0), steps: 100) == [:])
  }

  @Test("watching changes neither bits nor record nor outcome", arguments: [BatchSize.full, .rows(3)])
  func undisturbed(batch: BatchSize) throws {
    let plain = try Self.unstable(seed: 6, batch: batch)
    let watched = try Self.unstable(seed: 6, batch: batch)
    plain.recordsAccuracy = true
    watched.recordsAccuracy = true
    var watch = SymmetryWatch()
    for steps in [0, 1, 99, 9000] {
      #expect(watch.run(watched, steps: steps) == plain.run(steps: steps))
      #expect(try watched.bits() == plain.bits())
      #expect(watched.lossHistory == plain.lossHistory)
      #expect(watched.accuracyHistory == plain.accuracyHistory)
      #expect(watched.epoch == plain.epoch)
    }
    for epochs in [0, 1, 7] {
      #expect(watch.run(watched, epochs: epochs) == plain.run(epochs: epochs))
      #expect(try watched.bits() == plain.bits())
    }
  }

  @Test("neurons that differ at the start broke at step 0") func random() throws {
    let model = try network([dense("h1", 3, "tanh"), dense("o", nil)])
    var watch = SymmetryWatch()
    #expect(watch.brokeAt("h1") == nil)
    _ = watch.run(model, steps: 10)
    #expect(Self.broke(watch, model) == ["h1": 0])
  }

  @Test("a layer of one neuron and a constant one never break") func never() throws {
    let half = try initializer("constant", 0.5)
    let single = try network([dense("h1", 1, "tanh"), dense("o", nil)])
    let constant = try network([dense("h1", 5, "tanh", weight: half), dense("o", nil, weight: half)])
    for model in [single, constant] {
      var watch = SymmetryWatch()
      let outcome = watch.run(model, steps: 5000)
      #expect(outcome.step == 5000 && outcome.taken == 5000 && outcome.stoppedBy == .count)
      #expect(Self.broke(watch, model) == [:])
    }
  }

  @Test("a change by hand counts from the present step, earlier breaks are kept") func edits() throws {
    let half = try initializer("constant", 0.5)
    let model = try network([
      dense("h1", 3, "tanh", weight: half), dense("h2", 3, "tanh", weight: half),
      dense("o", nil, weight: half),
    ])
    var watch = SymmetryWatch()
    _ = watch.run(model, steps: 7)
    try model.set("o", "weight", [0.5, 0.25, 0.5])
    watch.observe(model)
    _ = watch.run(model, steps: 3)
    #expect(Self.broke(watch, model) == ["h2": 7])
    try model.set("h1", "bias", [1, 2, 3])
    watch.observe(model)
    #expect(Self.broke(watch, model) == ["h1": 10, "h2": 7])
    try model.reset()
    watch.observe(model)
    #expect(Self.broke(watch, model) == [:])
    try model.set("h1", "bias", [1, 2, 3])
    watch.observe(model)
    #expect(Self.broke(watch, model) == ["h1": 0])
  }

  @Test("other layers are looked at before training, unasked") func structure() throws {
    let model = try network([dense("h1", 3, "tanh"), dense("o", nil)])
    var watch = SymmetryWatch()
    _ = watch.run(model, steps: 4)
    var description = model.description
    description.layers.insert(dense("new", 2, "tanh"), at: 1)
    try model.apply(description)
    _ = watch.run(model, steps: 4)
    #expect(Self.broke(watch, model) == ["h1": 0, "new": 4])
  }

  @Test("an interrupt and a divergence end the run where they end the model's") func ends() throws {
    let half = try initializer("constant", 0.5)
    func fresh() throws -> Model {
      try network(
        [dense("h1", 3, weight: half), dense("o", nil, weight: half)], optimizer: sgd(100),
        precision: .float32)
    }
    let (plain, watched) = (try fresh(), try fresh())
    var watch = SymmetryWatch()
    var flag: Int32 = 1
    let stopped = withUnsafePointer(to: &flag) { watch.run(watched, steps: 50, interrupt: $0) }
    #expect(stopped.stoppedBy == .interrupt && stopped.taken == 0)
    let outcome = watch.run(watched, steps: 50)
    #expect(outcome == plain.run(steps: 50) || outcome.loss.isNaN)
    guard case .diverged(let place) = outcome.stoppedBy else {
      Issue.record("a rate of 100 must diverge")
      return
    }
    #expect(place.step == outcome.taken && plain.step == watched.step && watch.brokeAt("h1") == nil)
    #expect(try plain.bits() == watched.bits())
  }
}
