import Engine
import InitKit
import Tensor
import Testing

@Suite struct DatasetTests {
  @Test func dataThatDoesNotBelongTogetherIsRefused() {
    func make(_ inputs: Tensor, _ targets: Targets) throws -> Dataset {
      try Dataset(name: "test", inputs: inputs, targets: targets)
    }
    let two = Tensor(rows: [[1, 2], [3, 4]])
    #expect(throws: EngineError.data(.rows(inputs: 2, targets: 1))) {
      try make(two, .values(Tensor(rows: [[1]])))
    }
    #expect(throws: EngineError.noData) {
      try make(Tensor(shape: [0, 2], values: []), .classes([], names: ["a"]))
    }
    #expect(throws: EngineError.data(.shape([2]))) {
      try make(Tensor(shape: [2], values: [1, 2]), .classes([0, 0], names: ["a"]))
    }
    #expect(throws: EngineError.data(.classIndex(2, row: 1, classes: 2))) {
      try make(two, .classes([0, 2], names: ["a", "b"]))
    }
    #expect(throws: EngineError.data(.notFinite(row: 1, column: 0, isTarget: false))) {
      try make(Tensor(rows: [[1, 2], [.nan, 4]]), .classes([0, 0], names: ["a"]))
    }
    #expect(throws: EngineError.data(.notFinite(row: 0, column: 0, isTarget: true))) {
      try make(two, .values(Tensor(rows: [[.infinity], [1]])))
    }
  }

  @Test func aSplitHoldsOutItsShareAndLosesNothing() throws {
    let data = try DataTable.dataset("sine", [.number(50)])
    let divided = try data.splitting(0.2, seed: 3)
    let held = try #require(divided.heldOut)
    #expect(divided.rows == 40)
    #expect(held.inputs.shape == [10, 1])
    #expect(held.targets.rows == 10)
    #expect((divided.inputs.values + held.inputs.values).sorted() == data.inputs.values.sorted())
    #expect(divided == (try data.splitting(0.2, seed: 3)))
    #expect(divided != (try data.splitting(0.2, seed: 4)))
    #expect(try data.splitting(0, seed: 3) == data)
    #expect(throws: EngineError.data(.split(share: 0.001, rows: 50))) { try data.splitting(0.001, seed: 0) }
    #expect(throws: EngineError.data(.split(share: 0.999, rows: 50))) { try data.splitting(0.999, seed: 0) }
  }

  @Test func standardizingUsesTheTrainingSamplesAlone() throws {
    let inputs = Tensor(rows: [[1, 5, 100], [3, 5, 200], [5, 5, 600], [9, 5, -100], [0, 5, 50]])
    let data = try Dataset(
      name: "test", inputs: inputs, targets: .classes([0, 1, 0, 1, 0], names: ["a", "b"]))
    let divided = try data.splitting(0.4, seed: 1)
    let moved = try divided.standardized()
    #expect(try moved.inputs.reduced(.mean, axis: 0).values.allSatisfy { abs($0) < 1e-14 })
    let deviations = try moved.inputs.reduced(.deviation, axis: 0).values
    #expect(abs(deviations[0] - 1) < 1e-14)
    #expect(deviations[1] == 0)
    let means = try divided.inputs.reduced(.mean, axis: 0)
    let scales = try divided.inputs.reduced(.deviation, axis: 0).map { $0 == 0 ? 1 : $0 }
    let held = try #require(divided.heldOut).inputs
    let expected = try held.subtracting(means).divided(by: scales)
    #expect(relativeError(try #require(moved.heldOut).inputs, expected) < 1e-14)
    #expect(moved.targets == divided.targets)
  }

  @Test func optionsOfAllDataSplitAndStandardize() throws {
    let data = try DataTable.dataset(
      "blobs", [.number(60)],
      [NamedArgument("test", .number(0.25)), NamedArgument("standardise", .boolean(true))])
    #expect(data.rows == 45)
    #expect(try data.inputs.reduced(.mean, axis: 0).values.allSatisfy { abs($0) < 1e-14 })
    #expect(
      throws: EngineError.unknownOption("nois", owner: "xor", known: ["n", "noise", "split", "standardize"])
    ) {
      try DataTable.dataset("xor", [], [NamedArgument("nois", .number(1))])
    }
  }
}
