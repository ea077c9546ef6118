import InitKit

/// ZerO's start: identity and Hadamard matrices, nothing random.
package struct Hadamard: Initializer {
  package static let specification = InitializerSpecification(
    name: "hadamard", aliases: ["zer_o", "zero_hadamard"],
    summary: "ZerO's start without chance: identity, or a Hadamard matrix where a layer widens.",
    formula:
      "O <= I: w[i, j] = 1 if i = j else 0; O > I: w[i, j] = (-1)^popcount(i and j) / sqrt(p), p = 2^c >= O",
    source: "Zhao, Schaefer and Anandkumar 2022, ZerO initialization, arXiv:2110.12661",
    suits: "residual networks and perceptrons that widen after their input",
    notes: [
      "partial identities alone would keep the rank of what is learned at the number of inputs",
      "columns have length 1 where O is a power of two, sqrt(O / p) otherwise",
      "kernels: at the middle tap alone; ZerO's last layers start at zeros",
      "`init network zer_o` is the whole: last layers of residual branches at 0, biases too",
    ],
    examples: ["hadamard"], isDeterministic: true)

  package static let scope = InitializerScope.both

  package init(_ arguments: InitializerArguments) {}

  package func fill(
    _ weights: inout MutableSpan<Double>, at site: WeightSite, using context: inout FillContext
  ) throws(InitializerError) {
    let kernel = try KernelShape(site, storage: weights.count)
    fillEverywhere(&weights, with: 0)
    guard kernel.count > 0 else { return }
    for output in 0..<kernel.outputs {
      for input in 0..<kernel.inputs {
        let place = (output * kernel.inputs + input) * kernel.tapCount + kernel.center(.upper)
        weights[place] = Self.entry(output, input, kernel)
      }
    }
  }

  /// One entry of the matrix at the middle tap.
  private static func entry(_ output: Int, _ input: Int, _ kernel: KernelShape) -> Double {
    guard kernel.outputs > kernel.inputs else { return output == input ? 1 : 0 }
    let size = 1 / order(kernel).squareRoot()
    return (output & input).nonzeroBitCount % 2 == 0 ? size : -size
  }

  /// The smallest power of two that reaches the number of outputs.
  private static func order(_ kernel: KernelShape) -> Double {
    var order = 1
    while order < kernel.outputs { order *= 2 }
    return Double(order)
  }

  package func promise(at site: WeightSite) -> Promise? {
    let kernel = KernelShape(site)
    guard kernel.outputs > kernel.inputs, kernel.count > 0 else {
      let marks = kernel.count > 0 ? kernel.outputs : 0
      return .marks(marks, of: 1, at: site, breaksSymmetry: site.rows < 2 || marks > 0)
    }
    let order = Self.order(kernel)
    var sum = 0.0
    for output in 0..<kernel.outputs {
      for input in 0..<kernel.inputs { sum += Self.entry(output, input, kernel) }
    }
    let mean = sum / Double(site.count)
    return Promise(
      mean: mean, variance: 1 / (order * Double(kernel.tapCount)) - mean * mean,
      lower: -1 / order.squareRoot(), upper: 1 / order.squareRoot(),
      zeros: kernel.outputs * kernel.inputs * (kernel.tapCount - 1),
      // The first half of the columns does not tell a row from the one half an order below.
      breaksSymmetry: Double(kernel.inputs) > order / 2)
  }
}

extension Hadamard: NetworkFilling {
  package var breaksSymmetry: Bool? { nil }

  /// The matrices everywhere, but zeros at the end of each residual branch.
  package func initialize(_ network: any NetworkHost) throws(InitializerError) -> SchemeReport {
    let last = network.branches.compactMap(\.weights.last)
    for weight in try network.freeWeights() {
      let zeros = [Double](repeating: 0, count: weight.site.count)
      try network.write(last.contains(weight) ? zeros : try network.draw(self, at: weight), to: weight)
    }
    return SchemeReport()
  }
}
