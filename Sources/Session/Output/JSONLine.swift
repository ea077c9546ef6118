import Language
import Text

/// One line of JSON a command, as the contract says.
package enum JSONLine {
  /// What a command found out.
  package static func success(_ command: String, _ result: CommandResult) -> String {
    let line: DataValue = ["command": .text(command), "ok": true, "data": .object(result.data)]
    return line.json
  }

  /// Why a command failed, with what it found out before, if anything; `line` and `column` only where there is a place.
  package static func failure(
    _ command: String, _ diagnostic: Diagnostic, _ result: CommandResult? = nil
  ) -> String {
    var error: DataObject = [
      "code": .text(diagnostic.code), "message": .text(diagnostic.message),
      "file": .text(diagnostic.source?.name ?? ""),
    ]
    if let position = diagnostic.position {
      error["line"] = .integer(position.line)
      error["column"] = .integer(position.column)
    }
    if let hint = diagnostic.hint { error["hint"] = .text(hint) }
    var line: DataObject = ["command": .text(command), "ok": false, "error": .object(error)]
    if let result { line["data"] = .object(result.data) }
    return DataValue.object(line).json
  }
}
