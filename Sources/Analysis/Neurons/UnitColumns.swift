import Engine
import Tensor

extension Tensor {
  /// All entries of each unit of a batch `[N, units...]`, sample after sample.
  ///
  /// Of an image a unit is a channel with all its places, of a sequence a feature at all times.
  func unitColumns() -> [[Double]] {
    let units = UnitLayout(shape: Array(shape.dropFirst()))
    var columns = [[Double]](repeating: [], count: units.count)
    for start in stride(from: 0, to: count, by: max(1, units.inner)) {
      columns[units.unit(of: start)] += values[start..<start + units.inner]
    }
    return columns
  }

  /// The entries of one row.
  func rowEntries(_ row: Int) -> ArraySlice<Double> { values[row * columns..<(row + 1) * columns] }
}
