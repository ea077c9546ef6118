import Engine
import InitKit

extension ModelDescription {
  /// The same network with other initializers of the weights, in one layer or in all; biases stay.
  ///
  /// A scheme over whole networks takes the place of all initializers, those of biases too.
  ///
  /// - Throws: what is wrong with the network; `unknownName`, `notAvailable` or `schemeForLayer` for the layer.
  package func drawingWeights(
    of layer: String?, by initializer: ChosenInitializer, _ data: Dataset, _ initializers: InitializerTable
  ) throws(EngineError) -> ModelDescription {
    let blueprint = try Blueprint(self, data: data, initializers: initializers)
    if let layer, try !blueprint.layer(layer).hasWeight {
      throw .notAvailable(quantity: "weight", layer: layer)
    }
    var changed = self
    if initializer.scope == .network {
      if let layer { throw .schemeForLayer(layer: layer, scheme: initializer.description) }
      changed.initializeNetwork(by: initializer)
      return changed
    }
    // What is left to a scheme whose weights others draw are biases, which it would not know what to do with.
    if layer == nil, changed.networkInitializer?.scope.isNetworkWide == true {
      changed.networkInitializer = nil
    }
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
