import Language
import LineEditor
import Session

/// Where commands come from besides the prompt.
enum Script {
  case file(String)
  case commands(String)
  case standardInput

  /// The text, under the name that messages give it.
  ///
  /// - Throws: `Diagnostic` when it cannot be read or is no text.
  func source(isSafe: Bool) throws(Diagnostic) -> SourceText {
    switch self {
    case .commands(let text): return SourceText(name: "-c", text: text)
    case .file(let path): return try ScriptFile.read(path)
    case .standardInput:
      do throws(ScriptText.Failure) {
        return SourceText(name: "stdin", text: try ScriptText.read())
      } catch {
        throw Self.diagnostic(for: error)
      }
    }
  }
}

extension Script {
  /// What to say about standard input that is no script.
  private static func diagnostic(for failure: ScriptText.Failure) -> Diagnostic {
    switch failure {
    case .notText(let line, let column, let byte):
      Diagnostic(
        "not-text", "standard input is not UTF-8 text: byte \(byte) in line \(line), column \(column)",
        help: "save the script as UTF-8 text")
    case .unreadable(let failure):
      Diagnostic(
        "unreadable-input", "standard input cannot be read: \(failure)",
        help: "give a file: `initlab FILE.lab`")
    }
  }
}

extension Options {
  /// `NAME=VALUE` among the inputs, in order.
  var variables: [(name: String, text: String)] {
    inputs.compactMap { input in
      guard let equals = input.firstIndex(of: "="), Self.isName(input[..<equals]) else { return nil }
      return (String(input[..<equals]), String(input[input.index(after: equals)...]))
    }
  }

  /// What to run, in order; standard input only where the call names nothing else.
  func scripts(readsStandardInput: Bool) -> [Script] {
    let names = variables.map { "\($0.name)=\($0.text)" }
    var scripts = inputs.filter { !names.contains($0) }.map { Script.file($0) }
    scripts += c.map { .commands($0) }
    return scripts.isEmpty && readsStandardInput && !resume ? [.standardInput] : scripts
  }

  /// Whether a prompt follows.
  func isInteractive(onTerminal: Bool) -> Bool {
    interactive || resume || (onTerminal && scripts(readsStandardInput: false).isEmpty)
  }

  var sessionConfiguration: SessionConfiguration {
    var configuration = SessionConfiguration()
    if let seed { configuration.seed = UInt64(seed) }
    configuration.threads = threads ?? ProcessEnvironment.processors
    configuration.isSafe = safe
    configuration.workingFolder = ProcessEnvironment.workingFolder
    configuration.homeFolder = ProcessEnvironment.homeFolder
    configuration.plugins = ProcessEnvironment.plugins
    return configuration
  }

  private static func isName(_ text: Substring) -> Bool {
    guard let first = text.first, first.isLetter || first == "_" else { return false }
    return text.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
  }
}
