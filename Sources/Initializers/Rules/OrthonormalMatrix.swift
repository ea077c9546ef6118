import InitKit

extension FillContext {
  /// Draws a matrix with orthonormal rows, or columns where there are more rows, uniformly; row-major.
  mutating func orthonormalMatrix(rows: Int, columns: Int) -> [Double] {
    let (count, length) = (min(rows, columns), max(rows, columns))
    let vectors = orthonormalVectors(count: count, length: length)
    guard rows > columns else { return vectors }
    var matrix = [Double](repeating: 0, count: rows * columns)
    for column in 0..<columns {
      for row in 0..<rows { matrix[row * columns + column] = vectors[column * length + row] }
    }
    return matrix
  }
}
