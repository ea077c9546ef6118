import Engine
import InitKit
import Testing

@testable import Analysis

/// How often the past keeps a state by itself.
@Suite struct CheckpointIntervalTests {
  private func model(_ sizes: [Int], inputs: Int, batch: Int) throws -> Model {
    let data = try DataTable.dataset(
      "noise", [], [NamedArgument("n", .number(128)), NamedArgument("features", .number(Double(inputs)))])
    let layers = sizes.enumerated().map { dense("d\($0)", $1) }
    return try network(layers, data: data, batch: .rows(batch), precision: .float32)
  }

  @Test func `keeping a state costs little beside training, and coming back to any is soon done`() throws {
    for (sizes, inputs, batch) in [([8, 1], 2, 4), ([512, 512, 1], 784, 128), ([2000, 1], 1000, 1)] {
      let model = try model(sizes, inputs: inputs, batch: batch)
      let (state, step) = (Double(model.stateBytes), model.stepWork)
      let work = Double(Checkpoint.interval(of: model)) * step
      // A byte is copied in less time than a hundred multiply-adds take: a twentieth of the training between.
      #expect(100 * state <= 0.05 * (work + step))
      // What is replayed is a fraction of a second, or as little as the copies allow.
      #expect(work <= max(4e9, 2048 * state) + step)
    }
  }

  @Test func `a step's work grows with what it multiplies`() throws {
    let (small, large) = (
      try model([64, 1], inputs: 32, batch: 64), try model([512, 1], inputs: 32, batch: 64)
    )
    // Forward and the weights' gradients of the first layer alone.
    #expect(large.stepWork >= 2 * 64 * 32 * 512)
    #expect(large.stepWork > 4 * small.stepWork)
  }
}
