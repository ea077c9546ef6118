import InitKit

extension WeightSite {
  /// The parameter as a matrix `[first size, all others]`.
  ///
  /// - Throws: `shape` for a vector or a scalar, `storage` when the storage has another size.
  func matrix(storage: Int) throws(InitializerError) -> (rows: Int, columns: Int) {
    guard shape.count >= 2 else { throw .shape(found: shape, needed: .axesAtLeast(2)) }
    guard storage == count else { throw .storage(found: storage, needed: count) }
    return (rows, columns)
  }
}
