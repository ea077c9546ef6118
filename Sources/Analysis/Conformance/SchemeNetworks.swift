import Engine
import InitKit
import Tensor

/// A network that schemes are tried on.
struct SchemeNetwork: Sendable {
  /// What kind of network it is, in a word or two.
  let name: String
  let description: ModelDescription
  let data: Dataset

  /// All that are tried: plain, with filters, with branches; and, unless few are asked for, with attention and
  /// recurrent.
  ///
  /// - Throws: nothing that could happen.
  static func all(seed: UInt64, few: Bool = false) throws(EngineError) -> [SchemeNetwork] {
    let small = [try plain(seed: seed), try filters(seed: seed), try residual(seed: seed)]
    return few
      ? small : small + [try attention(seed: seed), try gated(seed: seed), try rectified(seed: seed)]
  }

  /// Dense layers of tanh.
  static func plain(seed: UInt64) throws(EngineError) -> SchemeNetwork {
    try network(
      "dense", seed, inputs: [6], [dense(10, "tanh"), dense(9, "tanh"), dense(8, "tanh"), dense(3)])
  }

  /// Layers so wide that several threads share a product.
  static func wide(seed: UInt64) throws(EngineError) -> SchemeNetwork {
    try network(
      "wide", seed, inputs: [48], rows: 128, batch: 128, [dense(96, "relu"), dense(96, "relu"), dense(3)])
  }

  private static func filters(seed: UInt64) throws(EngineError) -> SchemeNetwork {
    try network(
      "convolution", seed, inputs: [2, 6, 6],
      [
        LayerDescription(
          name: "c1", kind: "conv2d", size: 5, activation: ActivationDescription("relu"),
          options: [NamedArgument("padding", .number(1))]),
        LayerDescription(name: "pool", kind: "max_pool"),
        LayerDescription(
          name: "c2", kind: "conv2d", size: 6, activation: ActivationDescription("relu"),
          options: [NamedArgument("kernel", .list([.number(2), .number(3)]))]),
        LayerDescription(name: "flat", kind: "flatten"), dense(3),
      ])
  }

  private static func residual(seed: UInt64) throws(EngineError) -> SchemeNetwork {
    var layers = named([dense(8, "selu")])
    for block in 0..<2 {
      let entry = layers[layers.count - 1].name
      layers += named([dense(8, "selu"), dense(8)], from: layers.count)
      // One branch ends in a weight, the other in a learnt factor.
      if block > 0 { layers.append(LayerDescription(name: "factor", kind: "scale")) }
      layers.append(
        LayerDescription(
          name: "sum\(layers.count)", kind: "residual", inputs: [entry, layers[layers.count - 1].name]))
    }
    return try network("residual", seed, inputs: [6], layers + [dense(3)])
  }

  private static func attention(seed: UInt64) throws(EngineError) -> SchemeNetwork {
    let block = { (name: String) in
      LayerDescription(
        name: name, kind: "transformer_block",
        options: [NamedArgument("heads", .number(2)), NamedArgument("hidden", .number(8))])
    }
    return try network(
      "transformer", seed, inputs: [4, 3],
      [dense(4), block("b1"), block("b2"), LayerDescription(name: "mean", kind: "mean_pool"), dense(3)])
  }

  private static func rectified(seed: UInt64) throws(EngineError) -> SchemeNetwork {
    let units = LayerDescription(
      name: "r", kind: "rnn", size: 5, activation: ActivationDescription("relu"))
    return try network("rnn", seed, inputs: [4, 3], [units, dense(3)])
  }

  private static func gated(seed: UInt64) throws(EngineError) -> SchemeNetwork {
    try network(
      "recurrent", seed, inputs: [4, 3], [LayerDescription(name: "r", kind: "lstm", size: 5), dense(3)])
  }

  /// A dense layer, to be named.
  private static func dense(_ size: Int, _ activation: String? = nil) -> LayerDescription {
    LayerDescription(name: "", size: size, activation: activation.map { ActivationDescription($0) })
  }

  /// Names layers that have none by their places.
  private static func named(_ layers: [LayerDescription], from start: Int = 0) -> [LayerDescription] {
    layers.enumerated().map { place, layer in
      var layer = layer
      if layer.name.isEmpty { layer.name = "d\(start + place)" }
      return layer
    }
  }

  private static func network(
    _ name: String, _ seed: UInt64, inputs: [Int], rows: Int = 48, batch: Int = 16,
    _ layers: [LayerDescription]
  ) throws(EngineError) -> SchemeNetwork {
    var stream = RandomStream(StreamKey(seed: seed, purpose: "conformance \(name)"))
    let count = rows * inputs.reduce(1, *)
    let numbers = Tensor(shape: [rows] + inputs, values: (0..<count).map { _ in stream.normal() })
    let classes = (0..<rows).map { _ in stream.below(3) }
    let data = try Dataset(
      name: name, inputs: numbers, targets: .classes(classes, names: ["0", "1", "2"]))
    var description = ModelDescription(layers: named(layers), precision: .float64, seed: seed)
    description.batch = .rows(batch)
    return SchemeNetwork(name: name, description: description, data: data)
  }
}
