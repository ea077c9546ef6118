import InitKit

/// A random rotation for each gate of a stacked parameter.
package struct OrthogonalGates: Initializer {
  package static let specification = InitializerSpecification(
    name: "orthogonal_gates", aliases: ["orthogonal_per_gate"],
    summary: "A random rotation for each gate of a recurrent layer, instead of one for all.",
    formula: "W = [W_1; ...; W_gates], W_k W_k^T = gain^2 I (W_k^T W_k where W_k has more rows)",
    source: "Saxe, McClelland and Ganguli 2014, arXiv:1312.6120, per gate as in Flax",
    parameters: [
      .number("gain", default: 1, in: .nonNegative, help: "factor on every singular value"), .gates,
    ],
    suits: "recurrent weights of LSTM and GRU layers",
    notes: ["Keras rotates the stacked matrix, which leaves no single gate orthogonal: orthogonal"],
    examples: ["orthogonal_gates", "orthogonal_gates(1, 3)"])

  private let gain: Double
  private let gates: Int

  package init(_ arguments: InitializerArguments) throws(InitializerError) {
    gain = try arguments.number("gain")
    gates = Int(try arguments.number("gates"))
  }

  /// Sets the gain and the number of gates.
  init(gain: Double, gates: Int) { (self.gain, self.gates) = (gain, gates) }

  package func fill(
    _ weights: inout MutableSpan<Double>, at site: WeightSite, using context: inout FillContext
  ) throws(InitializerError) {
    let columns = try site.matrix(storage: weights.count).columns
    let rows = try site.rowsPerGate(gates, storage: weights.count)
    for gate in 0..<gates {
      let block = context.orthonormalMatrix(rows: rows, columns: columns)
      for index in block.indices { weights[gate * rows * columns + index] = gain * block[index] }
    }
  }

  package func promise(at site: WeightSite) -> Promise? {
    let rows = site.rows / gates
    let length = Double(max(1, rows, site.columns))
    // Two gates of a single weight each are equal or opposite.
    let isOpen = gain > 0 && rows == 1 && site.columns == 1 && site.rows > 1
    return Promise(
      mean: 0, variance: gain * gain / length, lower: -gain * (1 + 1e-12), upper: gain * (1 + 1e-12),
      kurtosis: 3 * length / (length + 2),
      breaksSymmetry: isOpen ? nil : (gain > 0 && site.columns > 0) || site.rows < 2,
      orthogonalGain: gates == 1 ? gain : nil)
  }
}
