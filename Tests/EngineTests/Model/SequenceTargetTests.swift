import InitKit
import Initializers
import Tensor
import Testing

@testable import Engine

/// Networks that answer at each time step of a sequence.
@Suite struct SequenceTargetTests {
  /// Random sequences `[rows, steps, features]`.
  private func inputs(_ rows: Int, _ steps: Int, _ features: Int) -> Tensor {
    var stream = RandomStream(StreamKey(seed: 4, purpose: "test sequences"))
    return Tensor(
      shape: [rows, steps, features], values: (0..<rows * steps * features).map { _ in stream.normal() })
  }

  private func classes(_ rows: Int, _ steps: Int, _ count: Int) -> Targets {
    .classes(
      (0..<rows * steps).map { $0 * $0 % 7 % count }, positions: steps, names: (0..<count).map(String.init))
  }

  private func numbers(_ rows: Int, _ steps: Int, _ outputs: Int) -> Targets {
    let values = (0..<rows * steps * outputs).map { Double($0 * 3 % 5 % 2) }
    return .values(Tensor(shape: [rows, steps, outputs], values: values))
  }

  private func description(
    _ outputs: Int?, loss: String, precision: Precision = .float64, batch: BatchSize? = nil
  ) -> ModelDescription {
    ModelDescription(
      layers: [dense("a", 4, "tanh"), dense("b", outputs)], loss: LossDescription(loss), batch: batch,
      precision: precision, seed: 3)
  }

  /// The same samples with each time step as a sample of its own.
  private func unrolled(_ data: Dataset) throws -> Dataset {
    let rows = data.rows * data.inputShape[0]
    let inputs = Tensor(shape: [rows, data.inputShape[1]], values: data.inputs.values)
    if let classes = data.targets.classes, let names = data.targets.classNames {
      return try Dataset(name: "steps", inputs: inputs, targets: .classes(classes, names: names))
    }
    let values = try #require(data.targets.values)
    let shape = [rows, values.shape[2]]
    return try Dataset(
      name: "steps", inputs: inputs, targets: .values(Tensor(shape: shape, values: values.values)))
  }

  static let losses = [
    ("cross_entropy", true, 3), ("hinge", true, 3), ("mse", true, 3), ("bce", true, 1), ("mse", false, 2),
    ("bce", false, 2), ("huber", false, 1), ("mae", false, 3),
  ]

  @Test(arguments: losses)
  func `the loss is the mean over samples and steps, as of steps that are samples`(
    _ loss: String, _ hasClasses: Bool, _ outputs: Int
  ) throws {
    let targets = hasClasses ? classes(5, 4, max(2, outputs)) : numbers(5, 4, outputs)
    let data = try Dataset(name: "test", inputs: inputs(5, 4, 2), targets: targets)
    let sequence = try model(description(outputs, loss: loss), data)
    let steps = try model(description(outputs, loss: loss), try unrolled(data))
    #expect(sequence.layers[1].outputShape == [4, outputs])
    #expect(abs(sequence.loss - steps.loss) < 1e-14)
    #expect(sequence.accuracy() == steps.accuracy())
    for (layer, name) in [("a", "weight"), ("a", "bias"), ("b", "weight"), ("b", "bias")] {
      #expect(relativeError(try sequence.gradient(layer, name), try steps.gradient(layer, name)) < 1e-13)
    }
    #expect(sequence.target.values == steps.target.values)
    #expect(sequence.target.shape.prefix(2) == [5, 4])
    _ = sequence.run(steps: 20)
    _ = steps.run(steps: 20)
    #expect(relativeError(try sequence.parameter("b", "weight"), try steps.parameter("b", "weight")) < 1e-12)
  }

