import Engine
import InitKit
import Initializers
import Tensor

/// A dense layer in one line.
func dense(
  _ name: String, _ size: Int?, _ activation: String? = nil, weight: ChosenInitializer? = nil,
  bias: ChosenInitializer? = nil
) -> LayerDescription {
  LayerDescription(
    name: name, size: size, activation: activation.map { ActivationDescription($0) },
    weightInitializer: weight, biasInitializer: bias)
}

/// An initializer of the built-in table.
func initializer(_ name: String, _ numbers: Double...) throws -> ChosenInitializer {
  try BuiltInInitializers.table.choose(name, numbers.map { .number($0) })
}

/// Normal weights of mean 0.
func normal(deviation: Double) throws -> ChosenInitializer {
  try BuiltInInitializers.table.choose("normal", [], [NamedArgument("std", .number(deviation))])
}

/// A network of some layers; `xor` in double precision unless said otherwise.
func network(
  _ layers: [LayerDescription], data: Dataset? = nil, optimizer: OptimizerDescription? = nil,
  batch: BatchSize? = nil, precision: Precision = .float64, seed: UInt64 = 0
) throws -> Model {
  let description = ModelDescription(
    layers: layers, optimizer: optimizer, batch: batch, precision: precision, seed: seed)
  let samples = try data ?? DataTable.dataset("xor")
  return try Model(description, data: samples, initializers: BuiltInInitializers.table)
}

/// Stochastic gradient descent with a rate and momentum.
func sgd(_ rate: Double, momentum: Double = 0) -> OptimizerDescription {
  OptimizerDescription(
    "sgd", options: [NamedArgument("lr", .number(rate)), NamedArgument("momentum", .number(momentum))])
}

/// Samples with values as targets.
func samples(_ inputs: [[Double]], _ targets: [[Double]]) throws -> Dataset {
  try Dataset(name: "test", inputs: Tensor(rows: inputs), targets: .values(Tensor(rows: targets)))
}

extension Model {
  /// Writes a parameter.
  func set(_ layer: String, _ name: String, _ values: [Double]) throws {
    let shape = try parameter(layer, name).shape
    try setParameter(layer, name, to: Tensor(shape: shape, values: values))
  }

  /// Every parameter's bits, in order.
  func bits() throws -> [UInt64] {
    var bits: [UInt64] = []
    for layer in layers {
      for parameter in layer.parameters {
        bits += try self.parameter(layer.name, parameter.name).values.map(\.bitPattern)
      }
    }
    return bits
  }
}
