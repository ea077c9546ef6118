import Tensor

/// A file of arrays: what it holds is known at once, the numbers are read when asked for.
protocol ArraySource: Sendable {
  /// The arrays in the file's order; no name stands twice.
  var headers: [ArrayHeader] { get }

  /// The numbers of one of them.
  func tensor(_ index: Int) throws(ArchiveError) -> Tensor

  /// The numbers of one of them in one block.
  func stored(_ index: Int) throws(ArchiveError) -> StoredArray
}
