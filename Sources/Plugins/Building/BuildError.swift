/// Why a plugin's file cannot become a library.
package enum BuildError: Error, Equatable, Sendable {
  /// The file cannot be read, and the system's word for it.
  case unreadable(path: String, reason: String)
  /// A file of no kind that plugins have.
  case unknownKind(path: String)
  /// A folder without any plugin.
  case emptyFolder(path: String)
  /// The Swift file has no type that conforms to `Initializer`.
  case noInitializer(path: String)
  /// The compiler found errors in the user's file.
  case compiler(path: String, source: String, messages: [CompilerMessage], output: String)
  /// There is no such compiler.
  case noCompiler(String, reason: String)
  /// The compiler is another one than the program was built with.
  case otherCompiler(String, found: String, needed: String)
  /// The compiler gave no answer in time.
  case slowCompiler(String, seconds: Double)
  /// `InitKit.swiftmodule` is in none of the folders.
  case noModule(folders: [String])
  /// The program was built anew since this session began.
  case rebuilt
  /// A new file cannot be written.
  case unwritable(path: String, reason: String)
  /// A file of the cache cannot be written.
  case cache(path: String, reason: String)
}

/// One line of a compiler: where, and what.
package struct CompilerMessage: Equatable, Sendable {
  package var line: Int
  package var column: Int
  package var isError: Bool
  package var text: String

  /// The errors and warnings that a compiler's output has for a file, each once, errors first.
  static func found(in output: String, for file: String) -> [CompilerMessage] {
    var messages: [CompilerMessage] = []
    for line in output.split(separator: "\n") {
      guard let match = line.firstMatch(of: /^(.*?):(\d+):(\d+): (?:fatal )?(error|warning): (.*)$/),
        match.1 == file || match.1.hasSuffix("/" + file), let row = Int(match.2), let column = Int(match.3)
      else { continue }
      let message = CompilerMessage(
        line: row, column: column, isError: match.4 == "error", text: String(match.5))
      if !messages.contains(message) { messages.append(message) }
    }
    return messages.filter(\.isError) + messages.filter { !$0.isError }
  }
}
