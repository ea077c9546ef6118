import InitKit
import Initializers
import Tensor

@testable import Engine

/// A layer of any kind in one line.
func layer(
  _ kind: String, _ name: String, _ size: Int? = nil, _ activation: String? = nil,
  _ options: [String: Double] = [:]
) -> LayerDescription {
  LayerDescription(
    name: name, kind: kind, size: size, activation: activation.map { ActivationDescription($0) },
    options: options.sorted { $0.key < $1.key }.map { NamedArgument($0.key, .number($0.value)) })
}

/// A reshape in one line.
func reshape(_ name: String, _ shape: [Int]) -> LayerDescription {
  LayerDescription(
    name: name, kind: "reshape",
    options: [NamedArgument("shape", .list(shape.map { .number(Double($0)) }))])
}

/// The shape that a layer gives for an input, through a whole blueprint.
func outputShape(of layer: LayerDescription, input: [Int]) throws -> [Int] {
  let data = try Dataset(
    name: "test", inputs: Tensor(repeating: 0.5, shape: [1] + input), targets: .values(Tensor(rows: [[1]])))
  let description = ModelDescription(layers: [
    layer, LayerDescription(name: "flat", kind: "flatten"), dense("o", nil),
  ])
  return try Blueprint(description, data: data, initializers: BuiltInInitializers.table).layers[0].outputShape
}

/// A layer with a window in one line; its options are one number for both axes, or height and width.
func window(
  _ kind: String, _ name: String, _ size: Int? = nil, _ activation: String? = nil, _ options: [String: [Int]],
  _ words: [String: String] = [:]
) -> LayerDescription {
  var described = layer(kind, name, size, activation)
  described.options = options.sorted { $0.key < $1.key }.map { name, numbers in
    let values = numbers.map { ArgumentValue.number(Double($0)) }
    return NamedArgument(name, values.count == 1 ? values[0] : .list(values))
  }
  described.options += words.sorted { $0.key < $1.key }.map { NamedArgument($0.key, .text($0.value)) }
  return described
}
