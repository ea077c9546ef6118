import Testing

@testable import LineEditor

@Suite struct ScriptTextTests {
  @Test(arguments: ["", "a", "é日🙂\n"])
  func `text is taken as it is`(_ text: String) throws {
    #expect(try ScriptText.text(of: Array(text.utf8)) == text)
  }

  @Test(
    arguments: [
      ([0xff], 1, 1, 0xff), ([0x61, 0x0a, 0xc3, 0xa9, 0xff, 0x62], 2, 2, 0xff),
      ([0x61, 0x00, 0xff], 1, 2, 0x00),
      ([0x0a, 0x0a, 0xc3], 3, 1, 0xc3), ([0x61, 0xc3, 0x28], 1, 2, 0xc3), ([0xed, 0xa0, 0x80], 1, 1, 0xed),
    ] as [([UInt8], Int, Int, UInt8)])
  func `what is no text is named with its place`(_ bytes: [UInt8], _ line: Int, _ column: Int, _ byte: UInt8)
  {
    #expect(throws: ScriptText.Failure.notText(line: line, column: column, byte: byte)) {
      try ScriptText.text(of: bytes)
    }
  }

  @Test func `a descriptor that cannot be read is named`() {
    #expect(throws: ScriptText.Failure.self) { try ScriptText.read(from: -1) }
  }
}
