import InitKit
import Tensor
import Testing

@testable import Engine

/// A schedule in one line.
func schedule(_ name: String, _ options: [String: Double] = [:]) -> ScheduleDescription {
  ScheduleDescription(
    name, options: options.sorted { $0.key < $1.key }.map { NamedArgument($0.key, .number($0.value)) })
}

@Suite struct ScheduleTests {
  /// The rates of some steps of a schedule, of the rate 0.5.
  static func rates(_ description: ScheduleDescription?, _ steps: [Int]) throws -> [Double] {
    let chosen = try ChosenSchedule(description)
    return steps.map { chosen.rate(at: $0, of: 0.5) }
  }

  /// Whether two lists of rates agree to rounding.
  static func agree(_ found: [Double], _ expected: [Double]) -> Bool {
    found.count == expected.count && zip(found, expected).allSatisfy { abs($0 - $1) <= 1e-15 }
  }

  @Test func theRateIsConstantWhenNothingIsSaid() throws {
    #expect(try Self.rates(nil, [0, 1, 1_000_000]) == [0.5, 0.5, 0.5])
    #expect(try ChosenSchedule(nil).isConstant)
    #expect(try !ChosenSchedule(schedule("constant", ["warmup": 1])).isConstant)
  }

  @Test func aStaircaseFallsAtTheMultiplesOfItsStep() throws {
    let found = try Self.rates(schedule("step", ["step_size": 3, "gamma": 0.1]), [0, 2, 3, 5, 6, 9])
    #expect(Self.agree(found, [0.5, 0.5, 0.05, 0.05, 0.005, 0.0005]))
  }

  @Test func exponentialDecayMultipliesAtEachStep() throws {
    var expected = 0.5
    for step in 0..<200 {
      let found = try Self.rates(schedule("exponential", ["gamma": 0.97]), [step])[0]
      #expect(abs(found - expected) <= 1e-13 * expected)
      expected *= 0.97
    }
    #expect(try Self.rates(schedule("exponential", ["gamma": 0]), [0, 1]) == [0.5, 0])
  }

  @Test func theCosineIsThatOfPyTorchAndStaysAtItsEnd() throws {
    // torch.optim.lr_scheduler.CosineAnnealingLR(T_max=8, eta_min=0.1) in closed form.
    let found = try Self.rates(schedule("cosine", ["steps": 8, "lr_min": 0.1]), [0, 2, 4, 6, 8, 9, 1000])
    let half = 0.5.squareRoot()
    #expect(
      Self.agree(found, [0.5, 0.1 + 0.2 * (1 + half), 0.3, 0.1 + 0.2 * (1 - half), 0.1, 0.1, 0.1]))
    #expect(Array(found.suffix(3)) == [0.1, 0.1, 0.1])
  }

  @Test func aLineGoesFromStartToEndAndStays() throws {
    let found = try Self.rates(
      schedule("linear", ["steps": 4, "start": 1, "end": 0.2]), [0, 1, 2, 3, 4, 5])
    #expect(Self.agree(found, [0.5, 0.4, 0.3, 0.2, 0.1, 0.1]))
  }

  @Test func aWarmupRisesInEqualPartsAndThenTheScheduleStarts() throws {
    #expect(
      Self.agree(
        try Self.rates(schedule("warmup", ["steps": 4]), [0, 1, 2, 3, 4, 9]),
        [
          0.125, 0.25, 0.375, 0.5, 0.5, 0.5,
        ]))
    let plain = try Self.rates(schedule("cosine", ["steps": 10]), Array(0..<12))
    let warm = try Self.rates(schedule("cosine", ["steps": 10, "warmup": 5]), Array(0..<17))
    #expect(Self.agree(Array(warm.prefix(5)), [0.1, 0.2, 0.3, 0.4, 0.5]))
    #expect(Array(warm.dropFirst(5)) == plain)
  }

  @Test func whatIsOutOfRangeIsRefused() {
    #expect(throws: EngineError.self) { try ChosenSchedule(schedule("cosine", ["steps": 0])) }
    #expect(throws: EngineError.self) { try ChosenSchedule(schedule("step", ["step_size": 1.5])) }
    #expect(throws: EngineError.self) { try ChosenSchedule(schedule("exponential", ["gamma": -1])) }
    #expect(
      throws: EngineError.unknownName("cosinus", subject: "schedule", known: ScheduleTable.builtin.spellings)
    ) { try ChosenSchedule(schedule("cosinus")) }
    #expect(
      throws: EngineError.unknownOption(
        "warmup_size", owner: "linear", known: ["steps", "start", "end", "warmup"])
    ) { try ChosenSchedule(schedule("linear", ["warmup_size": 1])) }
  }

  /// A network under a schedule that changes at every step.
  static func network(_ batch: BatchSize) throws -> Model {
    let data = try DataTable.dataset("moons", [.number(23)], seed: 2)
    return try model(
      ModelDescription(
        layers: [dense("h1", 7, "tanh"), dense("out", nil)], optimizer: optimizer("nadam", ["lr": 0.05]),
        schedule: schedule("cosine", ["steps": 40, "warmup": 9]), batch: batch, seed: 9), data)
  }

  @Test(arguments: [BatchSize.full, .rows(4)])
  func howStepsAreGroupedChangesNoBit(_ batch: BatchSize) throws {
    let together = try Self.network(batch)
    _ = together.run(steps: 57)
    let apart = try Self.network(batch)
    for count in [1, 1, 7, 1, 30, 17] { _ = apart.run(steps: count) }
    #expect(haveSameBits(try together.allParameters(), try apart.allParameters()))
    #expect(together.lossHistory == apart.lossHistory)
    #expect(together.learningRate == apart.learningRate)
  }

  @Test func theRateOfTheNextStepFollowsTheStep() throws {
    let network = try Self.network(.full)
    let chosen = network.blueprint.schedule
    for _ in 0..<12 {
      #expect(network.learningRate == chosen.rate(at: network.step, of: 0.05))
      _ = network.run(steps: 5)
    }
    try network.reinitialize(.all)
    #expect(network.learningRate == chosen.rate(at: 0, of: 0.05))
  }

  @Test func aRestoredStateGoesOnAtItsOwnRate() throws {
    let network = try Self.network(.rows(4))
    _ = network.run(steps: 13)
    let saved = network.snapshot()
    _ = network.run(steps: 20)
    let later = try network.allParameters()
    try network.restore(saved)
    _ = network.run(steps: 20)
    #expect(haveSameBits(later, try network.allParameters()))
  }

  @Test func moreStepsThanTheRoomForRatesHoldAreNoMatter() throws {
    let data = try DataTable.dataset("xor")
    var description = ModelDescription(
      layers: [dense("h", 3, "tanh"), dense("o", nil)], optimizer: optimizer("sgd", ["lr": 0.2]),
      schedule: schedule("linear", ["steps": 6000]))
    let scheduled = try model(description, data)
    _ = scheduled.run(steps: 9000)
    description.schedule = nil
    let byHand = try model(description, data)
    for step in 0..<9000 {
      let rate = try ChosenSchedule(schedule("linear", ["steps": 6000])).rate(at: step, of: 0.2)
      guard rate > 0 else { break }
      description.optimizer = optimizer("sgd", ["lr": rate])
      try byHand.apply(description)
      _ = byHand.run(steps: 1)
    }
    #expect(haveSameBits(try scheduled.allParameters(), try byHand.allParameters()))
  }
}
