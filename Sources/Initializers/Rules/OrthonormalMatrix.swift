import InitKit

extension FillContext {
  /// Draws a matrix with orthonormal rows, or columns where there are more rows, uniformly; row-major.
  mutating func orthonormalMatrix(rows: Int, columns: Int) -> [Double] {
    let (count, length) = (min(rows, columns), max(rows, columns))
    let vectors = orthonormalVectors(count: count, length: length)
    guard rows > columns else { return vectors }
    return (0..<rows * columns).map { vectors[$0 % columns * length + $0 / columns] }
  }
}
