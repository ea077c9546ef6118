import Engine
import Tensor

extension CauseSearch {
  /// Why the gradient of a layer's own weights, or of some of its neurons, is exactly 0.
  ///
  /// - Throws: `unknownName`.
  func ofZero(_ layer: String, _ neurons: [Int]?) throws(EngineError) -> [Cause] {
    let whole = try model.blueprint.layer(layer)
    let deltas = try columns(layer, .delta, neurons)
    if deltas.contains(where: { $0 != 0 }) {
      let input = try model.layerInput(layer)
      guard input.values.allSatisfy({ $0 == 0 }) else {
        let largest = deltas.reduce(0) { max($0, abs($1)) }
        return [.cancelling(layer: layer, largest: largest)]
      }
      return [.noInput(layer: layer, below: model.blueprint.layersBelow(whole).first?.name)]
    }
    let (outlet, activation) = try model.outlet(of: whole)
    let single = neurons.flatMap { $0.only }
    let pre = try columns(layer, .pre, neurons)
    let slopes = activation.slopes(at: pre)
    let isFused = outlet == model.layers.last?.name && model.blueprint.isActivationFused
    if !isFused, slopes.allSatisfy({ $0 == 0 }) {
      return [
        .noSlope(
          layer: layer, neuron: single, activation: activation.activation.name, lowest: pre.min() ?? 0,
          highest: pre.max() ?? 0)
      ]
    }
    return try ofZeroAbove(layer, outlet, neurons, slopes)
  }

  /// The deltas are 0 though the slopes are not: the reason lies in what reads the neurons.
  private func ofZeroAbove(
    _ layer: String, _ outlet: String, _ neurons: [Int]?, _ slopes: [Double]
  ) throws(EngineError) -> [Cause] {
    let place = try model.weightedPlace(layer)
    let above = model.layers.filter { reading in
      model.blueprint.layersBelow(reading).contains { $0.name == outlet }
    }
    guard let next = above.first else {
      return [.noResidual(loss: model.blueprint.loss.name, value: model.loss)]
    }
    let readers = model.blueprint.readers(ofLayer: place) ?? []
    var isRead = readers.isEmpty
    for reader in readers {
      let weights = try model.parameter(reader.owner ?? layer, reader.parameter).values
      for (unit, weight) in zip(reader.units, weights) where weight != 0 && unit != noUnit {
        if neurons?.contains(Int(unit)) ?? true { isRead = true }
      }
    }
    guard isRead else {
      let names = readers.map { "\($0.owner ?? layer).\($0.parameter)" }
      return [.unread(layer: layer, neuron: neurons.flatMap { $0.only }, readers: names)]
    }
    var isStill = true
    for reading in above {
      let deltas = try model.activations(reading.name, .delta).values
      if deltas.contains(where: { $0 != 0 }) { isStill = false }
    }
    guard isStill else {
      let noSlope = slopes.count { $0 == 0 }
      return [
        .alternating(
          layer: layer, neuron: neurons.flatMap { $0.only }, noSlope: noSlope,
          noDelta: slopes.count - noSlope)
      ]
    }
    let link = Cause.noDeltaAbove(layer: layer, above: next.name)
    guard next.hasWeight else { return [link] }
    return [link] + (try ofZero(next.name, nil))
  }

  /// A quantity of some neurons, or of all, on all samples.
  private func columns(
    _ layer: String, _ quantity: LayerQuantity, _ neurons: [Int]?
  ) throws(EngineError) -> [Double] {
    let tensor = try model.activations(layer, quantity)
    guard let neurons else { return tensor.values }
    let columns = tensor.unitColumns()
    return neurons.flatMap { columns[$0] }
  }
}
