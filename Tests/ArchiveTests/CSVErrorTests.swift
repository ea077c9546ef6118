import Archive
import Foundation
import Testing

@Suite struct CSVErrorTests {
  private func problem(_ text: String, _ options: CSVOptions = CSVOptions()) -> ArchiveError? {
    problem(Array(text.utf8), options)
  }

  private func problem(_ bytes: [UInt8], _ options: CSVOptions = CSVOptions()) -> ArchiveError? {
    do throws(ArchiveError) {
      _ = try CSVTable(bytes: bytes, options: options)
      return nil
    } catch {
      return error
    }
  }

  @Test func `nothing to read is told apart`() {
    for text in ["", "\n", "\u{FEFF}", "\r\n\r\n  \n"] { #expect(problem(text)?.problem == .empty) }
    #expect(problem("a,b\n")?.problem == .onlyHeader)
    #expect(problem("1,2", CSVOptions(header: true))?.problem == .onlyHeader)
    #expect(problem("a\n1\n")?.problem == .noFeatures)
  }

  @Test func `files that cannot be opened say why`() throws {
    func open(_ path: String) -> ArchiveError.Problem? {
      do throws(ArchiveError) {
        _ = try CSVTable(contentsOf: path)
        return nil
      } catch {
        return error.problem
      }
    }
    #expect(open("/no/such/file.csv") == .noSuchFile)
    #expect(open("") == .noSuchFile)
    #expect(open("a\0b") == .noSuchFile)
    #expect(open("/etc/passwd/x") == .noSuchFile)
    #expect(open("/tmp") == .isFolder)
    #expect(open("/dev/null") == .empty)
    #expect(open("/dev/zero") == .nulByte)
  }

  @Test func `a missing value has line, column, name and offset`() {
    for text in ["", "NA", "nan", "NaN", "?", "N/A"] {
      let error = problem("a,b,c\n1,2,3\n4,\(text),6\n")
      #expect(error?.problem == .missingValue(text: text))
      #expect(error?.place == FilePlace(line: 3, column: 2, name: "b", offset: 14))
    }
    #expect(problem("a,b\n1,\n")?.problem == .missingValue(text: ""))
    #expect(problem("a,b\n1,?\n")?.place?.name == "b")
  }

  @Test func `lines are counted through quotes and every kind of line end`() {
    let error = problem("a,b\r\n\"1\",\"x\r\ny\"\r\n\r\n2,z\rq,w\n")
    #expect(error?.problem == .notANumber(text: "q"))
    #expect(error?.place == FilePlace(line: 6, column: 1, name: "a", offset: 23))
  }

  @Test func `a ragged record says how many fields it has`() {
    let error = problem("a,b,c\n1,2,3\n4,5\n")
    #expect(error?.problem == .raggedRow(expected: 3, found: 2))
    #expect(error?.place == FilePlace(line: 3, offset: 12))
    #expect(problem("1,2\n3,4,5\n")?.problem == .raggedRow(expected: 2, found: 3))
  }

  @Test func `text among features names its column`() {
    let error = problem("color,size,y\nred,1,2\n")
    #expect(error?.problem == .textColumn(text: "red"))
    #expect(error?.place?.name == "color")
    #expect(problem("a,y\n1,2\n0x10,3\n")?.problem == .notANumber(text: "0x10"))
    #expect(problem("a,y\n1,2\n1e999,3\n")?.problem == .numberOutOfRange(text: "1e999"))
    #expect(problem("a,y\n1,2\n-inf,3\n")?.problem == .numberOutOfRange(text: "-inf"))
    #expect(problem("a,y\n1,2\n1,x\n", CSVOptions(kind: .values))?.problem == .notANumber(text: "x"))
    for text in ["1.2.3", "1e", "e5", "--1", "1 2", ".", "+", "1,5x", "1e+", "١"] {
      #expect(problem("a;y\n1;2\n\(text);3\n")?.problem == .notANumber(text: text))
    }
  }

  @Test func `a target that is not there lists what is`() {
    let names = ["a", "b", "b"]
    let text = "a,b,b\n1,2,3\n"
    #expect(problem(text, CSVOptions(target: .name("c")))?.problem == .noColumn(wanted: "c", names: names))
    #expect(problem(text, CSVOptions(target: .index(3)))?.problem == .noColumn(wanted: "3", names: names))
    #expect(
      problem(text, CSVOptions(target: .index(.min)))?.problem
        == .noColumn(wanted: "\(Int.min)", names: names))
    #expect(
      problem(text, CSVOptions(target: .name("b")))?.problem == .ambiguousColumn(name: "b", columns: [1, 2]))
  }

  @Test func `broken quotes and bytes are placed`() {
    #expect(problem("a,b\n1,\"2\n3,4\n")?.problem == .unclosedQuote)
    #expect(problem("a,b\n1,\"2\n3,4\n")?.place == FilePlace(line: 2, column: 2, offset: 6))
    #expect(problem("a,b\n\"1\"2,3\n")?.problem == .textAfterQuote)
    #expect(problem("a,b\n\"1\" \"2\",3\n")?.problem == .textAfterQuote)
    #expect(problem("a,b\n1\0,3\n")?.problem == .nulByte)
    #expect(problem(Array("a,b\n1,".utf8) + [0xFF, 0x0A])?.problem == .invalidUTF8)
    #expect(problem([0xFF, 0xFE, 0x61, 0x2C, 0x62, 0x0A])?.problem == .invalidUTF8)
    #expect(problem([0xFF, 0xFE, 0x61, 0x00, 0x2C, 0x00])?.problem == .nulByte)
  }

  @Test func `limits hold`() {
    let long = String(repeating: "1", count: 1 << 20)
    #expect(problem("a,b\n\(long),2\n")?.problem == .numberOutOfRange(text: long))
    #expect(problem("a,b\n\(long)1,2\n")?.problem == .fieldTooLong(limit: 1 << 20))
    #expect(problem("a,b\n\"\(long)\(long)")?.problem == .fieldTooLong(limit: 1 << 20))
    let wide = String(repeating: "1,", count: 100_000)
    #expect(problem(wide + "\n")?.problem == .tooManyColumns(limit: 100_000))
    let classes = (0...10_000).map { "1,c\($0)\n" }.joined()
    #expect(problem("x,y\n" + classes)?.problem == .tooManyClasses(limit: 10_000))
  }

  @Test func `many distinct numbers are values and no memory of texts`() throws {
    let text = "x,y\n" + (0..<20_000).map { "1,\($0).5\n" }.joined()
    #expect(try CSVTable(bytes: Array(text.utf8)).target == .values((0..<20_000).map { Double($0) + 0.5 }))
    #expect(problem(text + "1,late\n")?.problem == .notANumber(text: "late"))
  }
}
