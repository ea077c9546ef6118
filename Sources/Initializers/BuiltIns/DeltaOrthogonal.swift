import InitKit

/// A kernel whose middle tap is a random rotation and whose other taps are zero.
package struct DeltaOrthogonal: Initializer {
  package static let specification = InitializerSpecification(
    name: "delta_orthogonal",
    summary: "A random rotation of the channels at a kernel's middle tap, zeros at all others.",
    formula: "w[., ., middle] = gain Q, Q^T Q = I (Q Q^T where O < I); middle = floor((k - 1) / 2)",
    source: "Xiao, Bahri, Sohl-Dickstein, Schoenholz and Pennington 2018, arXiv:1806.05393",
    parameters: [.number("gain", default: 1, in: .nonNegative, help: "factor on every singular value")],
    suits: "very deep convolutional networks without shortcuts",
    notes: [
      "JAX refuses more inputs than outputs, where no rotation keeps all lengths; here rows are orthonormal",
      "an even kernel has no middle: floor((k - 1) / 2) as in JAX; dirac takes floor(k / 2)",
    ],
    examples: ["delta_orthogonal", "delta_orthogonal(sqrt(2))"])

  private let gain: Double

  package init(_ arguments: InitializerArguments) throws(InitializerError) {
    gain = try arguments.number("gain")
  }

  package func fill(
    _ weights: inout MutableSpan<Double>, at site: WeightSite, using context: inout FillContext
  ) throws(InitializerError) {
    let kernel = try KernelShape(site, storage: weights.count)
    fillEverywhere(&weights, with: 0)
    guard kernel.count > 0 else { return }
    let matrix = context.orthonormalMatrix(rows: kernel.outputs, columns: kernel.inputs)
    for (index, entry) in matrix.enumerated() {
      weights[index * kernel.tapCount + kernel.center(.lower)] = gain * entry
    }
  }

  package func promise(at site: WeightSite) -> Promise? {
    let kernel = KernelShape(site)
    let length = Double(max(1, kernel.outputs, kernel.inputs))
    let taps = Double(max(1, kernel.tapCount))
    let pairs = kernel.outputs * kernel.inputs
    return Promise(
      mean: 0, variance: gain * gain / (length * taps), lower: -gain * (1 + 1e-12),
      upper: gain * (1 + 1e-12), kurtosis: 3 * length / (length + 2) * taps,
      zeros: gain > 0 ? site.count - (site.count > 0 ? pairs : 0) : site.count,
      breaksSymmetry: site.rows < 2 || (gain > 0 && site.count > 0),
      // Taps make rows longer: more outputs than inputs are then too many to be orthogonal.
      orthogonalGain: kernel.outputs <= kernel.inputs || taps == 1 ? gain : nil)
  }
}
