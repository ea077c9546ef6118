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
    guard try model.blueprint.layer(layer).parameters.contains(where: { $0.name == part }) else { return nil }
    var tensor = try numbers(part, of: model)
    // Samples stand before the parameter's own axes.
    let front: [TensorIndex] = quantity == .sampleGradient ? [.all] : []
    if !neurons.isEmpty { tensor = try tensor.slice(front + neurons.map(\.tensorIndex)) }
    if !entries.isEmpty { tensor = try tensor.slice(front + entries.map(\.tensorIndex)) }
    return Value(tensor)
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
