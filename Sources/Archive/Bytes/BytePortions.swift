/// Bytes that come one portion after the other.
protocol BytePortions: AnyObject {
  /// The file that they belong to, as the user named it.
  var path: String { get }

  /// Bytes still to come, where that is known beforehand.
  var remaining: Int? { get }

  /// The next portion, empty at the end.
  func next() throws(ArchiveError) -> [UInt8]
}
