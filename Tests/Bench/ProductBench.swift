import CKernels

/// Times matrix products alone, in float32, beside the raw peak of the moment and OpenBLAS in the same rounds.
struct ProductBench {
  private let options: BenchOptions
  private let timer: KernelTimer

  /// Takes what was asked for.
  init(_ options: BenchOptions) {
    self.options = options
    timer = KernelTimer(threads: options.threads)
  }

  /// GFLOP/s of each product, its share of the peak, and the ratio to OpenBLAS.
  func measure() throws -> [Measurement] {
    il_threads_set(Int32(options.threads))
    defer { il_threads_set(1) }
    return try ProductCase.all.flatMap(measure)
  }

  private func measure(_ product: ProductCase) throws -> [Measurement] {
    let call = product.call()
    var rates: [Double] = []
    var shares: [Double] = []
    var ratios: [Double] = []
    for _ in 0..<max(5, options.rounds) {
      let peak = timer.peak
      let rate = product.operations / timer.seconds(call) / 1e9
      rates.append(rate)
      shares.append(rate / peak)
      guard let python = options.python else { continue }
      let peers = Peers(python: python, threads: options.threads, script: "products.py")
      if let theirs = try peers.rates(product.name)["openblas"] { ratios.append(rate / theirs) }
    }
    var result = [
      Measurement(name: product.name, unit: "GFLOP/s", values: rates, goal: .none),
      Measurement(name: "\(product.name)_of_peak", unit: "ratio", values: shares, goal: .atLeast(0.9)),
    ]
    if !ratios.isEmpty {
      result.append(
        Measurement(
          name: "\(product.name)_to_openblas", unit: "ratio", values: ratios, goal: .atLeast(0.95)))
    }
    return result
  }
}

/// A product's shape; names as in peers/products.py.
private struct ProductCase {
  let name: String
  let m, n, k: Int
  var transposesA = false
  var transposesB = false

  var operations: Double { 2 * Double(m) * Double(n) * Double(k) }

  /// Squares, and what a perceptron of 784-512-512-10 with batch 128 needs.
  static let all = [
    ProductCase(name: "product_512", m: 512, n: 512, k: 512),
    ProductCase(name: "product_1024", m: 1024, n: 1024, k: 1024),
    ProductCase(name: "forward_128x784x512", m: 128, n: 512, k: 784, transposesB: true),
    ProductCase(name: "forward_128x512x512", m: 128, n: 512, k: 512, transposesB: true),
    ProductCase(name: "forward_128x512x10", m: 128, n: 10, k: 512, transposesB: true),
    ProductCase(name: "to_weight_512x128x784", m: 512, n: 784, k: 128, transposesA: true),
    ProductCase(name: "to_weight_512x128x512", m: 512, n: 512, k: 128, transposesA: true),
    ProductCase(name: "to_weight_10x128x512", m: 10, n: 512, k: 128, transposesA: true),
    ProductCase(name: "to_input_128x512x512", m: 128, n: 512, k: 512),
    ProductCase(name: "to_input_128x10x512", m: 128, n: 512, k: 10),
  ]

  /// The call on operands of its own.
  func call() -> () -> Void {
    let a = BenchNumbers.some(m * k)
    let b = BenchNumbers.some(k * n)
    let c = BenchNumbers.some(m * n)
    return {
      il_gemm(
        IL_FLOAT32, transposesA, transposesB, Int64(m), Int64(n), Int64(k), a.start,
        Int64(transposesA ? m : k), b.start, Int64(transposesB ? k : n), nil, 0, c.start, Int64(n))
    }
  }
}
