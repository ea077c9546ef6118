import InitKit

/// A random rotation: orthonormal rows, or columns where there are more rows.
package struct Orthogonal: Initializer {
  package static let specification = InitializerSpecification(
    name: "orthogonal", aliases: ["ortho"],
    summary: "A random rotation: it changes no length, so signals neither grow nor shrink.",
    formula: "W W^T = gain^2 I (W^T W where there are more rows), uniform among all such W",
    source: "Saxe, McClelland and Ganguli 2014, arXiv:1312.6120; law: Stewart 1980, doi:10.1137/0717034",
    parameters: [.number("gain", default: 1, in: .nonNegative, help: "factor on every singular value")],
    suits: "deep linear and tanh networks, recurrent weights",
    notes: [
      "more than two axes: `[first, all others]` as in PyTorch; Keras flattens to `[all others, last]`",
      "MXNet's and Lasagne's use a singular value decomposition without fixing signs, which is not uniform",
    ],
    examples: ["orthogonal", "orthogonal(sqrt(2))"])

  private let gain: Double

  package init(_ arguments: InitializerArguments) throws(InitializerError) {
    gain = try arguments.number("gain")
  }

  /// Sets the gain.
  init(gain: Double) { self.gain = gain }

  package func fill(
    _ weights: inout MutableSpan<Double>, at site: WeightSite, using context: inout FillContext
  ) throws(InitializerError) {
    let (rows, columns) = try site.matrix(storage: weights.count)
    let matrix = context.orthonormalMatrix(rows: rows, columns: columns)
    for index in weights.indices { weights[index] = gain * matrix[index] }
  }

  package func promise(at site: WeightSite) -> Promise? {
    // An entry is a coordinate of a random point on the unit sphere of this dimension.
    let length = Double(max(1, site.rows, site.columns))
    return Promise(
      mean: 0, variance: gain * gain / length, lower: -gain * (1 + 1e-12), upper: gain * (1 + 1e-12),
      kurtosis: 3 * length / (length + 2), breaksSymmetry: (gain > 0 && site.columns > 0) || site.rows < 2,
      orthogonalGain: gain)
  }
}
