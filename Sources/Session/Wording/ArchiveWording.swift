import Archive
import Language

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What to say about a file that cannot be read.
enum ArchiveWording {
  static func diagnostic(for error: ArchiveError) -> Diagnostic {
    if case .malformed(let problem, let offset, let part) = error.problem {
      return FormatWording.diagnostic(problem, path: error.path, offset: offset, part: part)
    }
    let (code, message, help) = words(for: error)
    var place = ""
    if let found = error.place {
      place = ":\(found.line)"
      if let column = found.column { place += ":\(column)" }
    }
    return Diagnostic(code, "`\(error.path)\(place)`: \(message)", notes: notes(for: error), help: help)
  }

  private static func notes(for error: ArchiveError) -> [String] {
    guard let place = error.place else { return [] }
    let column = place.name.map { "column `\($0)`, " } ?? place.column.map { "column \($0), " } ?? ""
    return ["line \(place.line), \(column)byte \(place.offset)"]
  }

  private static func words(for error: ArchiveError) -> (code: String, message: String, help: String) {
    switch error.problem {
    case .noSuchFile, .isFolder, .notReadable, .notRegular, .stopped: fileWords(for: error.problem)
    case .noSuchFolder, .notWritable, .unknownEnding, .severalArrays, .noArray, .malformed:
      arrayWords(for: error.problem)
    case .empty, .onlyHeader, .noFeatures, .noColumn, .ambiguousColumn: columnWords(for: error.problem)
    case .invalidUTF8, .nulByte, .unclosedQuote, .textAfterQuote, .raggedRow, .tooManyColumns, .fieldTooLong:
      formWords(for: error.problem)
    case .tooManyClasses, .missingValue, .textColumn, .notANumber, .numberOutOfRange:
      valueWords(for: error.problem)
    }
  }

  private static func fileWords(for problem: ArchiveError.Problem) -> (String, String, String) {
    switch problem {
    case .isFolder: ("is-folder", "expected a file, found a folder", "name a file in it")
    case .notReadable(let code):
      (
        "unreadable-file", "cannot be read: \(String(cString: strerror(code)).lowercased())",
        "`!ls -l` shows its rights"
      )
    case .stopped: (Diagnostic.interruptedCode, "its reading was stopped", "a smaller file is read faster")
    case .notRegular:
      ("not-a-file", "expected a file, found a device or a pipe", "name a file")
    default: ("no-such-file", "there is no such file", "`!ls` shows what there is")
    }
  }

  /// Pickled Python, which nobody should open whose author is not known.
  private static let torchEndings = [".pt", ".pth", ".bin", ".ckpt"]

  private static func arrayWords(for problem: ArchiveError.Problem) -> (String, String, String) {
    switch problem {
    case .noSuchFolder: ("no-such-folder", "there is no such folder", "`!mkdir -p FOLDER` makes it")
    case .notWritable(let code):
      (
        "unwritable-file", "cannot be written: \(String(cString: strerror(code)).lowercased())",
        code == ENOSPC || code == EDQUOT ? "free some space, or name another folder" : "name another folder"
      )
    case .unknownEnding(let ending, let known):
      (
        "unknown-ending",
        ending.isEmpty ? "its name ends in no format" : "its ending `\(ending)` says no format",
        torchEndings.contains(ending)
          ? "in Python, `safetensors.torch.save_file(model.state_dict(), \"w.safetensors\")` writes one that can be read"
          : "a name ending in \(known.map { "`\($0)`" }.joined(separator: ", "))"
      )
    case .noArray(let name, let names):
      (
        "unknown-array", "there is no array `\(name)`",
        "it has \(names.prefix(8).map { "`\($0)`" }.joined(separator: ", "))\(names.count > 8 ? ", …" : "")"
      )
    default:
      ("several-arrays", "a `.npy` file holds one array", "a name ending in `.npz` holds several")
    }
  }

  private static func columnWords(for problem: ArchiveError.Problem) -> (String, String, String) {
    switch problem {
    case .onlyHeader:
      ("empty-file", "expected rows of data, found only a header", "add rows below the header")
    case .noFeatures:
      ("no-features", "expected inputs beside the target, found one column", "name another file")
    case .noColumn(let wanted, let names):
      (
        "unknown-column", "there is no column `\(wanted)`",
        "it has \(names.prefix(8).map { "`\($0)`" }.joined(separator: ", "))\(names.count > 8 ? ", …" : "")"
      )
    case .ambiguousColumn(let name, let columns):
      (
        "ambiguous-column", "\(columns.count) columns are called `\(name)`",
        "choose by number: `target=\(columns.first ?? 0)`"
      )
    default: ("empty-file", "expected rows of data, found nothing", "name another file")
    }
  }

  private static func formWords(for problem: ArchiveError.Problem) -> (String, String, String) {
    switch problem {
    case .invalidUTF8: ("not-utf8", "expected UTF-8 text, found other bytes", "save the file as UTF-8")
    case .nulByte: ("not-text", "expected text, found a zero byte", "is it a text file?")
    case .unclosedQuote: ("unclosed-quote", "a quoted field is not closed", "add the closing `\"`")
    case .textAfterQuote:
      (
        "text-after-quote", "expected a separator behind a closing quote",
        "write a quote inside a field twice: `\"\"`"
      )
    case .raggedRow(let expected, let found):
      ("ragged-row", "expected \(expected) fields, found \(found)", "give each row \(expected) fields")
    case .tooManyColumns(let limit):
      ("too-many-columns", "expected at most \(limit) columns", "split the file")
    case .fieldTooLong(let limit):
      ("field-too-long", "expected fields of at most \(limit) bytes", "look for a quote that is not closed")
    default: ("bad-file", "the file cannot be read", "is it a CSV file?")
    }
  }

  private static func valueWords(for problem: ArchiveError.Problem) -> (String, String, String) {
    switch problem {
    case .tooManyClasses(let limit):
      (
        "too-many-classes", "expected at most \(limit) classes in the target",
        "name another column: `target=COLUMN`"
      )
    case .missingValue(let text):
      (
        "missing-value", text.isEmpty ? "the value is missing" : "the value is missing: `\(text)`",
        "fill it in, or leave the row out"
      )
    case .textColumn(let text):
      (
        "text-column", "expected a number, found `\(text)`",
        "only the target may be text: name it by `target=COLUMN`, or leave the column out"
      )
    case .notANumber(let text):
      ("not-a-number", "expected a number, found `\(text)`", "mend the field, or leave the row out")
    case .numberOutOfRange(let text):
      ("number-out-of-range", "`\(text)` is no finite number", "mend the field, or leave the row out")
    default: ("bad-file", "the file cannot be read", "is it a CSV file?")
    }
  }
}
