#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Why a file could not be read, as facts.
package struct ArchiveError: Error, Equatable, Sendable {
  /// What is wrong.
  package enum Problem: Equatable, Sendable {
    case noSuchFile
    case isFolder
    /// The system's error number (`errno`).
    case notReadable(code: Int32)
    /// Nothing in the file but white space.
    case empty
    case onlyHeader
    /// There is one column, and so nothing beside the target.
    case noFeatures
    /// No column has this name or number; the names there are.
    case noColumn(wanted: String, names: [String])
    /// Several columns have the target's name; their numbers, counted from 0.
    case ambiguousColumn(name: String, columns: [Int])
    case invalidUTF8
    /// A zero byte: no text file has one.
    case nulByte
    case unclosedQuote
    /// Something other than a separator behind a closing quote.
    case textAfterQuote
    case raggedRow(expected: Int, found: Int)
    case tooManyColumns(limit: Int)
    case fieldTooLong(limit: Int)
    case tooManyClasses(limit: Int)
    /// Empty, `NA`, `nan` or `?`, as it stands in the file.
    case missingValue(text: String)
    /// A column other than the target starts with text.
    case textColumn(text: String)
    /// Text in a column of numbers.
    case notANumber(text: String)
    /// Beyond the largest double, or an infinity.
    case numberOutOfRange(text: String)
    /// The user stopped the reading.
    case stopped
    /// Something else than a file of bytes: a device, a pipe.
    case notRegular
    /// The folder that a file is to stand in is not there.
    case noSuchFolder
    /// The system's error number (`errno`) of what failed while writing.
    case notWritable(code: Int32)
    /// A file's ending that says no format; those that do.
    case unknownEnding(String, known: [String])
    /// The format holds one array, and there are more.
    case severalArrays(names: [String])
    /// A file of arrays without the one wanted; those that it has.
    case noArray(name: String, names: [String])
    /// The bytes break their format.
    ///
    /// `offset` counts bytes from the start of the file, or of the part as it is without compression.
    case malformed(FormatProblem, offset: Int, part: String?)
  }

  package var path: String
  package var problem: Problem
  package var place: FilePlace?

  package init(path: String, problem: Problem, place: FilePlace? = nil) {
    self.path = path
    self.problem = problem
    self.place = place
  }
}

extension ArchiveError {
  /// A file for whose numbers the system has no memory.
  init(noMemoryFor path: String) { self.init(path: path, problem: .notReadable(code: ENOMEM)) }
}

/// A place in a file of records.
package struct FilePlace: Equatable, Sendable {
  /// Counted from 1; a quoted field may go on over several lines, this is where it starts.
  package var line: Int
  /// The number of the field within its record, counted from 1; nil when the whole line is meant.
  package var column: Int?
  /// The column's name in the header, or the one given to it.
  package var name: String?
  /// Bytes before it, counted from 0.
  package var offset: Int

  package init(line: Int, column: Int? = nil, name: String? = nil, offset: Int) {
    self.line = line
    self.column = column
    self.name = name
    self.offset = offset
  }
}
