import Engine
import Tensor

extension Model {
  /// A neuron made the twin of another: incoming weights, biases, outgoing weights, and what the optimizer
  /// remembers of them.
  ///
  /// - Throws: `unknownName`, `notAvailable`.
  package func copying(
    _ source: Int, to target: Int, in layer: String
  ) throws(EngineError) -> [ParameterEdit] {
    let from = try entries(of: source, in: layer, readers: true)
    let to = try entries(of: target, in: layer, readers: true)
    return try edits(to) { index, numbers in
      for (place, other) in zip(to[index].places, from[index].places) { numbers[place] = numbers[other] }
    }
  }

  /// A neuron made silent: all that it reads and all that reads it is 0, for the optimizer too.
  ///
  /// - Throws: `unknownName`, `notAvailable`.
  package func lesioning(_ neuron: Int, in layer: String) throws(EngineError) -> [ParameterEdit] {
    let entries = try entries(of: neuron, in: layer, readers: true)
    return try edits(entries) { index, numbers in
      for place in entries[index].places { numbers[place] = 0 }
    }
  }

  /// Changes numbers of parameters and of the optimizer alike, part after part: a parameter may come twice.
  private func edits(
    _ entries: [ParameterEntries], _ change: (_ index: Int, _ numbers: inout [Double]) -> Void
  ) throws(EngineError) -> [ParameterEdit] {
    var edits: [ParameterEdit] = []
    for (index, part) in entries.enumerated() {
      let known = edits.firstIndex { $0.layer == part.layer && $0.parameter == part.parameter }
      var edit =
        if let known {
          edits[known]
        } else {
          ParameterEdit(
            layer: part.layer, parameter: part.parameter, value: try parameter(part.layer, part.parameter),
            memory: try optimizerMemory(part.layer, part.parameter))
        }
      change(index, &edit.value.values)
      edit.memory = edit.memory?.map { remembered in
        var changed = remembered
        change(index, &changed.values)
        return changed
      }
      if let known { edits[known] = edit } else { edits.append(edit) }
    }
    return edits
  }
}
