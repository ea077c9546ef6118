import InitKit
import Tensor
import Testing

@testable import Engine

@Suite("A network whose layers read several others") struct GraphTests {
  private static func join(
    _ kind: String, _ name: String, _ inputs: [String], scale: Double? = nil
  ) -> LayerDescription {
    LayerDescription(
      name: name, kind: kind, inputs: inputs,
      options: scale.map { [NamedArgument("scale", .number($0))] } ?? [])
  }

  /// A residual block, a concatenation with the input, and a layer read three times.
  static let layers: [LayerDescription] = {
    var side = dense("side", 3, "relu")
    side.inputs = ["input"]
    return [
      dense("a", 4, "tanh"), dense("b", 4, "relu"), dense("c", 4),
      join("residual", "r", ["a", "c"], scale: 0.5), side, join("concatenate", "cat", ["r", "side", "a"]),
      join("add", "sum", ["cat", "cat"]), dense("o", 2),
    ]
  }()

  static func network(_ precision: Precision, rows: Int = 5, batch: BatchSize? = nil) throws -> Model {
    let data = try randomData(rows: rows, inputs: 3, outputs: 2)
    return try model(ModelDescription(layers: layers, batch: batch, precision: precision), data)
  }

  @Test("joins give what their formulas say") func forward() throws {
    let network = try Self.network(.float64)
    let (a, c) = (try network.activations("a", .out), try network.activations("c", .out))
    let r = try network.activations("r", .out)
    #expect(zip(r.values, zip(a.values, c.values)).allSatisfy { $0 == $1.0 + 0.5 * $1.1 })
    let side = try network.activations("side", .out)
    let joined = try network.activations("cat", .out)
    #expect(joined.shape == [5, 11])
    for row in 0..<5 {
      #expect(
        joined.values[row * 11..<(row + 1) * 11]
          == r.values[row * 4..<(row + 1) * 4] + side.values[row * 3..<(row + 1) * 3]
          + a.values[row * 4..<(row + 1) * 4])
    }
    let sum = try network.activations("sum", .out)
    #expect(zip(sum.values, joined.values).allSatisfy { $0 == 2 * $1 })
    #expect(try network.layerInput("side").hasSameBits(as: network.input))
  }

  @Test("gradients are central differences, and their samples' mean", arguments: [BatchSize.full, .rows(4)])
  func gradients(_ batch: BatchSize) throws {
    let network = try Self.network(.float64, rows: 7, batch: batch)
    for layer in network.layers {
      for parameter in layer.parameters {
        let exact = try network.gradient(layer.name, parameter.name)
        let values = try network.parameter(layer.name, parameter.name)
        for entry in 0..<values.count {
          var losses: [Double] = []
          for shift in [1e-6, -1e-6] {
            var changed = values
            changed.values[entry] += shift
            try network.setParameter(layer.name, parameter.name, to: changed)
            losses.append(network.loss)
          }
          try network.setParameter(layer.name, parameter.name, to: values)
          #expect(abs((losses[0] - losses[1]) / 2e-6 - exact.values[entry]) < 1e-7)
        }
        let samples = try network.sampleGradient(layer.name, parameter.name)
        #expect(relativeError(try samples.reduced(.mean, axis: 0), exact) < 1e-13)
      }
    }
  }

  @Test("training gives the same bits on any number of threads, and goes back exactly") func training() throws
  {
    let before = Kernels.threads
    defer { Kernels.setThreads(before) }
    var ends: [[String: Tensor]] = []
    for threads in 1...3 {
      Kernels.setThreads(threads)
      let network = try Self.network(.float32, rows: 9, batch: .rows(4))
      _ = network.run(steps: 20)
      let middle = network.snapshot()
      _ = network.run(steps: 30)
      let end = try network.allParameters()
      try network.restore(middle)
      _ = network.run(steps: 30)
      #expect(haveSameBits(try network.allParameters(), end))
      ends.append(end)
    }
    #expect(haveSameBits(ends[0], ends[1]) && haveSameBits(ends[0], ends[2]))
  }

  @Test("a layer that nothing reads, or that reads what is not there, is refused") func refused() throws {
    let data = try randomData(rows: 4, inputs: 3, outputs: 2)
    func refuses(_ layers: [LayerDescription], _ error: EngineError) {
      #expect(throws: error) { try model(ModelDescription(layers: layers), data) }
    }
    var skipping = dense("o", 2)
    skipping.inputs = ["input"]
    refuses([dense("a", 4), skipping], .unreadLayer("a"))
    skipping.inputs = ["later"]
    refuses([dense("a", 4), skipping], .unknownName("later", subject: "layer", known: ["input", "a"]))
    skipping.inputs = ["a", "input"]
    refuses([dense("a", 4), skipping], .layerInputs(layer: "o", kind: "dense", found: 2))
    refuses(
      [dense("a", 4), dense("b", 3), Self.join("add", "s", ["a", "b"]), dense("o", 2)],
      .layerShape(
        layer: "s", kind: "add", input: [4],
        problem: .arithmetic("[4] and [3] have no sum: all inputs need one shape", options: ["from"])))
    refuses([dense("input", 2)], .repeatedLayer("input"))
  }

  @Test("a dense layer works on every time of a sequence") func sequences() throws {
    let shape = LayerDescription(
      name: "s", kind: "reshape", options: [NamedArgument("shape", .list([.number(3), .number(2)]))])
    let flat = LayerDescription(name: "f", kind: "flatten")
    let data = try randomData(rows: 4, inputs: 6, outputs: 1)
    let network = try model(
      ModelDescription(layers: [shape, dense("d", 5, "tanh"), flat, dense("o", 1)], precision: .float64), data
    )
    #expect(network.layers[1].outputShape == [3, 5])
    let (weight, bias) = (try network.parameter("d", "weight"), try network.parameter("d", "bias"))
    let pre = try network.activations("d", .pre)
    #expect(weight.shape == [5, 2] && pre.shape == [4, 3, 5])
    for row in 0..<12 {
      for unit in 0..<5 {
        let inputs = network.input.values[row * 2..<row * 2 + 2]
        let weights = weight.values[unit * 2..<unit * 2 + 2]
        let sum = zip(inputs, weights).reduce(bias.values[unit]) { $0 + $1.0 * $1.1 }
        #expect(abs(pre.values[row * 5 + unit] - sum) < 1e-14)
      }
    }
    let samples = try network.sampleGradient("d", "weight")
    #expect(relativeError(try samples.reduced(.mean, axis: 0), try network.gradient("d", "weight")) < 1e-13)
  }
}
