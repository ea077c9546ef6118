import InitKit
import Tensor
import Testing

@testable import Engine

@Suite("What several threads do in another order") struct SharedWorkTests {
  /// Ten small layers: a chain that is taken by rows, and gradients that are put off.
  private static let chain = (0..<10).map { dense("h\($0)", 60 + $0, $0 % 2 == 0 ? "tanh" : "relu") }

  /// The same with a layer too large for a chain in its middle.
  private static let broken = chain[0..<3] + [dense("wide", 1200, "relu")] + chain[3..<6]

  /// Layers that several read, so that the way back adds to what lies there.
  private static let joined: [LayerDescription] = {
    var layers = Array(chain[0..<4])
    layers.append(LayerDescription(name: "sum", kind: "concatenate", inputs: ["h1", "h3"], options: []))
    layers.append(dense("after", 70, "gelu"))
    layers.append(LayerDescription(name: "twice", kind: "add", inputs: ["after", "after"], options: []))
    return layers
  }()

  /// A layer that uses the weights of another: two gradients in one place.
  private static let tied: [LayerDescription] = {
    var again = dense("again", 64, "tanh")
    again.options.append(NamedArgument("tie", .text("first")))
    return [dense("zero", 64, "tanh"), dense("first", 64, "tanh"), dense("between", 64, "relu"), again]
  }()

  /// Layers above a norm, whose updates cannot follow at once; below it most can.
  private static let normed =
    chain[0..<7] + [LayerDescription(name: "norm", kind: "layer_norm", options: [])] + chain[7..<8]

  /// Layers so large that gradients are put off in parts, and activations follow parts of products.
  private static let large = [dense("h0", 260, "relu"), dense("h1", 300, "tanh"), dense("h2", 301, "gelu")]

  /// Large layers below a norm: only those above it are followed by their updates.
  private static let largeNormed =
    large + [LayerDescription(name: "norm", kind: "layer_norm", options: [])] + [dense("h3", 290, "relu")]

  private static let networks = [chain, Array(broken), joined, tied, Array(normed), large, largeNormed]

  /// Updates without memory, with one and with two, and with powers of decays.
  private static let optimizers = ["sgd", "momentum", "adam", "rmsprop"]

  @Test("gives every bit that one thread gives", arguments: 0..<networks.count, optimizers)
  func bits(_ place: Int, _ method: String) throws {
    let before = Kernels.threads
    defer { Kernels.setThreads(before) }
    let data = try randomData(rows: 250, inputs: 50, outputs: 3)
    var first: [Tensor] = []
    for threads in [1, 2, 3, 5] {
      Kernels.setThreads(threads)
      // The last batch of an epoch is smaller than that for which the order was made.
      let description = ModelDescription(
        layers: Self.networks[place] + [dense("o", 3)], optimizer: optimizer(method, ["lr": 0.01]),
        batch: .rows(100), precision: .float32)
      let network = try model(description, data)
      _ = network.run(steps: 7)
      var numbers = try network.allParameters().sorted { $0.key < $1.key }.map(\.value)
      for layer in network.layers {
        numbers.append(try network.activations(layer.name, .out))
        for parameter in layer.parameters {
          numbers.append(try network.update(layer.name, parameter.name))
          numbers.append(try network.gradient(layer.name, parameter.name))
        }
      }
      if threads == 1 { first = numbers }
      #expect(numbers.count == first.count)
      #expect(zip(numbers, first).allSatisfy { $0.hasSameBits(as: $1) }, "\(threads) threads")
      #expect(numbers.allSatisfy { $0.values.allSatisfy(\.isFinite) })
    }
  }

  @Test("gives every record of neurons that one thread gives", arguments: [chain, large], optimizers)
  func records(_ layers: [LayerDescription], _ method: String) throws {
    let before = Kernels.threads
    defer { Kernels.setThreads(before) }
    let data = try randomData(rows: 250, inputs: 50, outputs: 3)
    var first: [[Double]] = []
    for threads in [1, 2, 3] {
      Kernels.setThreads(threads)
      var description = ModelDescription(
        layers: layers + [dense("o", 3)], optimizer: optimizer(method, ["lr": 0.01]), batch: .rows(100),
        precision: .float32)
      description.recordsNeurons = true
      let network = try model(description, data)
      _ = network.run(steps: 7)
      let found = network.neuronRecord.layers.sorted { $0.key < $1.key }.flatMap { layer in
        layer.value.flatMap { [$0.gradientNorm, $0.gradientMean, $0.gradientLargest, $0.updateRatio] }
      }
      if threads == 1 { first = found }
      #expect(found == first, "\(threads) threads")
      #expect(found.count == 7 * 4 * (layers.count + 1) && found.allSatisfy { $0.allSatisfy(\.isFinite) })
    }
  }
}
