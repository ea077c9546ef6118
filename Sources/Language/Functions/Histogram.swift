import Tensor

extension FunctionTable {
  /// Counts in equal bins from the smallest to the largest finite entry; the last bin includes its end.
  static let histogram = BuiltInFunction(
    specification: FunctionSpecification(
      "histogram", [.init("x"), .init("bins", isOptional: true)],
      summary: "how many entries fall into each of 10 (or `bins`) equal bins from min to max",
      example: "histogram(h1.weight, bins=20)")
  ) { (arguments) throws(Diagnostic) in
    let values = try arguments.tensor().values.filter(\.isFinite)
    let bins = try arguments.whole(1, default: 10, in: 1...100_000)
    var counts = Array(repeating: 0.0, count: bins)
    guard var lower = values.min(), var upper = values.max() else {
      return .tensor(Tensor(shape: [bins], values: counts))
    }
    if lower == upper {
      lower -= 0.5
      upper += 0.5
    }
    for value in values {
      // Halves keep the width of the widest range finite.
      let part = (value / 2 - lower / 2) / (upper / 2 - lower / 2)
      let place = part.isFinite ? part * Double(bins) : 0
      counts[min(max(Int(place), 0), bins - 1)] += 1
    }
    return .tensor(Tensor(shape: [bins], values: counts))
  }
}
