extension FillContext {
  /// Draws orthonormal vectors, uniformly among all such sets (Haar measure), one after the other.
  ///
  /// Householder's QR decomposition of a matrix of standard normal numbers, columns times the signs of
  /// the diagonal of R; without the signs the law is not uniform (Mezzadri 2007, arXiv:math-ph/0609050).
  /// Normals are drawn vector after vector. Takes `2 count^2 length` multiplications and additions.
  ///
  /// - Returns: `count * length` numbers, vector after vector; at most `length` vectors exist.
  public mutating func orthonormalVectors(count: Int, length: Int) -> [Double] {
    precondition(0 <= count && count <= length, "\(count) orthonormal vectors of length \(length)")
    var vectors = (0..<count).map { _ in (0..<length).map { _ in random.normal() } }
    var signs = [Double](repeating: 1, count: count)
    for pivot in 0..<count {
      signs[pivot] = Householder.reflect(&vectors, pivot: pivot)
    }
    return Householder.orthonormal(from: vectors, signs: signs, length: length)
  }
}
