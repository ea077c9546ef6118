/// What a file says of an array before its numbers are read.
package struct ArrayHeader: Equatable, Sendable {
  /// Most bytes that the numbers of one array may take in memory.
  static let memoryLimit = 4 << 30

  /// Its name in the file; empty where the format has none.
  package var name: String
  /// Sizes of the axes; none for a single number.
  package var shape: [Int]
  /// How the file stores its numbers.
  package var type: ElementType

  package init(name: String, shape: [Int], type: ElementType) {
    self.name = name
    self.shape = shape
    self.type = type
  }

  /// Number of entries, nil when it cannot be counted.
  package var count: Int? {
    // A size of 0 must not hide others that cannot be.
    var product = 1
    for size in shape {
      guard size >= 0 else { return nil }
      let (next, overflow) = product.multipliedReportingOverflow(by: max(size, 1))
      if overflow { return nil }
      product = next
    }
    return shape.contains(0) ? 0 : product
  }

  /// Number of entries, or what stands against reading that many.
  func checkedCount() -> Result<Int, TooLarge> {
    guard let count, let bytes = count.times(8) else { return .failure(TooLarge(bytes: nil)) }
    return bytes <= Self.memoryLimit ? .success(count) : .failure(TooLarge(bytes: bytes))
  }

  /// More numbers than are read; the bytes that they would take in memory.
  struct TooLarge: Error {
    var bytes: Int?

    var problem: FormatProblem { .tooLarge(bytes: bytes, limit: ArrayHeader.memoryLimit) }
  }
}

extension Int {
  /// The product, nil when it overflows.
  func times(_ other: Int) -> Int? {
    let (product, overflow) = multipliedReportingOverflow(by: other)
    return overflow ? nil : product
  }
}
