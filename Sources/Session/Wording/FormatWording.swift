import Archive
import Language
import Text

/// What to say about bytes that break their format.
enum FormatWording {
  static func diagnostic(
    _ problem: FormatProblem, path: String, offset: Int, part: String?
  ) -> Diagnostic {
    let (code, message, help) = words(for: problem, path)
    let inside = part.map { "in `\($0)`, " } ?? ""
    return Diagnostic(
      code, "`\(path)`: \(message)", notes: ["\(inside)byte \(offset)"], help: help)
  }

  private static func words(
    for problem: FormatProblem, _ path: String
  ) -> (code: String, message: String, help: String) {
    switch problem {
    case .truncated, .surplus, .tooLarge, .layout: sizes(problem)
    case .version, .elementType, .compression, .encrypted, .inexactInteger: kinds(problem)
    default: contents(problem, path)
    }
  }

  private static func sizes(_ problem: FormatProblem) -> (String, String, String) {
    switch problem {
    case .truncated(let needed, let found):
      (
        "truncated-file", "expected \(needed) byte\(needed == 1 ? "" : "s"), found \(found)",
        "the file was cut off: copy it again"
      )
    case .surplus(let bytes):
      (
        "surplus-bytes", "expected the end, found \(bytes) byte\(bytes == 1 ? "" : "s") or more",
        "write the file again"
      )
    case .tooLarge(let bytes, let limit):
      (
        "too-large",
        "it asks for \(bytes.map { NumberFormat.bytes($0) } ?? "more bytes than can be counted"), "
          + "the limit is \(NumberFormat.bytes(limit))",
        "is the file whole? else split it"
      )
    default: ("bad-layout", "its arrays overlap or leave a gap", "write the file again")
    }
  }

  private static func kinds(_ problem: FormatProblem) -> (String, String, String) {
    switch problem {
    case .version(let version):
      ("unknown-version", "expected version 1, 2 or 3, found `\(version)`", "write it by `numpy.save`")
    case .elementType(let type):
      (
        "element-type", "expected booleans, integers or floats, found numbers of type `\(type)`",
        "convert them in Python: `array.astype(\"float32\")`"
      )
    case .compression(let method):
      (
        "unknown-compression", "it is packed by method \(method), expected stored or deflated",
        "write it by `numpy.savez`"
      )
    case .inexactInteger(let text):
      (
        "inexact-integer", "`\(text)` is no float64 exactly: whole numbers go up to 9007199254740992",
        "convert them in Python: `array.astype(\"float64\")`"
      )
    default: ("encrypted-file", "it is encrypted", "write it without a password")
    }
  }

  private static func contents(_ problem: FormatProblem, _ path: String) -> (String, String, String) {
    switch problem {
    case .signature(let format):
      ("wrong-format", "expected the format \(format), found other bytes", "name another file")
    case .header(let expected): ("bad-header", "expected \(expected) in the header", "write the file again")
    case .repeatedName(let name): ("repeated-array", "`\(name)` stands twice", "write the file again")
    case .checksum:
      ("bad-checksum", "the bytes are not those that were written", "the file is damaged: copy it again")
    case .syntax(let expected):
      ("bad-json", "expected \(expected)", "is it JSON? `!python3 -m json.tool '\(path)'`")
    case .depth(let limit): ("too-deep", "expected at most \(limit) lists within lists", "flatten them")
    case .ragged(let name):
      (
        "ragged-array", "the numbers of `\(name)` fill no array: some are missing, or stand twice",
        "give all rows one length"
      )
    default:
      ("bad-compression", "its compressed bytes cannot be unpacked", "the file is damaged: copy it again")
    }
  }
}
