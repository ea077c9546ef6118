import Archive
import Engine
import Tensor

/// What steps did to neurons as arrays: one row a recorded step, one column a neuron.
enum NeuronArrays {
  /// The arrays of a record, layer by layer; none where nothing was recorded.
  static func arrays(_ record: NeuronRecord) -> [NamedArray] {
    guard !record.steps.isEmpty else { return [] }
    var arrays = [
      NamedArray(
        "neuron_step", Tensor(shape: [record.steps.count], values: record.steps.map(Double.init)), .int64)
    ]
    let quantities: [(String, (NeuronUpdates) -> [Double])] = [
      ("grad_norm", \.gradientNorm), ("grad_mean", \.gradientMean), ("grad_max", \.gradientLargest),
      ("update_ratio", \.updateRatio),
    ]
    for (layer, updates) in record.layers.sorted(by: { $0.key < $1.key }) {
      for (name, read) in quantities {
        arrays.append(NamedArray("\(layer).\(name)", Tensor(rows: updates.map(read)), .float64))
      }
    }
    return arrays
  }
}
