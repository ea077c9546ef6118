import Engine
import InitKit

extension ModelDescription {
  /// The same network with other initializers of the weights, in one layer or in all; biases stay.
  ///
  /// - Throws: what is wrong with the network; `unknownName` or `notAvailable` for the layer.
  package func drawingWeights(
    of layer: String?, by initializer: ChosenInitializer, _ data: Dataset, _ initializers: InitializerTable
  ) throws(EngineError) -> ModelDescription {
    let blueprint = try Blueprint(self, data: data, initializers: initializers)
    if let layer, try !blueprint.layer(layer).hasWeight {
      throw .notAvailable(quantity: "weight", layer: layer)
    }
    var changed = self
    for (place, whole) in blueprint.layers.enumerated() where whole.hasWeight {
      guard layer == nil || layer == whole.name else { continue }
      changed.layers[place].weightInitializer = initializer
      for parameter in whole.parameters where parameter.site.role.isWeight {
        changed.layers[place].parameterInitializers[parameter.name] = nil
      }
    }
    return changed
  }
}

extension ParameterRole {
  /// Whether a layer's initializer of weights draws it.
  fileprivate var isWeight: Bool {
    switch self {
    case .weight, .recurrent, .embedding: true
    case .bias, .scale: false
    }
  }
}
