import Archive
import Tensor
import Testing

@Suite struct OtherFormatTests {
  @Test func `every type of safetensors is read`() throws {
    let file = try ArrayFile(contentsOf: ReferenceFile.path("types.safetensors"))
    func values(_ name: String) throws -> Tensor { try file.tensor(named: name) }
    #expect(try values("a") == Tensor(rows: [[1.5, -2], [0.25, 3]]))
    #expect(try values("b").values == [1.5, -2, 0.25, 3])
    #expect(try values("c") == Tensor(shape: [4, 1], values: [1.5, -2, 0.25, 3]))
    #expect(try values("d").values == [1.5, -2, 0.25, 3])
    #expect(try values("e").values == [-7, 7])
    #expect(try values("f").values == [1, 2, 255])
    #expect(try values("g").values == [0, 1])
    #expect(try values("h") == Tensor(9))
  }

  @Test(arguments: ["images.idx", "images.idx.gz"]) func `IDX is read, packed or not`(name: String) throws {
    let images = try IdxArray.read(ReferenceFile.path(name)).tensor
    #expect(images == Tensor(shape: [3, 2, 2], values: (0..<12).map(Double.init)))
  }

  @Test func `IDX holds floats too`() throws {
    #expect(try IdxArray.read(ReferenceFile.path("floats.idx")).tensor.values == [1.5, -2])
  }

  @Test func `gzip members one after the other are one file`() throws {
    let whole = try ReferenceFile.bytes("images.idx.gz")
    // A second member makes the array too long, and that is noticed behind its last number.
    do throws(ArchiveError) {
      _ = try IdxArray.read(bytes: whole + whole)
      Issue.record("two arrays were taken for one")
    } catch {
      guard case .malformed(.surplus, 28, nil) = error.problem else {
        Issue.record("\(error)")
        return
      }
    }
  }

  @Test func `JSON is read strictly`() throws {
    func read(_ text: String) throws -> [Tensor] {
      let file = try ArrayFile(bytes: Array(text.utf8), format: .json)
      return try file.headers.indices.map { try file.tensor($0) }
    }
    #expect(try read("{}").isEmpty)
    #expect(
      try read(#"{"a": 1, "b": [[1, -2.5e3], [0, "inf"]], "c": []}"#) == [
        Tensor(1), Tensor(rows: [[1, -2500], [0, .infinity]]), Tensor(shape: [0], values: []),
      ])
    let wrong = [
      "", "[1]", "{", "{\"a\"}", "{\"a\": }", "{\"a\": 01}", "{\"a\": +1}", "{\"a\": 1.}", "{\"a\": .5}",
      "{\"a\": 1e}", "{\"a\": 1,}", "{\"a\": 1, \"a\": 2}", "{\"a\": [[1], [1, 2]]}", "{\"a\": [1, [2]]}",
      "{\"a\": true}", "{\"a\": 1} x", "{\"a\\ud800\": 1}", "{\"a\\x\": 1}", "{\"a\": 1e999}",
      "{\"a\u{1}\": 1}",
      "{\"a\": " + String(repeating: "[", count: 100_000),
    ]
    for text in wrong { #expect(throws: ArchiveError.self, "\(text.prefix(40))") { try read(text) } }
  }

  @Test func `a whole number that no double holds is refused with its place`() throws {
    let header = #"{"a":{"dtype":"I64","shape":[2],"data_offsets":[0,16]}}"#
    let bytes: [UInt8] =
      [UInt8(header.utf8.count), 0, 0, 0, 0, 0, 0, 0] + Array(header.utf8) + [1, 0, 0, 0, 0, 0, 0, 0]
      + [1, 0, 0, 0, 0, 0, 0x20, 0]
    let file = try ArrayFile(bytes: bytes, format: .safetensors)
    let problem = ArchiveError.Problem.malformed(
      .inexactInteger("9007199254740993"), offset: 8 + header.utf8.count + 8, part: "a")
    #expect(throws: ArchiveError(path: "memory", problem: problem)) { try file.tensor(0) }
  }
}
