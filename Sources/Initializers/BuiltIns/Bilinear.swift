import InitKit

/// A kernel that interpolates linearly, for transposed convolutions that enlarge.
package struct Bilinear: Initializer {
  package static let specification = InitializerSpecification(
    name: "bilinear", aliases: ["upsampling"],
    summary: "A kernel that interpolates between pixels: a transposed convolution that enlarges.",
    formula: "w = product over axes of 1 - |x - (k - 1) / 2| / f, f = ceil(k / 2), x = 0 ... k - 1",
    source: "Long, Shelhamer and Darrell 2015, arXiv:1411.4038, section 3.3; Caffe's BilinearFiller",
    parameters: [
      .choice(
        "channels", of: ["same", "all"],
        help: "`same`: output i reads input i modulo I; `all`: every input, as Caffe fills depthwise kernels")
    ],
    suits: "transposed convolutions with kernel 2 s - s mod 2 and stride s",
    notes: ["an enlarged ramp stays a ramp", "axes may differ in size; Caffe wants them equal"],
    examples: ["bilinear", "bilinear(all)"], isDeterministic: true)

  private let fillsAll: Bool

  package init(_ arguments: InitializerArguments) throws(InitializerError) {
    fillsAll = try arguments.text("channels") == "all"
  }

  /// The interpolating kernel, its taps row-major.
  private func taps(_ sizes: [Int]) -> [Double] {
    sizes.reduce([1]) { outer, size in
      let middle = Double(size - 1) / 2
      let reach = Double((size + 1) / 2)
      return outer.flatMap { value in
        (0..<size).map { value * (1 - (Double($0) - middle).magnitude / reach) }
      }
    }
  }

  package func fill(
    _ weights: inout MutableSpan<Double>, at site: WeightSite, using context: inout FillContext
  ) throws(InitializerError) {
    let kernel = try KernelShape(site, storage: weights.count)
    fillEverywhere(&weights, with: 0)
    let taps = taps(kernel.taps)
    for output in 0..<kernel.outputs {
      for input in 0..<kernel.inputs where fillsAll || output % kernel.inputs == input {
        let start = (output * kernel.inputs + input) * taps.count
        for (tap, value) in taps.enumerated() { weights[start + tap] = value }
      }
    }
  }

  package func promise(at site: WeightSite) -> Promise? {
    let kernel = KernelShape(site)
    let taps = taps(kernel.taps)
    let pairs = kernel.inputs == 0 ? 0 : kernel.outputs * (fillsAll ? kernel.inputs : 1)
    let count = Double(max(1, site.count))
    let mean = Double(pairs) * taps.reduce(0, +) / count
    let isFull = pairs == kernel.outputs * kernel.inputs
    return Promise(
      mean: mean, variance: Double(pairs) * taps.reduce(0) { $0 + $1 * $1 } / count - mean * mean,
      lower: isFull ? taps.min() ?? 0 : 0, upper: taps.max() ?? 0, zeros: site.count - pairs * taps.count,
      breaksSymmetry: site.rows < 2 || (!fillsAll && site.count > 0 && site.rows <= kernel.inputs))
  }
}
