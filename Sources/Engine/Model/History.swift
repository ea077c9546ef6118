/// Values recorded one after the other in bounded memory.
///
/// Every `stride`-th value is kept, from the first on, and the last; when there is no room the stride
/// doubles. What is kept depends on the values only, not on how they were grouped.
package struct History: Equatable, Sendable {
  /// Most values kept beside the last.
  package static let capacity = 4096

  /// Distance between kept values.
  package private(set) var stride = 1
  /// How many values were recorded.
  package private(set) var count = 0
  /// Value recorded last.
  package private(set) var last: Double?
  /// Values at the multiples of the stride.
  private(set) var kept: [Double] = []

  /// Nothing recorded yet.
  package init() {}

  /// Takes up a record: what was kept at each `stride`-th place, and the value recorded last.
  ///
  /// Nil when the numbers do not belong together.
  package init?(stride: Int, count: Int, kept: [Double], last: Double?) {
    guard stride > 0, stride & (stride - 1) == 0, count >= 0, kept.count <= History.capacity,
      kept.count == (count + stride - 1) / stride, (last == nil) == (count == 0)
    else { return nil }
    (self.stride, self.count, self.kept, self.last) = (stride, count, kept, last)
  }

  /// The values at the multiples of the stride.
  package var keptValues: [Double] { kept }

  /// Records a value.
  mutating func append(_ value: Double) {
    // The stride is a power of two; a division a step would be felt in small networks.
    if count & (stride - 1) == 0 {
      if kept.count == History.capacity {
        kept = Swift.stride(from: 0, to: kept.count, by: 2).map { kept[$0] }
        stride *= 2
      }
      // Half of an even capacity was dropped, so that this place is one of the new stride too.
      kept.append(value)
    }
    last = value
    count += 1
  }

  /// Size of the values kept.
  package var byteCount: Int { kept.count * MemoryLayout<Double>.size }

  /// The values with their places, the last one always among them.
  package var points: [(index: Int, value: Double)] {
    var points = kept.enumerated().map { (index: $0.offset * stride, value: $0.element) }
    if let last, count > 0, points.last?.index != count - 1 { points.append((count - 1, last)) }
    return points
  }
}
