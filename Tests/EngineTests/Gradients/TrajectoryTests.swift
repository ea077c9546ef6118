import InitKit
import Tensor
import Testing

@testable import Engine

/// PyTorch's single-tensor optimizers as plain loops over doubles.
struct PlainOptimizer {
  /// Name as in the table.
  let name: String
  /// L2 penalty, or decay of the weights themselves for lion.
  let decay: Double
  private var first: [Double]
  private var second: [Double]
  private var product = 1.0
  private var step = 0

  init(_ name: String, count: Int, decay: Double) {
    (self.name, self.decay) = (name, decay)
    first = [Double](repeating: 0, count: count)
    second = first
  }

  /// One step of all parameters, at the rate of each.
  mutating func update(_ weights: inout [Double], _ gradients: [Double], rates: [Double]) {
    step += 1
    let t = Double(step)
    let mean = 0.9 * (1 - 0.5 * PortableMath.exp(t * 0.004 * PortableMath.log(0.96)))
    let next = 0.9 * (1 - 0.5 * PortableMath.exp((t + 1) * 0.004 * PortableMath.log(0.96)))
    product *= mean
    for i in weights.indices {
      if name == "lion" { weights[i] *= 1 - rates[i] * decay }
      let g = gradients[i] + (name == "lion" ? 0 : decay * weights[i])
      switch name {
      case "nadam":
        first[i] = 0.9 * first[i] + 0.1 * g
        second[i] = 0.999 * second[i] + 0.001 * g * g
        let correction = 1 - PortableMath.exp(t * PortableMath.log(0.999))
        let root = (second[i] / correction).squareRoot() + 1e-8
        weights[i] -= rates[i] * (1 - mean) / (1 - product) * g / root
        weights[i] -= rates[i] * next / (1 - product * next) * first[i] / root
      case "adadelta":
        first[i] = 0.9 * first[i] + 0.1 * g * g
        let slope = (second[i] + 1e-6).squareRoot() / (first[i] + 1e-6).squareRoot() * g
        second[i] = 0.9 * second[i] + 0.1 * slope * slope
        weights[i] -= rates[i] * slope
      case "lion":
        let direction = 0.9 * first[i] + 0.1 * g
        first[i] = 0.99 * first[i] + 0.01 * g
        weights[i] -= direction == 0 ? 0 : direction > 0 ? rates[i] : -rates[i]
      default: weights[i] -= rates[i] * g
      }
    }
  }
}

@Suite struct TrajectoryTests {
  static let names = ["sgd", "nadam", "adadelta", "lion"]
  static let limits: [[String: Double]] = [
    [:], ["clip_norm": 0.05], ["clip_value": 0.01], ["weight_decay": 0.1],
  ]

  /// Numbers of all parameters, in the order of the layers.
  static func flat(_ network: Model, _ read: (String, String) throws -> Tensor) throws -> [Double] {
    try network.layers.flatMap { layer in
      try layer.parameters.flatMap { try read(layer.name, $0.name).values }
    }
  }

  /// PyTorch's clip_grad_value_, then clip_grad_norm_.
  static func clipped(_ gradients: [Double], _ limits: [String: Double]) -> [Double] {
    var result = gradients
    if let limit = limits["clip_value"] { result = result.map { max(-limit, min(limit, $0)) } }
    if let limit = limits["clip_norm"] {
      let norm = result.reduce(0) { $0 + $1 * $1 }.squareRoot()
      result = result.map { $0 * min(1, limit / (norm + 1e-6)) }
    }
    return result
  }

  @Test(arguments: names, limits)
  func stepsAreThoseOfPyTorchUnderClippingScheduleAndLayerRates(_ name: String, _ limits: [String: Double])
    throws
  {
    var layers = [dense("a", 5, "tanh"), dense("b", 4, "sin"), dense("c", 2)]
    layers[1].options = [NamedArgument("lr_scale", .number(0.25))]
    let steps = schedule("cosine", ["steps": 25, "warmup": 5, "lr_min": 0.001])
    let network = try model(
      ModelDescription(
        layers: layers, optimizer: optimizer(name, limits.merging(["lr": 0.02]) { $1 }), schedule: steps,
        precision: .float64, seed: 3),
      try randomData(rows: 9, inputs: 3, outputs: 2))
    var weights = try Self.flat(network, network.parameter)
    var plain = PlainOptimizer(name, count: weights.count, decay: limits["weight_decay"] ?? 0)
    for step in 0..<30 {
      let gradients = try Self.flat(network, network.gradient)
      let rate = try ChosenSchedule(steps).rate(at: step, of: 0.02)
      let rates = network.layers.flatMap { layer in
        [Double](repeating: layer.name == "b" ? 0.25 * rate : rate, count: layer.parameterCount)
      }
      plain.update(&weights, Self.clipped(gradients, limits), rates: rates)
      #expect(network.run(steps: 1).stoppedBy == .count)
      let found = try Self.flat(network, network.parameter)
      #expect(zip(found, weights).allSatisfy { abs($0 - $1) < 1e-12 }, "step \(step)")
    }
  }

