import InitKit
import Tensor
import Testing

@testable import Engine

/// Samples lie in one block, whatever the network computes in.
@Suite struct SingleCopyTests {
  /// Data whose inputs are stored as one kind.
  private func data(_ kind: StoredNumber, rows: Int = 23) throws -> Dataset {
    let inputs = (0..<rows * 3).map { index in
      let whole = Double(index * 37 % 256)
      return kind == .uint8 ? whole : kind == .float32 ? whole / 8 - 11 : whole / 7
    }
    let targets = (0..<rows * 2).map { Double($0 % 3) / 3 }
    let data = try Dataset(
      name: "test", inputs: Tensor(shape: [rows, 3], values: inputs),
      targets: .values(Tensor(shape: [rows, 2], values: targets)))
    #expect(data.allInputs.numbers.kind == kind)
    return data
  }

  private func description(_ precision: Precision, _ batch: BatchSize) -> ModelDescription {
    ModelDescription(
      layers: [dense("a", 4, "tanh"), dense("b", 2)], batch: batch, precision: precision, seed: 5)
  }

  @Test(arguments: [StoredNumber.uint8, .float32, .float64], [Precision.float32, .float64])
  func `the input is the number read, rounded to the precision once`(
    _ kind: StoredNumber, _ precision: Precision
  ) throws {
    let data = try data(kind).splitting(0.2, seed: 1)
    for batch in [BatchSize.full, .rows(data.rows - 1)] {
      let network = try model(description(precision, batch), data)
      let given = Set(data.inputs.values.map { precision.rounded($0) })
      #expect(network.input.values.allSatisfy { given.contains($0) })
      let wanted = Set(try #require(data.targets.values).values.map { precision.rounded($0) })
      #expect(network.target.values.allSatisfy { wanted.contains($0) })
    }
    let full = try model(description(precision, .full), data)
    #expect(full.input.values == data.inputs.values.map { precision.rounded($0) })
  }

  @Test func `precision float64 sees all digits after float32 did not`() throws {
    let data = try data(.float64)
    let network = try model(description(.float32, .full), data)
    #expect(network.input.values != data.inputs.values)
    try network.apply(description(.float64, .full))
    #expect(network.input.values == data.inputs.values)
    try network.apply(description(.float32, .rows(4)))
    try network.apply(description(.float64, .rows(4)))
    #expect(Set(network.input.values).isSubset(of: Set(data.inputs.values)))
  }

  @Test(arguments: [BatchSize.full, .rows(5)])
  func `what the samples are stored in changes no bit of training`(_ batch: BatchSize) throws {
    let narrow = try data(.uint8)
    var wide = narrow
    try wide.replaceInputs { $1 }
    #expect(wide.allInputs.numbers.kind == .float64 && wide == narrow)
    let (left, right) = (
      try model(description(.float32, batch), narrow), try model(description(.float32, batch), wide)
    )
    _ = left.run(steps: 30)
    _ = right.run(steps: 30)
    #expect(haveSameBits(try left.allParameters(), try right.allParameters()))
    #expect(left.loss == right.loss)
  }

  @Test func `a network adds nothing for samples of its precision but the batch`() throws {
    let (few, many) = (try data(.float32, rows: 600), try data(.float32, rows: 6000))
    let (small, large) = (
      try model(description(.float32, .rows(32)), few), try model(description(.float32, .rows(32)), many)
    )
    // The orders of rows alone grow: two whole numbers a sample.
    #expect(large.memoryBytes - small.memoryBytes <= 5400 * 8 + 128)
  }

  @Test func `data sets that are split, standardized or compared share no change`() throws {
    let whole = try data(.float64)
    let (split, moved) = (try whole.splitting(0.3, seed: 2), try whole.standardized())
    #expect(whole == (try data(.float64)) && split != whole && moved != whole)
    #expect(split.rows + split.heldOutRows == whole.rows)
  }
}