  @Test(arguments: [("cross_entropy", true), ("mse", false)])
  func `a sample's own gradient is that of the mean over its steps`(_ loss: String, _ hasClasses: Bool) throws
  {
    let (rows, steps) = (4, 3)
    let targets = hasClasses ? classes(rows, steps, 2) : numbers(rows, steps, 2)
    let all = inputs(rows, steps, 2)
    let whole = try model(
      description(2, loss: loss), try Dataset(name: "test", inputs: all, targets: targets))
    let gradients = try whole.sampleGradient("a", "weight")
    for row in 0..<rows {
      let own: Targets
      if let values = targets.values {
        own = .values(try values.slice([.range(start: row, end: row + 1)]))
      } else {
        let classes = try #require(targets.classes)
        own = .classes(Array(classes[row * steps..<(row + 1) * steps]), positions: steps, names: ["0", "1"])
      }
      let data = try Dataset(
        name: "one", inputs: try all.slice([.range(start: row, end: row + 1)]), targets: own)
      let alone = try model(description(2, loss: loss), data)
      #expect(relativeError(try gradients.slice([.at(row)]), try alone.gradient("a", "weight")) < 1e-13)
    }
    let mean = try gradients.reduced(.mean, axis: 0)
    #expect(relativeError(mean, try whole.gradient("a", "weight")) < 1e-13)
  }

  @Test func `batches are gathered with the targets of all steps`() throws {
    let data = try Dataset(name: "test", inputs: inputs(7, 4, 2), targets: classes(7, 4, 3))
    let network = try model(description(nil, loss: "cross_entropy", batch: .rows(3)), data)
    let (input, target) = (network.input, network.target)
    #expect(input.shape == [3, 4, 2] && target.shape == [3, 4])
    let wanted = try #require(data.targets.classes)
    for row in 0..<3 {
      let values = input.values[row * 8..<row * 8 + 8]
      let place = try #require((0..<7).first { data.inputs.values[$0 * 8..<$0 * 8 + 8] == values })
      #expect(
        target.values[row * 4..<row * 4 + 4].map { Int($0) } == wanted[place * 4..<place * 4 + 4].map { $0 })
    }
  }

  @Test func `accuracy counts steps, also of samples held out`() throws {
    let data = try Dataset(name: "test", inputs: inputs(10, 4, 2), targets: classes(10, 4, 2))
      .splitting(0.3, seed: 1)
    for batch in [BatchSize.full, .rows(2)] {
      let network = try model(description(nil, loss: "cross_entropy", batch: batch), data)
      // All answers are class 0, so that its share is the accuracy.
      for (layer, name) in [("b", "weight"), ("b", "bias")] {
        let shape = try network.parameter(layer, name).shape
        try network.setParameter(layer, name, to: Tensor(repeating: 0, shape: shape))
      }
      for portion in [Portion.training, .heldOut] {
        let samples = portion == .training ? data.targets : try #require(data.heldOut).targets
        let answers = try #require(samples.classes)
        let share = Double(answers.count { $0 == 0 }) / Double(answers.count)
        #expect(network.accuracy(on: portion) == share)
        #expect(abs(try network.loss(on: portion) - 0.693147180559945) < 1e-14)
      }
    }
  }

  @Test func `outputs that do not fit the steps are said with the shape needed`() throws {
    let data = try Dataset(name: "test", inputs: inputs(5, 4, 2), targets: classes(5, 4, 3))
    func error(_ layers: [LayerDescription]) -> EngineError? {
      do throws(EngineError) {
        _ = try Blueprint(
          ModelDescription(layers: layers), data: data, initializers: BuiltInInitializers.table)
        return nil
      } catch {
        return error
      }
    }
    let flatten = LayerDescription(name: "f", kind: "flatten")
    #expect(
      error([flatten, dense("b", 3)])
        == .outputShape(layer: "b", found: [3], needed: [4, 3], loss: "cross_entropy"))
    #expect(
      error([dense("b", 5)])
        == .outputShape(layer: "b", found: [4, 5], needed: [4, 3], loss: "cross_entropy"))
  }
}
