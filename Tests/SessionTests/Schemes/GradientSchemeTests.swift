import InitKit
import Tensor
import Testing
import Text

@testable import Engine
@testable import Session

/// What schemes that look at gradients promise, measured without them.
@Suite struct GradientSchemeTests {
  private static let deep = """
    set precision float64; data blobs n=48 features=5 classes=3; batch full
    layer dense 8 tanh name=h1; layer dense 7 tanh name=h2; layer dense name=out
    """

  /// The gradient quotient, from gradients of the model alone.
  private func quotient(_ model: Model, epsilon: Double = 1e-5) throws -> Double {
    func gradient() throws -> [[Double]] {
      try model.layers.flatMap { layer in
        try layer.parameters.map { try model.gradient(layer.name, $0.name).values }
      }
    }
    let places = model.layers.flatMap { layer in layer.parameters.map { (layer.name, $0.name) } }
    let start = try places.map { try model.parameter($0.0, $0.1) }
    let own = try gradient()
    var sides: [[[Double]]] = []
    for side in [1e-4, -1e-4] {
      for (place, (key, tensor)) in zip(places, start).enumerated() {
        var moved = tensor
        for index in moved.values.indices { moved.values[index] += side * own[place][index] }
        try model.setParameter(key.0, key.1, to: moved)
      }
      sides.append(try gradient())
    }
    for (key, tensor) in zip(places, start) { try model.setParameter(key.0, key.1, to: tensor) }
    var (sum, count) = (0.0, 0)
    for (place, slopes) in own.enumerated() {
      for (index, slope) in slopes.enumerated() {
        let change = (sides[0][place][index] - sides[1][place][index]) / 2e-4
        sum += abs((slope - change) / (slope + (slope >= 0 ? epsilon : -epsilon)) - 1)
        count += 1
      }
    }
    return sum / Double(count)
  }

  @Test func `MetaInit's gradient quotient falls, and is what gradients say`() throws {
    let test = TestSession()
    test.run("\(Self.deep); init all xavier_normal")
    let model = try test.session.laboratory.model()
    let before = try quotient(model)
    let rows = try #require(test.data("init network meta_init(30, start=present)")?["measured"])
    let after = try quotient(test.session.laboratory.model())
    #expect(after < 0.8 * before)
    guard case .array(let list) = rows, case .object(let row)? = list.first,
      case .number(let told)? = row["before"], case .number(let reached)? = row["after"]
    else { return #expect(Bool(false), "no row") }
    #expect(abs(told - before) < 1e-4 * before)
    #expect(abs(reached - after) < 1e-4 * after)
  }

  @Test func `it learns norms alone: each weight is its start times one number`() throws {
    let (found, drawn) = (TestSession(), TestSession())
    found.run("\(Self.deep); init network meta_init(5)")
    drawn.run("\(Self.deep); init all xavier_normal")
    let models = try [found, drawn].map { try $0.session.laboratory.model() }
    for layer in ["h1", "h2", "out"] {
      let weights = try models.map { try $0.parameter(layer, "weight").values }
      let factor = weights[0][0] / weights[1][0]
      for (one, other) in zip(weights[0], weights[1]) { #expect(abs(one - factor * other) < 1e-12) }
    }
  }

  @Test func `GradInit's first step lands where it foretold, below the start's`() throws {
    let (found, drawn) = (TestSession(), TestSession())
    for test in [found, drawn] { test.run("\(Self.deep); optimizer sgd lr=0.1") }
    let rows = try #require(found.data("init network grad_init(60)")?["measured"])
    drawn.run("init all he_normal; step")
    found.run("step")
    let (learned, plain) = (try #require(found.number("loss")), try #require(drawn.number("loss")))
    #expect(learned < plain)
    guard case .array(let list) = rows, case .object(let row)? = list.first,
      case .number(let before)? = row["before"], case .number(let after)? = row["after"]
    else { return #expect(Bool(false), "no row") }
    #expect(abs(after - learned) < 1e-12)
    #expect(abs(before - plain) < 1e-12)
  }

  @Test func `it keeps the gradient within its bound, and says so when it cannot`() throws {
    let test = TestSession()
    test.run("\(Self.deep); init network grad_init(100, gamma=0.6)")
    let square = ["h1", "h2", "out"].reduce(0) { sum, layer in
      sum
        + ["weight", "bias"].reduce(0) {
          let norm = test.number("norm(\(layer).\($1).grad)") ?? .nan
          return $0 + norm * norm
        }
    }
    #expect(square.squareRoot() <= 0.6)
    let failure = try #require(test.failures("init network grad_init(1, gamma=1e-6)").first)
    #expect(failure.code == "scheme-not-reached" && failure.message.contains("norm of the gradient"))
  }

  @Test(arguments: ["meta_init(3, start=present)", "grad_init(3, gamma=100, start=present)"])
  func `neither parts equal neurons`(call: String) {
    let test = TestSession()
    test.run("\(Self.deep); init all constant(0.3); init network \(call)")
    #expect(test.run("expect distinct(h1) == 1; expect distinct(h2) == 1").outcome == .completed)
    #expect(test.run("step 10; expect distinct(h1) == 1").outcome == .completed)
  }
}
