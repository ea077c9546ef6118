import Engine
import InitKit
import Initializers
import Tensor

/// A network with random layers, sizes, data and optimizer, in which every neuron of a layer starts equal and
/// sees the same.
struct RandomNetwork {
  private var stream: RandomStream
  private var layers: [LayerDescription] = []
  private var shape: [Int] = []
  private var rows = 0

  /// Kinds of layers that some network of the generator has.
  private(set) var kinds: Set<String> = []

  /// Starts the generator.
  init(seed: UInt64) { stream = RandomStream(StreamKey(seed: seed, purpose: "random network")) }

  /// Makes a network and its data.
  mutating func model(summation: Summation = .fixed) throws -> Model {
    rows = number(1...24)
    switch number(0...5) {
    case 0: addImageLayers()
    case 1: addSequenceLayers()
    case 2: addTokenLayers()
    default: addDenseLayers()
    }
    add("dense", size: nil, name: "out")
    return try finished(summation)
  }

  private mutating func addDenseLayers() {
    shape = [number(1...20)]
    var width = 0
    for _ in 0..<number(1...3) {
      width = number(2...40)
      add("dense", size: width, activation: activation())
      if chance(0.3) { add(pick(["layer_norm", "batch_norm", "rms_norm"])) }
    }
    guard chance(0.4) else { return }
    let entry = last
    if chance(0.5) {
      add("dense", size: number(2...30), activation: activation())
      add("dense", size: width)
      if chance(0.3) { add("scale", ["initial": 0.5]) }
      join(chance(0.5) ? "residual" : "add", [entry, last])
    } else {
      add("dense", size: number(2...12), activation: activation())
      let left = last
      add("dense", size: number(2...12), activation: activation(), inputs: [entry])
      join("concatenate", [left, last])
    }
  }

  private mutating func addImageLayers() {
    let size = number(4...7)
    shape = [1, size, size + number(0...2)]
    add(
      "conv2d", size: 2 * number(1...5), activation: activation(),
      windows: [
        "kernel": [number(1...3), number(1...3)], "padding": [number(0...1), number(0...1)],
        "stride": [number(1...2), number(1...2)],
      ])
    if chance(0.3) { add("batch_norm") }
    if chance(0.2) { add("group_norm", ["groups": 2]) }
    switch number(0...3) {
    case 0: add("conv2d", size: 2 * number(1...3), activation: activation(), ["kernel": 1, "groups": 2])
    case 1: add("depthwise", activation: activation(), ["kernel": 1])
    case 2: add("conv_transpose2d", size: number(2...4), activation: activation(), ["kernel": 2])
    default: add("conv2d", size: number(2...6), activation: activation(), ["kernel": 2, "padding": 1])
    }
    if chance(0.5) {
      add(pick(["max_pool", "avg_pool"]), ["kernel": 2, "padding": 1])
    }
    add(pick(["flatten", "global_avg_pool", "global_max_pool"]))
  }

  private mutating func addSequenceLayers() {
    shape = [number(2...6), number(1...4)]
    switch number(0...4) {
    case 0:
      add(pick(["conv1d", "conv_transpose1d"]), size: number(2...8), activation: activation(), ["kernel": 2])
      if chance(0.5) { add(pick(["max_pool1d", "avg_pool1d"]), ["kernel": 2, "padding": 1]) }
    case 1: add("rnn", size: number(2...12), activation: pick(["tanh", "relu"]))
    case 2: add("lstm", size: number(2...12))
    case 3: add("gru", size: number(2...12))
    default: addAttention(width: 2 * number(1...6))
    }
    add("flatten")
  }

  private mutating func addTokenLayers() {
    shape = [number(2...6)]
    isTokens = true
    let width = 2 * number(1...5)
    add("embedding", size: width, ["vocabulary": Double(Self.vocabulary)])
    if chance(0.3) { add("position_embedding") }
    if chance(0.5) { addAttention(width: width, isThere: true) }
    add("mean_pool")
  }

  private mutating func addAttention(width: Int, isThere: Bool = false) {
    if !isThere { add("dense", size: width, activation: activation()) }
    if chance(0.3) {
      add("transformer_block", ["heads": Double(pick([1, 2])), "hidden": Double(number(2...10))])
    } else {
      let isCausal = chance(0.5)
      add("attention", size: width, ["heads": Double(pick([1, 2]))])
      if isCausal { layers[layers.count - 1].options.append(NamedArgument("causal", .boolean(true))) }
    }
  }

  private var isTokens = false
  private static let vocabulary = 7
  private var last: String { layers.last?.name ?? "input" }

  private mutating func add(
    _ kind: String, size: Int? = nil, activation: String? = nil, _ options: [String: Double] = [:],
    windows: [String: [Int]] = [:], name: String? = nil, inputs: [String]? = nil
  ) {
    kinds.insert(kind)
    layers.append(
      LayerDescription(
        name: name ?? "l\(layers.count)", kind: kind, inputs: inputs, size: size,
        activation: activation.map { ActivationDescription($0) },
        options: options.sorted { $0.key < $1.key }.map { NamedArgument($0.key, .number($0.value)) }
          + windows.sorted { $0.key < $1.key }.map { window in
            NamedArgument(window.key, .list(window.value.map { .number(Double($0)) }))
          }))
  }

  private mutating func join(_ kind: String, _ inputs: [String]) {
    kinds.insert(kind)
    layers.append(LayerDescription(name: "l\(layers.count)", kind: kind, inputs: inputs))
  }

  private mutating func finished(_ summation: Summation) throws -> Model {
    for index in layers.indices {
      let value = (chance(0.5) ? 1.0 : -1) * pick([0.01, 0.1, 0.3])
      layers[index].weightInitializer = try BuiltInInitializers.table.choose("constant", [.number(value)])
    }
    let width = shape.reduce(1, *)
    let inputs = (0..<rows * width).map { _ in
      isTokens ? Double(stream.below(Self.vocabulary)) : stream.normal()
    }
    let classes = number(2...4)
    let targets: Targets =
      chance(0.5)
      ? .classes((0..<rows).map { $0 % classes }, names: (0..<classes).map(String.init))
      : .values(Tensor(shape: [rows, 2], values: (0..<rows * 2).map { _ in stream.normal() }))
    let data = try Dataset(
      name: "random", inputs: Tensor(shape: [rows] + shape, values: inputs), targets: targets)
    let optimizers = OptimizerTable.builtin.names.filter { $0 != "lbfgs" }
    var description = ModelDescription(
      layers: layers,
      optimizer: OptimizerDescription(pick(optimizers), options: [NamedArgument("lr", .number(0.01))]),
      batch: chance(0.5) ? .full : .rows(number(1...rows)), precision: chance(0.7) ? .float32 : .float64)
    description.summation = summation
    return try Model(description, data: data, initializers: BuiltInInitializers.table)
  }

  private mutating func activation() -> String? {
    pick([nil, "tanh", "relu", "sigmoid", "gelu", "elu", "softplus", "sin", "leaky_relu"])
  }

  private mutating func number(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + stream.below(range.count)
  }

  private mutating func chance(_ share: Double) -> Bool { stream.uniform(0, 1) < share }

  private mutating func pick<Item>(_ items: [Item]) -> Item { items[stream.below(items.count)] }
}
