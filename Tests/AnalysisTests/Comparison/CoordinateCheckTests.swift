import Engine
import InitKit
import Initializers
import Testing

@testable import Analysis

/// How the change of the activations depends on the width.
@Suite struct CoordinateCheckTests {
  private func check(
    _ optimizer: String, _ parametrization: Parametrization, rate: Double
  ) throws -> [CoordinateCheck.Row] {
    let model = try network(
      [
        dense("a", 32, "relu"), dense("b", 32, "relu"),
        dense("o", nil, weight: initializer("zeros")),
      ], data: DataTable.dataset("moons", [.number(40)]),
      optimizer: OptimizerDescription(optimizer, options: [NamedArgument("lr", .number(rate))]))
    var description = model.description
    description.parametrization = parametrization
    var check = CoordinateCheck(description, data: model.data, initializers: BuiltInInitializers.table)
    check.widths = [32, 64, 128, 256]
    check.steps = 3
    check.seeds = 8
    return try #require(try check.run())
  }

  @Test(arguments: [("adam", 0.01), ("sgd", 0.1)])
  func `muP's changes do not depend on the width`(optimizer: String, rate: Double) throws {
    for row in try check(optimizer, .maximalUpdate(base: 32), rate: rate) {
      #expect(row.predicted == 0)
      #expect(try abs(#require(row.slope)) < 0.15, "\(row)")
    }
  }

  @Test(arguments: [("adam", 0.01), ("sgd", 0.1)])
  func `the standard one's grow at the output`(optimizer: String, rate: Double) throws {
    let rows = try check(optimizer, .standard, rate: rate)
    #expect(try #require(rows.last?.slope) > 0.5, "\(rows)")
    #expect(rows.map(\.predicted) == (optimizer == "adam" ? [0, 1, 1] : [-0.5, 0.5, 1]))
  }

  @Test func `a power's slope is its exponent; what is no number has none`() {
    let widths = [10, 20, 40]
    #expect(abs((CoordinateCheck.slope([3, 6, 12], widths) ?? 0) - 1) < 1e-12)
    #expect(abs((CoordinateCheck.slope([4, 2, 1], widths) ?? 0) + 1) < 1e-12)
    #expect(CoordinateCheck.slope([1, .infinity, 1], widths) == nil)
    #expect(CoordinateCheck.slope([1, 0, 1], widths) == nil)
    #expect(CoordinateCheck.slope([1, 2], [8, 8]) == nil)
  }

  @Test func `without a layer to widen there is nothing to check`() throws {
    let model = try network([dense("o", 1)])
    let check = CoordinateCheck(model.description, data: model.data, initializers: BuiltInInitializers.table)
    #expect(throws: EngineError.self) { try check.run() }
  }
}
