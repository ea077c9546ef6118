import Tensor
import Testing

@testable import Engine

@Suite struct CharacterTextTests {
  private func data(
    _ text: String, length: Int, stride: Int? = nil, split: Double = 0
  ) throws -> Dataset {
    try CharacterText(Array(text.unicodeScalars)).dataset(
      name: "text", length: length, stride: stride ?? length, split: split)
  }

  @Test func `windows hold tokens in the order of code points, and their targets are one character on`()
    throws
  {
    let text = try data("abcab é\n", length: 3)
    #expect(text.vocabulary == ["\n", " ", "a", "b", "c", "é"])
    #expect(text.targets.classNames == text.vocabulary)
    #expect(text.inputs == Tensor(rows: [[2, 3, 4], [2, 3, 1]]))
    #expect(text.targets.classes == [3, 4, 2, 3, 1, 5] && text.targets.positions == [3])
    #expect(text.heldOut == nil)
    let overlapping = try data("abcab", length: 2, stride: 1)
    #expect(overlapping.inputs == Tensor(rows: [[0, 1], [1, 2], [2, 0]]))
    #expect(overlapping.targets.classes == [1, 2, 2, 0, 0, 1])
  }

  @Test func `the end of the text is held out and shares no character with what is learnt`() throws {
    let letters = (0..<20).map { String(UnicodeScalar(UInt8(97 + $0))) }
    let text = try data(letters.joined(), length: 3, stride: 1, split: 0.3)
    let held = try #require(text.heldOut)
    // 14 characters are learnt, and a window needs one more than its length.
    #expect(text.rows == 11 && held.inputs.shape == [3, 3])
    #expect(try #require(text.targets.classes).max() == 13)
    #expect(held.inputs.values.min() == 14 && held.targets.classes?.max() == 19)
    #expect(text.vocabulary == letters)
  }

  @Test func `texts that are too short say what they need`() {
    #expect(throws: EngineError.data(.shortText(found: 3, needed: 4))) { try data("abc", length: 3) }
    #expect(throws: EngineError.data(.shortText(found: 0, needed: 2))) { try data("", length: 1) }
    #expect(throws: EngineError.data(.split(share: 0.1, rows: 4))) {
      try data("abcdefghijklm", length: 3, split: 0.1)
    }
    #expect(throws: EngineError.data(.split(share: 1, rows: 4))) {
      try data("abcdefghijklm", length: 3, split: 1)
    }
  }

  @Test func `windows that fill no machine are refused before they are made`() {
    let text = [Unicode.Scalar](repeating: "a", count: 200_000)
    #expect(throws: EngineError.self) {
      try CharacterText(text).dataset(name: "text", length: 100_000, stride: 1, split: 0)
    }
  }
}
