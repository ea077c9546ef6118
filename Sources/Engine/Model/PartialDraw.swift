import InitKit
import Tensor

/// Some entries of a parameter that are drawn anew while the others stay.
///
/// They get the numbers that a fresh draw of the whole parameter has at their places, so that every initializer
/// keeps its law: a row of an orthogonal matrix, its own row of the identity, the gates of a bias. The draw has a
/// stream of its own, keyed by seed, parameter and entries: other streams do not move, and another neuron drawn
/// anew gets other numbers.
package struct PartialDraw: Equatable, Sendable {
  /// Name of the layer.
  package let layer: String
  /// Name in the layer.
  package let parameter: String
  /// Places in row-major order.
  package let places: [Int]
  /// What draws them; nil for what was chosen for the whole parameter.
  package let initializer: ChosenInitializer?

  /// Names the entries.
  package init(layer: String, parameter: String, places: [Int], initializer: ChosenInitializer? = nil) {
    self.layer = layer
    self.parameter = parameter
    self.places = places
    self.initializer = initializer
  }

  /// Under which name the draws of these entries are counted.
  ///
  /// What an index can name is told by its first and last entry and their number.
  var key: ParameterKey {
    let (first, last) = (places.min() ?? 0, places.max() ?? 0)
    return ParameterKey(layer: layer, parameter: "\(parameter)[\(first)...\(last)/\(places.count)]")
  }
}

extension Model {
  /// Draws entries with the next numbers of their own streams; what the optimizer remembers of them is forgotten.
  ///
  /// Step and record go on, and all other numbers stay as they are, bit for bit.
  /// - Throws: `unknownName`, `initializer`; then nothing has changed.
  package func redraw(_ parts: [PartialDraw]) throws(EngineError) {
    var drawn: [[Double]] = []
    for part in parts { drawn.append(try numbers(of: part)) }
    for (part, numbers) in zip(parts, drawn) {
      let update = try update(part.layer, part.parameter)
      var value = try parameter(part.layer, part.parameter)
      for place in part.places { value.values[place] = numbers[place] }
      try setParameter(part.layer, part.parameter, to: value)
      let memory = try optimizerMemory(part.layer, part.parameter)
      try setOptimizerMemory(
        part.layer, part.parameter, to: memory.map { $0.with(zerosAt: part.places) })
      // The last step did not bring a new number where it is.
      heldUpdates[ParameterKey(layer: part.layer, parameter: part.parameter)] =
        update.with(zerosAt: part.places).values
      draws[part.key, default: 0] += 1
    }
  }

  /// A fresh draw of the whole parameter, of which the entries are taken.
  private func numbers(of part: PartialDraw) throws(EngineError) -> [Double] {
    let slot = try network.parameter(part.layer, part.parameter)
    let key = part.key
    let stream = RandomStream(
      StreamKey(seed: description.seed, layer: key.layer, parameter: key.parameter, draw: draws[key] ?? 0))
    do throws(InitializerError) {
      let initializer = part.initializer.map(slot.parameter.scaled) ?? slot.parameter.alone
      return try initializer.values(at: slot.parameter.site, from: stream, by: KernelArithmetic())
    } catch {
      throw .initializer(layer: part.layer, parameter: part.parameter, reason: error)
    }
  }
}

extension Tensor {
  /// The same numbers but for some, which are 0.
  fileprivate func with(zerosAt places: [Int]) -> Tensor {
    var changed = self
    for place in places { changed.values[place] = 0 }
    return changed
  }
}

extension ParameterKey {
  /// The whole parameter, where only some entries of it were drawn.
  var whole: ParameterKey {
    guard let bracket = parameter.firstIndex(of: "[") else { return self }
    return ParameterKey(layer: layer, parameter: String(parameter[..<bracket]))
  }
}
