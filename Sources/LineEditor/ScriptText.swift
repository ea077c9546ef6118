/// The text of a script, read whole from a descriptor and checked to be text.
package enum ScriptText {
  /// Why it cannot be taken.
  package enum Failure: Error, Equatable {
    /// The system does not give it.
    case unreadable(SystemFailure)
    /// Not UTF-8, or a NUL, at a line and a column (in characters), both counted from 1.
    case notText(line: Int, column: Int, byte: UInt8)
  }

  /// All that is still to come from a descriptor, such as standard input.
  ///
  /// Throws: `Failure`.
  package static func read(from descriptor: Int32 = 0) throws(Failure) -> String {
    let bytes: [UInt8]
    do throws(SystemFailure) {
      bytes = try FileBytes.remainder(of: descriptor)
    } catch {
      throw .unreadable(error)
    }
    return try text(of: bytes)
  }

  /// The text that bytes stand for.
  ///
  /// Throws: `Failure.notText` with the first place that is none.
  static func text(of bytes: [UInt8]) throws(Failure) -> String {
    if !bytes.contains(0), let text = String(validating: bytes, as: UTF8.self) { return text }
    let end = firstFault(in: bytes)
    let before = String(decoding: bytes[..<end], as: UTF8.self)
    let line = before.unicodeScalars.count { $0 == "\n" } + 1
    let column = before.unicodeScalars.reversed().prefix { $0 != "\n" }.count + 1
    throw .notText(line: line, column: column, byte: bytes[end])
  }

  private static func firstFault(in bytes: [UInt8]) -> Int {
    var parser = Unicode.UTF8.ForwardParser()
    var iterator = bytes.makeIterator()
    var offset = 0
    while case .valid(let scalar) = parser.parseScalar(from: &iterator) {
      if scalar.first == 0 { break }
      offset += scalar.count
    }
    return min(offset, bytes.count - 1)
  }
}