  @Test(arguments: ["sgd", "adam", "nadam", "adamw"])
  func aFrozenLayerKeepsItsBitsAndThawsWithTheOthersPowers(_ name: String) throws {
    var description = ModelDescription(
      layers: [dense("a", 5, "tanh"), dense("b", 4, "tanh"), dense("c", nil)], optimizer: optimizer(name))
    description.layers[0].options = [NamedArgument("lr_scale", .number(0))]
    let network = try model(description, try DataTable.dataset("moons", [.number(20)]))
    let before = try network.allParameters()
    _ = network.run(steps: 20)
    let after = try network.allParameters()
    for parameter in ["weight", "bias"] {
      #expect(after["a.\(parameter)"] == before["a.\(parameter)"])
      #expect(after["b.\(parameter)"] != before["b.\(parameter)"])
    }
    description.layers[0].options = []
    try network.apply(description)
    #expect(network.run(steps: 20).stoppedBy == .count)
    #expect(try network.parameter("a", "weight") != before["a.weight"])
    description.layers = description.layers.map { layer in
      var layer = layer
      layer.options = [NamedArgument("lr_scale", .number(0))]
      return layer
    }
    try network.apply(description)
    let frozen = try network.allParameters()
    _ = network.run(steps: 3)
    #expect(haveSameBits(frozen, try network.allParameters()))
  }

  @Test func layersAtOneRateAreOneUpdate() throws {
    let data = try DataTable.dataset("xor")
    let plain = try model(
      ModelDescription(layers: [dense("a", 5, "tanh"), dense("b", 4), dense("c", nil)]), data)
    #expect(plain.network.memory.rateRuns == [RateRun(start: 0, count: 44, factor: 1)])
    var layers = [dense("a", 5, "tanh"), dense("b", 4), dense("c", nil)]
    layers[1].options = [NamedArgument("lr_scale", .number(0))]
    let cut = try model(ModelDescription(layers: layers), data)
    #expect(
      cut.network.memory.rateRuns == [
        RateRun(start: 0, count: 15, factor: 1), RateRun(start: 39, count: 5, factor: 1),
      ])
  }

  @Test(arguments: ["nadam", "adadelta", "lion", "momentum", "nesterov"], Precision.allForTests)
  func equalNeuronsStayEqualThroughThreeHundredSteps(_ name: String, _ precision: Precision) throws {
    for (seed, width) in [1, 2, 7, 16, 33].enumerated() {
      var layers = [dense("a", width, "tanh"), dense("b", width + 3, "gelu"), dense("o", nil)]
      for place in layers.indices {
        layers[place].weightInitializer = try initializer("constant", 0.2 + 0.1 * Double(place))
      }
      layers[1].options = [NamedArgument("lr_scale", .number(0.5))]
      let network = try model(
        ModelDescription(
          layers: layers, optimizer: optimizer(name, ["lr": 0.01, "clip_norm": 0.1, "clip_value": 0.03]),
          schedule: schedule("cosine", ["steps": 250, "warmup": 30]), batch: seed % 2 == 0 ? .full : .rows(5),
          precision: precision, seed: UInt64(seed)),
        try randomData(rows: 17, inputs: 4, outputs: 2, seed: UInt64(seed)))
      #expect(network.run(steps: 300).stoppedBy == .count)
      for layer in ["a", "b"] {
        let weight = try network.parameter(layer, "weight")
        let bias = try network.parameter(layer, "bias")
        for row in 0..<weight.rows {
          #expect(try weight.slice([.at(row)]).hasSameBits(as: weight.slice([.at(0)])), "\(layer), \(width)")
          #expect(bias.values[row].bitPattern == bias.values[0].bitPattern)
        }
      }
    }
  }
}

extension Precision {
  /// Both number types.
  static let allForTests: [Precision] = [.float32, .float64]
}
