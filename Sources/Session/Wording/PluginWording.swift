import InitKit
import Language
import Plugins

/// What to say about a plugin that does not build, does not load, or fails.
enum PluginWording {
  /// The code of a stop that the user asked for.
  static let interruptedCode = "plugin-interrupted"

  /// A worker that failed; the session is as it was.
  static func diagnostic(for fault: PluginFault, of owner: String?) -> Diagnostic {
    let whose = owner.map { "`\($0)`" } ?? "the plugin"
    let help = "the session is as it was; mend the plugin, then `plugin reload \(owner ?? "NAME")`"
    switch fault {
    case .signal(let number, let name, let words):
      return Diagnostic(
        "plugin-died", "the process of \(whose) was ended by signal \(number) (\(name))",
        notes: notes(words), help: help)
    case .exit(let status, let words):
      return Diagnostic(
        "plugin-died", "the process of \(whose) ended with status \(status) before it answered",
        notes: notes(words), help: help)
    case .noAnswer(let seconds):
      return Diagnostic(
        "plugin-hung",
        "\(whose) gave no answer within \(ArgumentValue.number(seconds).source) s: its process was killed",
        help: help)
    case .interrupted:
      return Diagnostic(interruptedCode, "\(whose) was stopped", help: help)
    case .unwritten(let count, let total, let first):
      return Diagnostic(
        "plugin-unwritten", "\(whose) left \(count) of \(total) entries unwritten, the first at \(first)",
        help: help)
    case .notFinite(let count, let total, let first, let value):
      return Diagnostic(
        "plugin-not-finite",
        "\(whose) gave \(count) of \(total) entries no finite number, the first at \(first): \(value)",
        help: help)
    case .nonsense:
      return Diagnostic("plugin-nonsense", "\(whose) gave an answer that means nothing", help: help)
    case .system(let reason):
      return Diagnostic(
        "plugin-system", "no process can be had for \(whose): \(reason)", help: "free some memory, try again")
    case .library(let reason):
      return Diagnostic("plugin-refused", "\(whose) does not load: \(reason)", help: help)
    }
  }

  private static func notes(_ words: String) -> [String] { words.isEmpty ? [] : ["its last words: \(words)"] }

  static func diagnostic(for error: PluginError) -> Diagnostic {
    switch error {
    case .build(let error): return diagnostic(for: error)
    case .load(let path, let fault):
      var diagnostic = diagnostic(for: fault, of: nil)
      diagnostic.message = diagnostic.message.replacing("the plugin", with: "`\(path)`")
      diagnostic.help = "nothing was loaded; mend it, then `plugin load` it again"
      return diagnostic
    }
  }

  private static func diagnostic(for error: BuildError) -> Diagnostic {
    switch error {
    case .unreadable(let path, let reason):
      return Diagnostic(
        "unreadable-file", "`\(path)` cannot be read: \(reason)",
        help: "`plugin new mine` writes a new plugin")
    case .unknownKind(let path):
      return Diagnostic(
        "unknown-plugin-kind", "`\(path)` is no plugin", label: "the ending says which kind it is",
        help: "plugins end in `.swift`, `.c`, `.so` or `.lab`")
    case .emptyFolder(let path):
      return Diagnostic(
        "no-plugins", "the folder `\(path)` has no plugin in it",
        help: "plugins end in `.swift`, `.c`, `.so` or `.lab`")
    case .noInitializer(let path):
      return Diagnostic(
        "no-initializer", "`\(path)` has no type that conforms to `Initializer`",
        help: "such as `struct Mine: Initializer { … }` at the top level; `plugin new mine` writes one")
    case .compiler(let path, let source, let messages, let output):
      return compilation(path, source, messages, output)
    case .noCompiler(let name, let reason):
      return Diagnostic(
        "no-compiler", "`\(name)` cannot be run to compile the plugin: \(reason)",
        help: "put it on the PATH, or set INITLAB_SWIFTC or INITLAB_CC; or use a formula: `init define`")
    case .otherCompiler(let name, let found, let needed):
      return Diagnostic(
        "other-compiler", "`\(name)` is another compiler than this program was built with",
        notes: ["found: \(found)", "needed: \(needed)"],
        help: "set INITLAB_SWIFTC to that one, build initlab anew, or use a formula: `init define`")
    case .slowCompiler(let name, let seconds):
      return Diagnostic(
        "slow-compiler", "`\(name)` was stopped after \(ArgumentValue.number(seconds).source) s",
        help: "try again when the machine has time")
    case .noModule(let folders):
      return Diagnostic(
        "no-module", "`InitKit.swiftmodule` is not beside the program",
        notes: folders.map { "looked in \($0)" },
        help: "`make install` puts it in place; a formula or a plugin in C does without it")
    case .rebuilt:
      return Diagnostic(
        "rebuilt", "initlab was built anew since this session began",
        help: "leave with `quit` and start it again")
    case .unwritable(let path, let reason):
      return Diagnostic(
        "unwritable-file", "`\(path)` cannot be written: \(reason)", help: "go to a folder of yours")
    case .cache(let path, let reason):
      return Diagnostic(
        "no-cache", "`\(path)` cannot be written: \(reason)", help: "set XDG_CACHE_HOME to a folder of yours")
    }
  }

  /// The first error at its place in the user's file, the others below.
  private static func compilation(
    _ path: String, _ source: String, _ messages: [CompilerMessage], _ output: String
  ) -> Diagnostic {
    guard let first = messages.first(where: \.isError) else {
      let lines = output.split(separator: "\n").prefix(12).map(String.init)
      return Diagnostic(
        "plugin-compile", "`\(path)` does not compile", notes: lines, help: "mend it, then load it again")
    }
    let text = SourceText(name: path, text: source)
    let others = messages.filter { $0.isError && $0 != first }
    return Diagnostic(
      "plugin-compile", first.text, label: "the compiler says so",
      notes: others.prefix(8).map { "line \($0.line), column \($0.column): \($0.text)" }
        + (others.count > 8 ? ["and \(others.count - 8) more"] : []),
      help: "mend it, then load it again", source: text,
      range: text.word(line: first.line, column: first.column)
    )
  }
}

extension SourceText {
  /// The word at a line and a column, which compilers count in bytes from 1.
  fileprivate func word(line: Int, column: Int) -> SourceRange {
    var start = 0
    for _ in 1..<max(1, line) {
      start = bytes[min(start, bytes.count)...].firstIndex(of: 10).map { $0 + 1 } ?? bytes.count
    }
    start = min(bytes.count, start + max(0, column - 1))
    let rest = bytes[start...]
    let length = rest.prefix { byte in
      byte == 95 || byte >= 128 || (48...57).contains(byte) || (65...90).contains(byte)
        || (97...122).contains(byte)
    }.count
    return SourceRange(start, start + max(1, length))
  }
}
