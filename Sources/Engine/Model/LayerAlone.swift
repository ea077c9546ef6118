import InitKit
import Tensor

extension Blueprint {
  /// A layer with its parameters as it would be alone, before there are data; nil where it fits no plain input.
  ///
  /// A vector, a sequence and an image are tried. Sizes are those of the input tried; names are the layer's own.
  package static func alone(_ layer: LayerDescription, initializers: InitializerTable) -> BlueprintLayer? {
    var layer = layer
    layer.inputs = nil
    let description = ModelDescription(layers: [layer])
    for shape in [[1], [64, 64], [64, 64, 64]] {
      let targets = Targets.values(Tensor(repeating: 0, shape: [1, layer.size ?? 1]))
      let inputs = Tensor(repeating: 0, shape: [1] + shape)
      guard let data = try? Dataset(name: "one", inputs: inputs, targets: targets) else { continue }
      var planner = LayerPlanner(description, data: data)
      let parameters = ParameterPlanner(description, initializers, memoryLimit: Model.defaultMemoryLimit)
      if let planned = try? planner.layers(), (try? parameters.count(planned)) != nil,
        let complete = try? parameters.complete(planned).first
      {
        return complete
      }
    }
    return nil
  }
}
