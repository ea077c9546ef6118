import InitKit
import Initializers
import Tensor

@testable import Engine

/// A dense layer in one line.
func dense(
  _ name: String, _ size: Int?, _ activation: String? = nil, _ parameter: Double? = nil
) -> LayerDescription {
  LayerDescription(
    name: name, size: size, activation: activation.map { ActivationDescription($0, parameter: parameter) })
}

/// A model with the built-in initializers.
func model(_ description: ModelDescription, _ data: Dataset) throws -> Model {
  try Model(description, data: data, initializers: BuiltInInitializers.table)
}

/// An optimizer in one line.
func optimizer(_ name: String, _ options: [String: Double] = [:]) -> OptimizerDescription {
  OptimizerDescription(
    name, options: options.sorted { $0.key < $1.key }.map { NamedArgument($0.key, .number($0.value)) })
}

/// An initializer of the built-in table.
func initializer(_ name: String, _ numbers: Double...) throws -> ChosenInitializer {
  try BuiltInInitializers.table.choose(name, numbers.map { .number($0) })
}

/// Random inputs with random targets, or classes.
func randomData(
  rows: Int, inputs: Int, outputs: Int, classes: Bool = false, range: ClosedRange<Double> = -1...1,
  seed: UInt64 = 1
) throws -> Dataset {
  var stream = RandomStream(StreamKey(seed: seed, purpose: "test data"))
  let x = (0..<rows * inputs).map { _ in stream.normal() }
  let features = Tensor(shape: [rows, inputs], values: x)
  if classes {
    let indices = (0..<rows).map { _ in stream.below(outputs) }
    let names = (0..<outputs).map(String.init)
    return try Dataset(name: "test", inputs: features, targets: .classes(indices, names: names))
  }
  let y = (0..<rows * outputs).map { _ in stream.uniform(range.lowerBound, range.upperBound) }
  return try Dataset(
    name: "test", inputs: features, targets: .values(Tensor(shape: [rows, outputs], values: y)))
}

extension Model {
  /// All parameters by layer and name.
  func allParameters() throws -> [String: Tensor] {
    var result: [String: Tensor] = [:]
    for layer in layers {
      for parameter in layer.parameters {
        result["\(layer.name).\(parameter.name)"] = try self.parameter(layer.name, parameter.name)
      }
    }
    return result
  }
}

/// Whether two tables of tensors agree bit for bit.
func haveSameBits(_ left: [String: Tensor], _ right: [String: Tensor]) -> Bool {
  left.count == right.count && left.allSatisfy { name, value in right[name]?.hasSameBits(as: value) == true }
}

/// Largest difference over the largest number of the reference.
func relativeError(_ found: Tensor, _ reference: Tensor) -> Double {
  guard found.shape == reference.shape else { return .infinity }
  let scale = reference.values.reduce(0) { max($0, abs($1)) }
  let error = zip(found.values, reference.values).reduce(0) { max($0, abs($1.0 - $1.1)) }
  return scale > 0 ? error / scale : error
}
