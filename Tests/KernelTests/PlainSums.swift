/// The sums of numerics version 2 as plain loops.
enum PlainSums {
  /// Runs one after the other, number e of each in lane e mod 64, folded in halves.
  static func lanes<T: KernelScalar>(_ runs: [[T]]) -> T {
    products(runs, runs.map { [T](repeating: 1, count: $0.count) })
  }

  /// The same for products of two numbers, each fused with its lane.
  static func products<T: KernelScalar>(_ left: [[T]], _ right: [[T]]) -> T {
    var lanes = [T](repeating: 0, count: 64)
    for (x, y) in zip(left, right) {
      for e in x.indices { lanes[e % 64] = lanes[e % 64].addingProduct(x[e], y[e]) }
    }
    var half = 32
    while half > 0 {
      for i in 0..<half { lanes[i] += lanes[i + half] }
      half /= 2
    }
    return lanes[0]
  }

  /// Number r in chain r mod 4, joined as (s0 + s2) + (s1 + s3).
  static func chains<T: KernelScalar>(_ values: [T]) -> T {
    chains(values, [T](repeating: 1, count: values.count))
  }

  /// The same for products of two numbers, each fused with its chain.
  static func chains<T: KernelScalar>(_ left: [T], _ right: [T]) -> T {
    var s = [T](repeating: 0, count: 4)
    for r in left.indices { s[r % 4] = s[r % 4].addingProduct(left[r], right[r]) }
    return (s[0] + s[2]) + (s[1] + s[3])
  }
}
