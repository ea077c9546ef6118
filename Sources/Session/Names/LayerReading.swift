import Analysis
import Engine
import Language
import Tensor

/// Which numbers of a parameter.
enum ParameterQuantity: String, CaseIterable {
  case value
  case gradient = "grad"
  case sampleGradient = "sample_grad"
  case update
}

/// A path that starts with a layer: `h1`, `h1[3].weight.grad`, `h1.out`, taken apart and read from the model.
struct LayerReading {
  private let session: Session
  private let reference: Reference
  private var layer: String { reference.name.text }
  /// Indices on the layer's neurons.
  private var neurons: [Reference.Selector] = []
  /// The parameter or the layer's quantity.
  private var part: String?
  /// Indices behind the part and before what follows it.
  private var entries: [Reference.Selector] = []
  private var quantity = ParameterQuantity.value

  /// Nil when the path is of no form that layers have.
  init?(_ reference: Reference, _ session: Session) {
    self.session = session
    self.reference = reference
    for step in reference.steps {
      switch step {
      case .index(let selectors, _):
        if part == nil, neurons.isEmpty {
          neurons = selectors
        } else if part != nil, quantity == .value, entries.isEmpty {
          entries = selectors
        } else {
          return nil
        }
      case .member(let name):
        if part == nil {
          part = name.text
        } else if quantity == .value, let next = ParameterQuantity(rawValue: name.text), next != .value,
          LayerQuantity(rawValue: part ?? "") == nil
        {
          quantity = next
        } else if quantity == .value, entries.isEmpty, let front = part {
          // Names of parameters may have several words: `out_proj.weight`.
          part = front + "." + name.text
        } else {
          return nil
        }
      }
    }
  }

  /// The numbers, or the layer itself where no part is named; nil when there is no such part.
  func value() throws -> Value? {
    guard let part else {
      if !neurons.isEmpty { try checkNeurons() }
      return .reference(reference)
    }
    let model = try session.laboratory.model()
    if let activations = LayerQuantity(rawValue: part) {
      let tensor = try model.activations(layer, activations)
      // Samples stand in front of the neurons, and so does the time of a sequence.
      let axis = neurons.isEmpty ? 0 : try model.blueprint.layer(layer).unitAxis
      let front = [TensorIndex](repeating: .all, count: axis + 1)
      return Value(
        try tensor.slice(front + neurons.map(\.tensorIndex)).slice([.all] + entries.map(\.tensorIndex)))
    }
    if let statistic = try model.statistic(layer, part), quantity == .value {
      return Value(try statistic.slice((neurons + entries).map(\.tensorIndex)))
    }
    let whole = try model.blueprint.layer(layer)
    guard whole.parameters.contains(where: { $0.name == part }) else { return nil }
    return try selected(part, of: whole, from: try numbers(part, of: model)).map { Value($0) }
  }

  /// Which numbers of a parameter the path names; nil where it names no parameter, or not its values.
  func places() throws -> ParameterEntries? {
    let whole = try session.laboratory.model().blueprint.layer(layer)
    guard let part, quantity == .value, let parameter = whole.parameters.first(where: { $0.name == part })
    else { return nil }
    let count = parameter.shape.reduce(1, *)
    let all = Tensor(shape: parameter.shape, values: (0..<count).map(Double.init))
    guard let found = try selected(part, of: whole, from: all) else { return nil }
    return ParameterEntries(
      layer: layer, parameter: part, places: found.values.map { Int($0) }, shape: found.shape)
  }

  /// The neurons and entries that the path names, of numbers that lie as a parameter's do.
  private func selected(_ part: String, of whole: BlueprintLayer, from numbers: Tensor) throws -> Tensor? {
    var tensor = numbers
    // Samples stand before the parameter's own axes.
    let front: [TensorIndex] = quantity == .sampleGradient ? [.all] : []
    if !neurons.isEmpty {
      guard let layout = whole.unitParts.first(where: { $0.parameter == part })?.layout else { return nil }
      tensor = try UnitEntries(layout, of: whole.parameter(part).shape).byUnit(
        tensor, samples: !front.isEmpty)
      tensor = try tensor.slice(front + neurons.map(\.tensorIndex))
    }
    if !entries.isEmpty { tensor = try tensor.slice(front + entries.map(\.tensorIndex)) }
    return tensor
  }

  private func numbers(_ part: String, of model: Model) throws(EngineError) -> Tensor {
    switch quantity {
    case .value: try model.parameter(layer, part)
    case .gradient: try model.gradient(layer, part)
    case .sampleGradient: try model.sampleGradient(layer, part)
    case .update: try model.update(layer, part)
    }
  }

  /// A neuron beyond the layer is found here, not where its numbers are asked for.
  private func checkNeurons() throws {
    let units = try session.laboratory.model().blueprint.layer(layer).units
    _ = try Tensor(repeating: 0, shape: [units]).slice(neurons.map(\.tensorIndex))
  }
}

/// A parameter's entries with the units in front: a gated layer's as `[units, gates, inputs]`.
private struct UnitEntries {
  private let layout: UnitLayout
  private let shape: [Int]

  init(_ layout: UnitLayout, of shape: [Int]) {
    self.layout = layout
    self.shape = shape
  }

  func byUnit(_ tensor: Tensor, samples: Bool) -> Tensor {
    guard layout.outer > 1 else { return tensor }
    let front = samples ? [tensor.shape[0]] : []
    var values: [Double] = []
    for start in stride(from: 0, to: tensor.count, by: max(1, layout.size)) {
      values += layout.gathered(Array(tensor.values[start..<start + layout.size]))
    }
    return Tensor(shape: front + [layout.count, layout.outer] + innerShape, values: values)
  }

  /// The last axes of the parameter that lie inside a unit.
  private var innerShape: [Int] {
    var axes: [Int] = []
    for size in shape.reversed() where axes.reduce(1, *) < layout.inner { axes.insert(size, at: 0) }
    return axes.reduce(1, *) == layout.inner ? axes : [layout.inner]
  }
}
