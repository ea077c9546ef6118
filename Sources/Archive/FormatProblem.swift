/// What is wrong with the bytes of a binary file, or of JSON.
package enum FormatProblem: Equatable, Sendable {
  /// The start says another format.
  case signature(format: String)
  case version(String)
  /// Bytes that the format or its header asks for, and those there are.
  case truncated(needed: Int, found: Int)
  /// Bytes behind the end.
  case surplus(bytes: Int)
  /// A piece of a header that cannot be read, by what should stand there.
  case header(expected: String)
  /// A name that stands twice.
  case repeatedName(String)
  /// A number type that is not read, as the file spells it.
  case elementType(String)
  /// A way of compression that is not read, by its number in zip files.
  case compression(Int)
  case encrypted
  /// Compressed bytes that zlib refuses.
  case deflate
  /// The check sum of the content differs from the one written down.
  case checksum
  /// More bytes than are read at all; nil when their number overflows.
  case tooLarge(bytes: Int?, limit: Int)
  /// A whole number that no double holds exactly.
  case inexactInteger(String)
  /// Bytes of tensors that overlap or leave a gap.
  case layout
  /// JSON that breaks its grammar, by what should stand there.
  case syntax(expected: String)
  /// Lists within lists beyond this depth.
  case depth(limit: Int)
  /// Lists of different lengths where rows of one array should be, or entries that are missing or twice.
  case ragged(name: String)
}
