import Tensor

extension Tensor {
  /// All entries of each unit of a batch `[N, units...]`, sample after sample.
  ///
  /// A unit is an index of the axis behind the samples; what lies behind that belongs to it.
  func unitColumns() -> [[Double]] {
    let units = shape.count > 1 ? shape[1] : 1
    let block = shape.dropFirst(2).reduce(1, *)
    var columns = [[Double]](repeating: [], count: units)
    for start in stride(from: 0, to: count, by: max(1, block)) {
      columns[start / block % units] += values[start..<start + block]
    }
    return columns
  }

  /// The entries of one row.
  func rowEntries(_ row: Int) -> ArraySlice<Double> { values[row * columns..<(row + 1) * columns] }
}
