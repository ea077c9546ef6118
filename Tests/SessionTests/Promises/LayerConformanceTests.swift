import Analysis
import InitKit
import Tensor
import Testing

@testable import Engine
@testable import Session

/// What every kind of layer promises, shown on the example of its row: a new kind is tested without a line here.
@Suite struct LayerConformanceTests {
  private static let names = LayerTable.builtin.names

  /// The network of a row's example, made whole.
  private func model(
    _ name: String, precision: Precision = .float64, before: String = "", after: String = ""
  ) throws -> Model {
    let row = try LayerTable.builtin.row(name).specification
    let test = TestSession()
    let script = """
      set precision \(precision.rawValue); data noise n=5 features=4; \(before)
      \(row.example); layer flatten; layer dense; batch 4; optimizer momentum lr=0.01
      \(after)
      """
    let (outcome, events) = test.run(script)
    #expect(outcome == .completed, "\(script)\n\(events.map(Rendering.text).joined())")
    return try test.session.laboratory.model()
  }

  @Test(arguments: names) func `gradients are central differences`(name: String) throws {
    let model = try model(name)
    var stream = RandomStream(StreamKey(seed: 0, purpose: "entries"))
    for layer in model.layers {
      for parameter in layer.parameters {
        let exact = try model.gradient(layer.name, parameter.name)
        let values = try model.parameter(layer.name, parameter.name)
        for _ in 0..<min(12, values.count) {
          let entry = stream.below(values.count)
          var losses: [Double] = []
          for shift in [1e-6, -1e-6] {
            var changed = values
            changed.values[entry] += shift
            try model.setParameter(layer.name, parameter.name, to: changed)
            losses.append(model.loss)
          }
          try model.setParameter(layer.name, parameter.name, to: values)
          let difference = (losses[0] - losses[1]) / 2e-6
          // The loss is known to about 1e-15 of itself, so the quotient to 1e-9; the square of the shift is less.
          let tolerance = 1e-8 + 1e-6 * abs(exact.values[entry])
          #expect(
            abs(difference - exact.values[entry]) <= tolerance,
            "\(layer.name).\(parameter.name)[\(entry)]: \(difference), \(exact.values[entry])")
        }
      }
    }
  }

  @Test(arguments: names) func `the samples' gradients have the gradient as their mean`(name: String) throws {
    let model = try model(name)
    for layer in model.layers {
      for parameter in layer.parameters {
        let whole = try model.gradient(layer.name, parameter.name)
        let mean = try model.sampleGradient(layer.name, parameter.name).reduced(.mean, axis: 0)
        let scale = whole.values.reduce(0) { max($0, abs($1)) }
        for (one, other) in zip(mean.values, whole.values) {
          #expect(abs(one - other) <= 1e-12 * max(scale, 1e-6), "\(layer.name).\(parameter.name)")
        }
        let samples = try model.sampleGradient(layer.name, parameter.name)
        let norms = try model.sampleGradientNorms(layer.name, parameter.name)
        for row in 0..<norms.rows {
          let entries = samples.values[row * samples.columns..<(row + 1) * samples.columns]
          let square = norms.values[row * norms.columns..<(row + 1) * norms.columns].reduce(0) {
            $0 + $1 * $1
          }
          #expect(abs(entries.reduce(0) { $0 + $1 * $1 } - square) <= 1e-12 * max(square, 1e-6))
        }
      }
    }
  }

  @Test(arguments: names) func `neurons that start equal stay equal`(name: String) throws {
    // Dropping some neurons and not others is what it is for: it parts them, not rounding.
    guard name != "dropout" else { return }
    for precision in [Precision.float32, .float64] {
      let model = try model(name, precision: precision, after: "init all constant(0.05)")
      let hidden = model.hiddenLayers.map(\.name)
      for layer in hidden { #expect(try model.distinct(in: layer) == 1, "\(layer) at the start") }
      _ = model.run(steps: 200)
      for layer in hidden {
        #expect(try model.distinct(in: layer) == 1, "\(layer) after \(model.step) steps")
      }
    }
  }

  @Test(arguments: names)
  func `training gives the same bits again, on any number of threads, and from the middle`(name: String)
    throws
  {
    let before = Kernels.threads
    defer { Kernels.setThreads(before) }
    var ends: [Snapshot] = []
    for threads in 1...3 {
      Kernels.setThreads(threads)
      let model = try model(name, precision: .float32)
      _ = model.run(steps: 7)
      let middle = model.snapshot()
      _ = try model.gradient(model.layers.last?.name ?? "", "weight")
      _ = model.run(steps: 9)
      let end = model.snapshot()
      ends.append(end)
      try model.restore(middle)
      for _ in 0..<9 { _ = model.run(steps: 1) }
      #expect(model.snapshot().bytes == end.bytes)
    }
    #expect(ends[0].bytes == ends[1].bytes && ends[0].bytes == ends[2].bytes)
  }

  @Test(arguments: names) func `what is held out is judged without moving anything`(name: String) throws {
    let model = try model(name, precision: .float32)
    _ = model.run(steps: 3)
    let before = model.snapshot()
    let first = try model.loss(on: .training)
    #expect(first.isFinite)
    #expect(try model.loss(on: .training) == first)
    #expect(model.snapshot().bytes == before.bytes)
  }
}
