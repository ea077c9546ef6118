import InitKit

/// A kernel that passes each channel on: one at the middle tap of the diagonal.
package struct Dirac: Initializer {
  package static let specification = InitializerSpecification(
    name: "dirac",
    summary: "A convolution that passes its input channels on unchanged.",
    formula: "w[i, j, middle] = gain if i mod (O / groups) = j, else 0; middle = floor(k / 2)",
    source: "Zagoruyko and Komodakis 2017, DiracNets, arXiv:1706.00388; PyTorch's dirac_",
    parameters: [
      .number("gain", default: 1, help: "value at the middle tap"),
      ParameterSpecification(
        "groups", .integer(1...1_000_000), default: .value(.number(1)),
        help: "groups of output channels that each pass the inputs on"),
    ],
    suits: "convolutions inserted into a network, deep ones without shortcuts",
    notes: [
      "an even kernel has no middle: floor(k / 2) as in PyTorch; delta_orthogonal takes floor((k - 1) / 2)",
      "a matrix is a kernel with one tap: identity",
    ],
    examples: ["dirac", "dirac(1, 2)"], isDeterministic: true)

  private let gain: Double
  private let groups: Int

  package init(_ arguments: InitializerArguments) throws(InitializerError) {
    gain = try arguments.number("gain")
    groups = Int(try arguments.number("groups"))
  }

  package func fill(
    _ weights: inout MutableSpan<Double>, at site: WeightSite, using context: inout FillContext
  ) throws(InitializerError) {
    let kernel = try KernelShape(site, storage: weights.count)
    guard kernel.outputs % groups == 0 else {
      throw .refused(reason: "\(kernel.outputs) outputs do not share out among \(groups) groups")
    }
    fillEverywhere(&weights, with: 0)
    guard kernel.count > 0 else { return }
    let size = kernel.outputs / groups
    for output in 0..<kernel.outputs where output % size < kernel.inputs {
      let place = (output * kernel.inputs + output % size) * kernel.tapCount
      weights[place + kernel.center(.upper)] = gain
    }
  }

  package func promise(at site: WeightSite) -> Promise? {
    let kernel = KernelShape(site)
    let marks = kernel.count > 0 ? groups * min(kernel.outputs / groups, kernel.inputs) : 0
    // Rows of two groups are alike but read different channels.
    let breaks: Bool? =
      groups > 1 && site.rows > 1
      ? nil : site.rows < 2 || (gain != 0 && marks > 0 && site.rows <= kernel.inputs + 1)
    return .marks(marks, of: gain, at: site, breaksSymmetry: breaks)
  }
}
