import Testing

@testable import LineEditor

@Suite struct InputDecoderTests {
  /// What comes out for these bytes, one at a time.
  private func items(_ bytes: [UInt8], known: Set<String> = []) -> [InputDecoder.Item] {
    var decoder = InputDecoder(known: known)
    decoder.feed(bytes)
    return drain(&decoder)
  }

  private func items(_ text: String, known: Set<String> = []) -> [InputDecoder.Item] {
    items(Array(text.utf8), known: known)
  }

  private func drain(_ decoder: inout InputDecoder) -> [InputDecoder.Item] {
    var items: [InputDecoder.Item] = []
    while let item = decoder.next() { items.append(item) }
    return items
  }

  private func characters(_ text: String) -> [InputDecoder.Item] {
    text.unicodeScalars.map { .character($0.value) }
  }

  @Test func `nothing comes out of nothing`() {
    #expect(items([]) == [])
    var decoder = InputDecoder()
    #expect(decoder.patience == -1)
    decoder.timeout()
    #expect(decoder.next() == nil)
  }

  @Test(arguments: ["a", "é", "日", "🙂", "aé日🙂\r\t\u{1}"])
  func `UTF-8 becomes characters`(_ text: String) {
    #expect(items(text) == characters(text))
  }

  @Test func `what is not UTF-8 becomes one visible replacement, and what follows is kept`() {
    #expect(items([0x61, 0xff, 0xc3, 0x28]) == characters("a\u{fffd}\u{fffd}("))
    #expect(items([0xe6, 0x97, 0xc3, 0xa9]) == characters("\u{fffd}é"))
    #expect(items([0xc3, 0x1b, 0x5b, 0x41]) == characters("\u{fffd}") + [.character(PrivateKey.up.rawValue)])
  }

  @Test func `C1 controls, our private keys, never come from text`() {
    for byte in UInt8(0x80)...0x9f { #expect(items([0xc2, byte]) == []) }
  }

  @Test func `every known key becomes its private character`() {
    for (sequence, key) in PrivateKey.sequences {
      #expect(items("\u{1b}\(sequence)x") == [.character(key.rawValue), .character(0x78)])
    }
  }

  @Test(arguments: ["\u{1b}[1;9Z", "\u{1b}[99~", "\u{1b}OZ", "\u{1b}[<0;1;1M"])
  func `an unknown key is swallowed whole`(_ sequence: String) {
    #expect(items(sequence + "x") == characters("x"))
  }

  @Test func `a key that the user has bound passes as it is`() {
    #expect(items("\u{1b}[1;9Z", known: ["[1;9Z"]) == characters("\u{1b}[1;9Z"))
  }

  @Test func `an endless sequence ends`() {
    #expect(items("\u{1b}[" + String(repeating: "1", count: 40)).count == 8)
  }

  @Test func `escape with a letter is meta, and escape alone is decided by time`() {
    #expect(items("\u{1b}b") == characters("\u{1b}b"))
    var decoder = InputDecoder()
    decoder.feed([0x1b])
    #expect(decoder.next() == nil)
    #expect(decoder.patience == 50)
    decoder.timeout()
    #expect(drain(&decoder) == characters("\u{1b}"))
    decoder.feed(Array("\u{1b}\u{1b}[A".utf8))
    #expect(drain(&decoder) == [.character(0x1b), .character(PrivateKey.up.rawValue)])
  }

  @Test func `a sequence that stops half way was typed by hand`() {
    var decoder = InputDecoder()
    decoder.feed(Array("\u{1b}[1".utf8))
    decoder.timeout()
    #expect(drain(&decoder) == characters("\u{1b}[1"))
    #expect(items("\u{1b}[1\u{1b}[A") == [.character(0x1b), .character(PrivateKey.up.rawValue)])
  }

  @Test func `a paste is one text a line, tabs in it, controls out`() {
    #expect(items("\u{1b}[200~\u{1b}[201~") == [])
    #expect(
      items("\u{1b}[200~a\tb\rc\u{7}é\u{1b}[201~d")
        == [.paste("a\tb"), .character(10), .paste("cé"), .character(0x64)])
  }

  @Test func `a pasted line end counts once, an empty line as a line`() {
    // Edit mode swaps CR and NL, so that the terminal's CR LF is NL CR here.
    #expect(items("\u{1b}[200~a\n\rb\u{1b}[201~") == [.paste("a"), .character(10), .paste("b")])
    #expect(
      items("\u{1b}[200~a\n\nb\u{1b}[201~") == [.paste("a"), .character(10), .character(10), .paste("b")])
  }

  @Test func `a paste without its end mark ends by time`() {
    var decoder = InputDecoder()
    decoder.feed(Array("\u{1b}[200~abc".utf8))
    #expect(decoder.isPasting && decoder.patience == 1000)
    decoder.timeout()
    #expect(!decoder.isPasting)
    #expect(drain(&decoder) == [.paste("abc")])
  }

  @Test func `discarding forgets what waits, and swallows the rest of a paste`() {
    var decoder = InputDecoder(known: ["[1;9Z"])
    decoder.feed(Array("ab\u{1b}[200~c\rd".utf8))
    decoder.discard()
    #expect(decoder.isPasting && decoder.patience == 100)
    decoder.feed(Array("e\rf\u{1b}[201~x\u{1b}[1;9Z".utf8))
    #expect(drain(&decoder) == characters("x\u{1b}[1;9Z"))
  }

  @Test func `what is put back comes first`() {
    var decoder = InputDecoder()
    decoder.feed(Array("abc".utf8))
    _ = decoder.next()
    decoder.putBack("xy")
    #expect(decoder.peek() == .character(0x78))
    #expect(drain(&decoder) == characters("xybc"))
  }

  @Test func `bytes may come one at a time or all at once`() {
    let bytes = Array("é\u{1b}[A\u{1b}[200~a\rb\u{1b}[201~\u{1b}Ox".utf8)
    var decoder = InputDecoder()
    var single: [InputDecoder.Item] = []
    for byte in bytes {
      decoder.feed([byte])
      single += drain(&decoder)
    }
    #expect(single == items(bytes))
  }
}
