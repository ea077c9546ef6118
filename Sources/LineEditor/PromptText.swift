/// A C string at a fixed address: libedit asks for the prompt at every refresh.
final class PromptText {
  /// Ends in NUL; valid as long as this object lives.
  let pointer: UnsafeMutablePointer<CChar>

  /// A copy of the text.
  init(_ text: String) {
    let bytes = text.utf8CString
    pointer = .allocate(capacity: bytes.count)
    for (index, byte) in bytes.enumerated() { (pointer + index).initialize(to: byte) }
  }

  deinit {
    pointer.deallocate()
  }

  /// Brackets what takes no room on the screen.
  static let escape: CChar = 1

  /// A prompt in a style, its last character plain.
  ///
  /// To libedit an escape sequence belongs to the visible character after it: it may not come last, and two
  /// may not touch. Hence the reset before the last character, which is a space.
  static func styled(_ text: String, _ style: String) -> PromptText {
    guard text.count > 1 else { return PromptText(text) }
    return PromptText("\u{1}\u{1b}[\(style)m\u{1}\(text.dropLast())\u{1}\u{1b}[0m\u{1}\(text.suffix(1))")
  }
}
