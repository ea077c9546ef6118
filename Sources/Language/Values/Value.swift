import Tensor

/// What an expression evaluates to.
package enum Value: Equatable, Sendable {
  case number(Double)
  case boolean(Bool)
  case text(String)
  /// Elementwise comparisons give tensors of 0 and 1. A tensor without axes is a number instead.
  case tensor(Tensor)
  case list([Value])
  /// Both ends included; what lies between is for the user of the range to say.
  case range(Double, Double)
  case specification(Specification)
  /// A layer, a neuron, or another thing that has parts but no number of its own.
  case reference(Reference)

  /// A tensor, or the number it holds when it has no axes.
  package init(_ tensor: Tensor) {
    if tensor.shape.isEmpty, let only = tensor.values.first {
      self = .number(only)
    } else {
      self = .tensor(tensor)
    }
  }

  package init(shape: [Int]) { self = .list(shape.map { .number(Double($0)) }) }

  /// What messages call a value of this kind.
  package var kindName: String {
    switch self {
    case .number: "a number"
    case .boolean: "true or false"
    case .text: "a text"
    case .tensor(let tensor): "a tensor of shape \(Value(shape: tensor.shape).sourceText)"
    case .list: "a list"
    case .range: "a range"
    case .specification: "a specification"
    case .reference: "a layer"
    }
  }

  /// Number, boolean, tensor, or list of such with equal lengths, as a tensor; nil for anything else.
  package var asTensor: Tensor? {
    switch self {
    case .number(let value): return Tensor(shape: [], values: [value])
    case .boolean(let value): return Tensor(shape: [], values: [value ? 1 : 0])
    case .tensor(let tensor): return tensor
    case .list(let items):
      var shape: [Int]?
      var values: [Double] = []
      for item in items {
        guard let part = item.asTensor, shape == nil || shape == part.shape else { return nil }
        shape = part.shape
        values += part.values
      }
      return Tensor(shape: [items.count] + (shape ?? []), values: values)
    case .text, .range, .specification, .reference: return nil
    }
  }

  /// A number or a boolean as a number.
  package var asNumber: Double? {
    switch self {
    case .number(let value): value
    case .boolean(let value): value ? 1 : 0
    default: nil
    }
  }
}
