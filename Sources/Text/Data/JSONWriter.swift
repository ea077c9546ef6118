extension DataValue {
  /// The value as JSON on one line, without a newline at the end.
  ///
  /// Numbers have the shortest digits that read back to the same bits, whole ones no `.0` (but negative
  /// zero is `-0.0`, so that readers keep its sign). NaN and infinities are `"nan"`, `"inf"`, `"-inf"`.
  package var json: String {
    var text = ""
    writeJSON(to: &text)
    return text
  }

  private func writeJSON(to text: inout String) {
    switch self {
    case .null: text += "null"
    case .boolean(let value): text += value ? "true" : "false"
    case .integer(let value): text += String(value)
    case .number(let value): text += Self.jsonNumber(value)
    case .text(let value): Self.writeJSON(value, to: &text)
    case .array(let values):
      text += "["
      for (index, value) in values.enumerated() {
        if index > 0 { text += ", " }
        value.writeJSON(to: &text)
      }
      text += "]"
    case .object(let object):
      text += "{"
      for (index, member) in object.members.enumerated() {
        if index > 0 { text += ", " }
        Self.writeJSON(member.name, to: &text)
        text += ": "
        member.value.writeJSON(to: &text)
      }
      text += "}"
    }
  }

  private static func jsonNumber(_ value: Double) -> String {
    guard value.isFinite else { return "\"\(NumberFormat().string(value))\"" }
    let text = value.description
    return text.hasSuffix(".0") && !(value == 0 && value.sign == .minus) ? String(text.dropLast(2)) : text
  }

  /// Escapes what RFC 8259 section 7 asks for, and the line separators that JavaScript stumbles over.
  private static func writeJSON(_ value: String, to text: inout String) {
    text += "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case "\u{0}"..."\u{1F}", "\u{7F}", "\u{2028}", "\u{2029}":
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
