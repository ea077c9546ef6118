/// What a JSON text says; numbers are doubles.
enum JSONValue: Equatable {
  case null
  case boolean(Bool)
  case number(Double)
  case text(String)
  case array([JSONValue])
  /// Members in their order; no name stands twice.
  case object([Member])

  /// A name with its value.
  struct Member: Equatable {
    var name: String
    var value: JSONValue
  }

  /// The member of an object with a name.
  subscript(name: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }

  /// A whole number that is not negative.
  var size: Int? {
    guard case .number(let number) = self, number >= 0, number <= 0x1p53 else { return nil }
    return Int(exactly: number)
  }
}

extension JSONValue {
  /// A text as JSON writes it (RFC 8259, section 7).
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\u{0}"..."\u{1F}":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  /// A number in the shortest digits that read back to the same bits; `"nan"`, `"inf"`, `"-inf"` as texts.
  static func written(_ number: Double) -> String {
    guard number.isFinite else { return "\"\(number.isNaN ? "nan" : number < 0 ? "-inf" : "inf")\"" }
    return number.description
  }
}
