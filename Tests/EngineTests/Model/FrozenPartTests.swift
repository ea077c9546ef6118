import InitKit
import Tensor
import Testing

@testable import Engine

/// Parameters and neurons that no step changes.
@Suite(.serialized) struct FrozenPartTests {
  /// Networks with what is frozen of each of their layers, over vectors, images and sequences.
  private static let networks: [(layers: [LayerDescription], frozen: [String: FrozenPart])] = [
    (
      [dense("a", 70, "tanh"), dense("b", 65, "tanh"), dense("o", 2)],
      ["a": part(units: [0, 1, 69]), "b": part(["bias"], units: [3, 64]), "o": part(["weight"])]
    ),
    (
      [dense("a", 70, "tanh"), dense("o", 2)],
      [
        "a": part(
          units: [68],
          entries: [
            "weight": FrozenEntries(shape: [70, 36], places: [0, 7, 8, 68 * 36 + 35, 69 * 36, 70 * 36 - 1]),
            "bias": FrozenEntries(shape: [70], places: [3]),
          ]),
        "o": part(entries: [
          "weight": FrozenEntries(shape: [2, 70], places: Array(stride(from: 1, to: 140, by: 2)))
        ]),
      ]
    ),
    (
      [
        reshape("s", [1, 6, 6]), layer("conv2d", "a", 5, "relu", ["kernel": 3]),
        layer("conv_transpose2d", "t", 4, nil, ["kernel": 2]), layer("batch_norm", "n"),
        layer("flatten", "f"), dense("o", 2),
      ], ["a": part(["weight"], units: [2]), "t": part(units: [1, 3]), "n": part(units: [0])]
    ),
    (
      [reshape("s", [9, 4]), sequenceLayer("lstm", "a", 5), sequenceLayer("dense", "o", 2)],
      ["a": part(["bias_ih_l0"], units: [2, 4])]
    ),
  ]

  private static func part(
    _ parameters: Set<String> = [], units: Set<Int> = [], entries: [String: FrozenEntries] = [:]
  ) -> FrozenPart {
    var part = FrozenPart()
    (part.parameters, part.units, part.entries) = (parameters, units, entries)
    return part
  }

  private static let optimizers = OptimizerTable.builtin.names.filter { $0 != "lbfgs" }

  /// A network with weight decay, where the optimizer knows it.
  private static func description(_ layers: [LayerDescription], _ name: String) -> ModelDescription {
    let known = OptimizerTable.builtin[name]?.specification
    let decay = known?.option("weight_decay") == nil ? [:] : ["weight_decay": 0.1]
    return ModelDescription(
      layers: layers, optimizer: optimizer(name, decay.merging(["lr": 0.01, "clip_value": 0.01]) { $1 }),
      batch: .rows(8), precision: .float32)
  }

  private static func freezing(_ description: ModelDescription, _ frozen: [String: FrozenPart])
    -> ModelDescription
  {
    var description = description
    for place in description.layers.indices {
      description.layers[place].frozen = frozen[description.layers[place].name] ?? FrozenPart()
    }
    return description
  }

  @Test(arguments: optimizers, networks.indices)
  func `what is frozen keeps its bits, and everything else has those it has if it is put back by hand`(
    _ name: String, _ number: Int
  ) throws {
    let (layers, frozen) = Self.networks[number]
    let data = try randomData(rows: 27, inputs: 36, outputs: 2)
    let description = Self.description(layers, name)
    defer { Kernels.setThreads(1) }
    for threads in [1, 2, 3] {
      Kernels.setThreads(threads)
      let (found, byHand) = (try model(description, data), try model(description, data))
      // The optimizer remembers steps from before.
      _ = found.run(steps: 4)
      _ = byHand.run(steps: 4)
      try found.apply(Self.freezing(description, frozen))
      let start = try byHand.allParameters()
      for step in 0..<6 {
        _ = found.run(steps: 1)
        _ = byHand.run(steps: 1)
        for layer in byHand.layers {
          for parameter in layer.parameters {
            let key = "\(layer.name).\(parameter.name)"
            var value = try byHand.parameter(layer.name, parameter.name)
            for place in Self.places(layer, parameter.name, frozen) {
              value.values[place] = start[key]?.values[place] ?? .nan
            }
            try byHand.setParameter(layer.name, parameter.name, to: value)
          }
        }
        let same = haveSameBits(try found.allParameters(), try byHand.allParameters())
        try #require(same, "\(name), network \(number), step \(step), \(threads) threads")
      }
    }
  }

