import InitKit

/// Identities side by side until the matrix is full: no neuron is left without an input.
package struct PaddedIdentity: Initializer {
  package static let specification = InitializerSpecification(
    name: "padded_identity", aliases: ["idinit"],
    summary: "Identity matrices side by side: every neuron reads an input, every input is read.",
    formula: "w[i, j, middle] = gain if i = j modulo min(O, I), else 0",
    source: "after Pan et al. 2025, IDInit, arXiv:2503.04626: the padding of matrices that are not square",
    parameters: [.number("gain", default: 1, help: "value on the diagonals, tau in the paper")],
    suits: "deep residual and plain networks, trained with momentum",
    notes: [
      "`init network idinit` is the whole: the last weight of each residual branch at 1e-6 of the gain",
      "identity leaves the rest zero instead",
      "more neurons than inputs: some are equal, and stay so unless something else parts them",
      "IDInit's near-zero last layers are padded_identity(1e-6); its kernels, which fill all taps, are not here",
    ],
    examples: ["padded_identity", "padded_identity(1e-6)"], isDeterministic: true)

  package static let scope = InitializerScope.both

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
    for index in 0..<max(kernel.outputs, kernel.inputs) {
      let place = index % kernel.outputs * kernel.inputs + index % kernel.inputs
      weights[place * kernel.tapCount + kernel.center(.upper)] = gain
    }
  }

  package func promise(at site: WeightSite) -> Promise? {
    let kernel = KernelShape(site)
    let marks = kernel.count > 0 ? max(kernel.outputs, kernel.inputs) : 0
    return .marks(
      marks, of: gain, at: site,
      breaksSymmetry: site.rows < 2 || (gain != 0 && marks > 0 && site.rows <= kernel.inputs))
  }
}

extension PaddedIdentity: NetworkFilling {
  package var breaksSymmetry: Bool? { nil }

  /// The matrices everywhere, all but vanishing at the end of each residual branch.
  package func initialize(_ network: any NetworkHost) throws(InitializerError) -> SchemeReport {
    let last = network.branches.compactMap(\.weights.last)
    for weight in try network.freeWeights() {
      let values = try network.draw(self, at: weight)
      try network.write(last.contains(weight) ? values.map { 1e-6 * $0 } : values, to: weight)
    }
    return SchemeReport()
  }
}
