import Engine
import InitKit
import Testing

@testable import Analysis

/// The rate that the curvature predicts is the rate that training shows.
@Suite struct GapGrowthTests {
  /// Nearly equal neurons on a plateau: trained as one, then parted by a hair.
  private func plateau(
    _ optimizer: OptimizerDescription, freezing frozen: FrozenPart = FrozenPart()
  ) throws -> Model {
    let data = try DataTable.dataset(
      "circles", [], [NamedArgument("n", .number(60)), NamedArgument("noise", .number(0.05))])
    let half = try initializer("constant", 0.5)
    let model = try network(
      [dense("h", 4, "tanh", weight: half), dense("o", 1, weight: half)], data: data, optimizer: optimizer)
    _ = model.run(steps: 10000)
    let places = ParameterEntries(layer: "h", parameter: "weight", places: Array(0..<8))
    for edit in try model.perturbing([places], deviation: 1e-8, number: 0).edits {
      try model.setParameter(edit.layer, edit.parameter, to: edit.value)
    }
    var description = model.description
    description.layers[0].frozen = frozen
    try model.apply(description)
    // The fastest direction takes over.
    _ = model.run(steps: 3000)
    return model
  }

  private func measured(_ model: Model, steps: Int) throws -> Double {
    let before = try #require(try model.symmetry(of: "h").gap)
    _ = model.run(steps: steps)
    let after = try #require(try model.symmetry(of: "h").gap)
    return PortableLogarithm.of(after / before) / Double(steps)
  }

  @Test(arguments: [0.0, 0.5]) func `a small gap grows as predicted`(momentum: Double) throws {
    let model = try plateau(sgd(0.5 * (1 - momentum), momentum: momentum))
    let predicted = try #require(try model.gapGrowth(of: "h")?.perStep)
    let found = try measured(model, steps: 200)
    #expect(predicted > 1e-4)
    #expect(abs(found / predicted - 1) < 0.02, "\(found) against \(predicted)")
  }

  @Test func `a gap grows as predicted where a parameter is frozen, and not at all where everything is`()
    throws
  {
    var frozen = FrozenPart()
    frozen.parameters = ["bias"]
    let model = try plateau(sgd(0.5), freezing: frozen)
    let predicted = try #require(try model.gapGrowth(of: "h")?.perStep)
    let free = try #require(try plateau(sgd(0.5)).gapGrowth(of: "h")?.perStep)
    let found = try measured(model, steps: 200)
    #expect(abs(found / predicted - 1) < 0.02, "\(found) against \(predicted)")
    #expect(abs(predicted - free) > 1e-6)
    var description = model.description
    description.layers[0].frozen.units = [0, 1, 2, 3]
    description.layers[1].frozen.parameters = ["weight"]
    try model.apply(description)
    #expect(try model.gapGrowth(of: "h")?.rate == 0)
    #expect(try measured(model, steps: 3) == 0)
    // Of any two neurons one is frozen.
    let two = try network(
      [dense("h", 2, "tanh"), dense("o", 2)], data: samples([[1, 2]], [[1, 2]]), optimizer: sgd(0.1))
    var half = two.description
    half.layers[0].frozen.units = [1]
    #expect(try two.gapGrowth(of: "h") != nil)
    try two.apply(half)
    #expect(try two.gapGrowth(of: "h") == nil)
    // Some of its weights are.
    half.layers[0].frozen = FrozenPart()
    half.layers[1].frozen.entries["weight"] = FrozenEntries(shape: [2, 2], places: [1])
    try two.apply(half)
    #expect(try two.gapGrowth(of: "h") == nil)
  }

  @Test func `nothing is predicted of adam by step, nor of a layer that nobody reads`() throws {
    let model = try network(
      [dense("h", 2, "tanh"), dense("o", 2)], data: samples([[1, 2]], [[1, 2]]),
      optimizer: OptimizerDescription("adam"))
    #expect(try model.gapGrowth(of: "h")?.perStep == nil)
    #expect(try model.gapGrowth(of: "o") == nil)
  }

  @Test func `eigenvalues of small matrices are known`() {
    #expect(SmallestEigenvalue.of([]) == 0)
    #expect(abs(SmallestEigenvalue.of([[3]]) - 3) < 1e-12)
    #expect(abs(SmallestEigenvalue.of([[0, 2], [2, 0]]) + 2) < 1e-12)
    #expect(
      abs(SmallestEigenvalue.of([[2, -1, 0], [-1, 2, -1], [0, -1, 2]]) - (2 - 2.0.squareRoot())) < 1e-12)
  }

  @Test func `the discrete Laplacian of any size has its known smallest eigenvalue`() {
    for size in [10, 60, 110] {
      var rows = [[Double]](repeating: [Double](repeating: 0, count: size), count: size)
      for place in 0..<size {
        rows[place][place] = 2
        if place > 0 { (rows[place][place - 1], rows[place - 1][place]) = (-1, -1) }
      }
      // 2 - 2 cos(pi / (n + 1)) = 4 sin^2(pi / (2 n + 2)), here by the series.
      let angle = Double.pi / Double(2 * size + 2)
      let sine = angle - angle * angle * angle / 6 + angle * angle * angle * angle * angle / 120
      #expect(abs(SmallestEigenvalue.of(rows) - 4 * sine * sine) < 1e-7, "\(size)")
    }
  }
}