  /// The entries that are frozen, told apart one by one.
  private static func places(
    _ layer: BlueprintLayer, _ parameter: String, _ frozen: [String: FrozenPart]
  ) -> [Int] {
    guard let frozen = frozen[layer.name], let whole = try? layer.parameter(parameter) else { return [] }
    let all = Array(0..<whole.site.count)
    if frozen.parameters.contains(parameter) { return all }
    let part = layer.unitParts.first { $0.parameter == parameter && !$0.isOutgoing }
    let own = frozen.entries[parameter]?.ranges ?? []
    return all.filter { place in
      own.contains { $0.contains(place) }
        || part.map { frozen.units.contains($0.layout.unit(of: place)) } ?? false
    }
  }

  @Test func `an update is 0 where something is frozen, and it learns again from where it stands`() throws {
    let (layers, frozen) = Self.networks[0]
    let description = Self.description(layers, "adam")
    let network = try model(description, try randomData(rows: 27, inputs: 36, outputs: 2))
    _ = network.run(steps: 3)
    let moved = try network.update("b", "weight")
    #expect(moved.values.allSatisfy { $0 != 0 })
    try network.apply(Self.freezing(description, frozen))
    _ = network.run(steps: 3)
    let update = try network.update("b", "weight")
    for (place, value) in update.values.enumerated() {
      #expect((value == 0) == [3, 64].contains(place / 70))
    }
    #expect(try network.update("b", "bias").values.allSatisfy { $0 == 0 })
    // Looking at gradients moves the numbers from before the step, and they stay the same.
    _ = try network.gradient("b", "weight")
    #expect(try network.update("b", "weight") == update)
    let still = try network.parameter("b", "weight")
    try network.apply(description)
    #expect(try network.update("b", "weight") == update)
    _ = network.run(steps: 1)
    let row = 3 * 70..<4 * 70
    #expect(try network.parameter("b", "weight").values[row] != still.values[row])
  }

  @Test func `a snapshot goes back to its bits, and fits no network that learns elsewhere`() throws {
    let (layers, frozen) = Self.networks[2]
    let plain = Self.description(layers, "nadam")
    let description = Self.freezing(plain, frozen)
    let network = try model(description, try randomData(rows: 27, inputs: 36, outputs: 2))
    _ = network.run(steps: 3)
    let snapshot = network.snapshot()
    _ = network.run(steps: 5)
    let later = try network.allParameters()
    try network.restore(snapshot)
    _ = network.run(steps: 5)
    #expect(haveSameBits(later, try network.allParameters()))
    try network.apply(plain)
    #expect(throws: EngineError.snapshot) { try network.restore(snapshot) }
  }

  @Test func `recording tells gradients of what is frozen, and changes no bit`() throws {
    let (layers, frozen) = Self.networks[0]
    let data = try randomData(rows: 27, inputs: 36, outputs: 2)
    var description = Self.freezing(Self.description(layers, "adam"), frozen)
    let plain = try model(description, data)
    description.recordsNeurons = true
    let recorded = try model(description, data)
    _ = plain.run(steps: 4)
    _ = recorded.run(steps: 4)
    let gradient = try recorded.gradient("b", "weight")
    _ = plain.run(steps: 1)
    _ = recorded.run(steps: 1)
    #expect(haveSameBits(try plain.allParameters(), try recorded.allParameters()))
    let record = try #require(recorded.neuronRecord.layers["b"]?.last)
    let weight = try recorded.parameter("b", "weight")
    let update = try recorded.update("b", "weight")
    for unit in 0..<65 {
      func norm(_ tensor: Tensor) -> Double {
        tensor.values[unit * 70..<(unit + 1) * 70].reduce(0) { $0 + $1 * $1 }.squareRoot()
      }
      // The gradient was clipped before it was recorded, that of what is frozen was not.
      #expect(record.gradientNorm[unit] > 0 && norm(gradient) > 0)
      #expect(abs(record.updateRatio[unit] - norm(update) / norm(weight)) <= 1e-6)
      #expect((record.updateRatio[unit] == 0) == [3, 64].contains(unit))
    }
    let output = try #require(recorded.neuronRecord.layers["o"]?.last)
    #expect(output.updateRatio == [0, 0] && output.gradientNorm.allSatisfy { $0 > 0 })
    #expect(recorded.neuronRecord.layers["o"]?.count == recorded.neuronRecord.steps.count)
  }

