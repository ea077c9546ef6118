import Tensor

/// What a file of comma separated values holds: numbers, and what is to be learned from them.
package struct CSVTable: Equatable, Sendable {
  /// The column to be learned.
  package enum Target: Equatable, Sendable {
    case values([Double])
    /// Indices into names; texts are sorted by their bytes, numbers by value.
    case classes(indices: [Int], names: [String])
  }

  package var featureNames: [String]
  /// Row-major, `rows` x `columns`.
  package var numbers: Numbers
  package var rows: Int
  /// Columns without the target.
  package var columns: Int
  package var targetName: String
  package var target: Target

  /// The numbers, widened; a copy, for looking.
  package var features: [Double] { numbers.values(0..<numbers.count) }
}

extension CSVTable {
  /// Reads a file; memory grows with the numbers, not with the text.
  ///
  /// Fields follow RFC 4180, with CRLF, LF or CR behind a record and a byte order mark in front allowed;
  /// empty lines are skipped. Numbers may have spaces around them and, where `;` separates, a decimal
  /// comma.
  ///
  /// Throws: `ArchiveError` with the place of the first thing that is wrong; `stopped` when it was asked to stop.
  package init(
    contentsOf path: String, options: CSVOptions = CSVOptions(),
    shouldStop: @escaping () -> Bool = { false }
  ) throws(ArchiveError) {
    self = try CSVBuilder.read(ByteSource(path: path, shouldStop: shouldStop), options: options)
  }

  /// Reads a text that is in memory already.
  package init(
    bytes: [UInt8], options: CSVOptions = CSVOptions(), portion: Int = 1 << 16
  ) throws(ArchiveError) {
    self = try CSVBuilder.read(ByteSource(bytes: bytes, portion: portion), options: options)
  }
}
