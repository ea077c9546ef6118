import Engine
import InitKit
import Tensor

/// Seeded noise on some numbers of a model.
package struct Perturbation: Equatable, Sendable {
  /// The parameters with the noise added.
  package let edits: [ParameterEdit]
  /// How many numbers noise was added to.
  package let count: Int
  /// How many of them are another number after rounding to the model's precision.
  package let changed: Int
}

extension Model {
  /// Adds normal noise of a deviation; its stream is keyed by seed, parameter and `number`, so that other
  /// parameters do not move it.
  ///
  /// - Throws: `unknownName`.
  package func perturbing(
    _ entries: [ParameterEntries], deviation: Double, number: UInt64
  ) throws(EngineError) -> Perturbation {
    var edits: [ParameterEdit] = []
    var (count, changed) = (0, 0)
    for part in entries {
      let known = edits.firstIndex { $0.layer == part.layer && $0.parameter == part.parameter }
      var value = try parameter(part.layer, part.parameter)
      if let known { value = edits[known].value }
      var stream = RandomStream(
        StreamKey(
          seed: description.seed,
          purpose: "perturb \(part.layer).\(part.parameter) \(part.places.first ?? 0)",
          index: number))
      for place in part.places {
        let before = value.values[place]
        value.values[place] = precision.rounded(before + deviation * stream.normal())
        if value.values[place].bitPattern != before.bitPattern { changed += 1 }
      }
      count += part.places.count
      let edit = ParameterEdit(layer: part.layer, parameter: part.parameter, value: value)
      if let known { edits[known] = edit } else { edits.append(edit) }
    }
    return Perturbation(edits: edits, count: count, changed: changed)
  }
}
