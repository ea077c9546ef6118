import Archive
import Testing

@Suite struct TextFileTests {
  private func text(_ bytes: [UInt8]) throws(ArchiveError) -> String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: try TextFile.scalars(bytes: bytes))
    return String(text)
  }

  @Test func `a text is its characters, without a byte order mark`() throws {
    #expect(try text(Array("añ→𝄞\r\n".utf8)) == "añ→𝄞\r\n")
    #expect(try text([0xEF, 0xBB, 0xBF] + Array("x".utf8)) == "x")
    #expect(try TextFile.scalars(bytes: Array("e\u{301}".utf8)).count == 2)
  }

  @Test func `what is no text says where`() {
    func problem(_ bytes: [UInt8]) -> ArchiveError? {
      do throws(ArchiveError) {
        _ = try TextFile.scalars(bytes: bytes)
        return nil
      } catch {
        return error
      }
    }
    #expect(problem([])?.problem == .empty)
    #expect(problem([0xEF, 0xBB, 0xBF])?.problem == .empty)
    #expect(problem([0x61, 0x0A, 0xC3, 0x28])?.problem == .invalidUTF8)
    #expect(problem([0x61, 0x0A, 0xC3, 0x28])?.place == FilePlace(line: 2, offset: 2))
    #expect(problem([0x61, 0x0A, 0x62, 0])?.place == FilePlace(line: 2, offset: 3))
    #expect(problem([0x61, 0xE2, 0x86])?.place == FilePlace(line: 1, offset: 1))
    #expect(problem([0xED, 0xA0, 0x80])?.problem == .invalidUTF8)
  }

  @Test func `mutated bytes give the text that they are, or an error`() {
    let start = Array("To learn by heart: añ→𝄞, again and again.\n".utf8)
    var state: UInt64 = 7
    func next(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % limit
    }
    for _ in 0..<5000 {
      var bytes = start
      for _ in 0...next(3) {
        switch next(3) {
        case 0: bytes[next(bytes.count)] = UInt8(next(256))
        case 1: bytes.insert(UInt8(next(256)), at: next(bytes.count))
        default: bytes.removeLast(next(bytes.count - 1))
        }
      }
      let valid = String(validating: bytes, as: UTF8.self)
      let expected = valid.flatMap { $0.unicodeScalars.contains("\0") || $0.isEmpty ? nil : $0 }
      #expect((try? text(bytes)).map { Array($0.utf8) } == expected.map { Array($0.utf8) })
    }
  }
}