  @Test func `clipping by the norm takes no notice of what is frozen, as in PyTorch`() throws {
    let (layers, frozen) = Self.networks[0]
    let data = try randomData(rows: 27, inputs: 36, outputs: 2)
    var description = Self.freezing(
      ModelDescription(
        layers: layers, optimizer: optimizer("sgd", ["lr": 0.5, "clip_norm": 0.01]), precision: .float64),
      frozen)
    description.recordsNeurons = true
    description.layers[0].options = [NamedArgument("lr_scale", .number(0))]
    let network = try model(description, data)
    let before = try network.allParameters()
    var (learnt, all) = (0.0, 0.0)
    var gradients: [String: [Double]] = [:]
    for layer in network.layers {
      for parameter in layer.parameters {
        let values = try network.gradient(layer.name, parameter.name).values
        gradients["\(layer.name).\(parameter.name)"] = values
        all += values.reduce(0) { $0 + $1 * $1 }
        let still = layer.name == "a" ? Set(values.indices) : Set(Self.places(layer, parameter.name, frozen))
        learnt += values.indices.reduce(0) { still.contains($1) ? $0 : $0 + values[$1] * values[$1] }
      }
    }
    try #require(learnt.squareRoot() > 0.01 && all > 1.05 * learnt)
    let factor = 0.01 / (learnt.squareRoot() + 1e-6)
    _ = network.run(steps: 1)
    let after = try network.allParameters()
    for (key, values) in gradients {
      let (old, new) = (try #require(before[key]).values, try #require(after[key]).values)
      for place in values.indices where new[place] != old[place] {
        #expect(abs(new[place] - (old[place] - 0.5 * factor * values[place])) <= 1e-15)
      }
    }
    // What is frozen is recorded as it was.
    let weight = try #require(gradients["o.weight"])
    let record = try #require(network.neuronRecord.layers["o"]?.last)
    for unit in 0..<2 {
      let norm = weight[unit * 65..<(unit + 1) * 65].reduce(0) { $0 + $1 * $1 }.squareRoot()
      #expect(abs(record.gradientNorm[unit] - norm) <= 1e-12 * norm)
    }
  }

  @Test func `nothing frozen is one update, and nothing else than before`() throws {
    let description = Self.description(Self.networks[0].layers, "sgd")
    let network = try model(description, try randomData(rows: 27, inputs: 36, outputs: 2))
    let memory = network.network.memory
    #expect(memory.rateRuns == [RateRun(start: 0, count: memory.parameterCount, factor: 1)])
    #expect(network.layers.allSatisfy { $0.parameters.allSatisfy { $0.learns && $0.stillEntries.isEmpty } })
  }

  @Test func `a frozen parameter that the layer does not have is refused`() throws {
    let description = Self.freezing(
      ModelDescription(layers: [dense("a", 3), dense("o", nil)]), ["a": Self.part(["wait"])])
    #expect(throws: EngineError.unknownName("wait", subject: "parameter", known: ["weight", "bias"])) {
      try model(description, try DataTable.dataset("xor"))
    }
  }

  @Test func `an optimizer that moves all parameters together refuses parts that are frozen`() throws {
    let layers = [dense("a", 3), dense("o", nil)]
    for part in [Self.part(["bias"]), Self.part(units: [1])] {
      let description = Self.freezing(
        ModelDescription(layers: layers, optimizer: optimizer("lbfgs"), batch: .full), ["a": part])
      #expect(throws: EngineError.partlyFrozen(optimizer: "lbfgs", layer: "a")) {
        try model(description, try DataTable.dataset("xor"))
      }
    }
  }
}
