/// Bytes from the terminal in, characters, private keys and pasted texts for libedit out.
struct InputDecoder {
  /// One thing for libedit.
  enum Item: Equatable {
    /// A character or a `PrivateKey`.
    case character(UInt32)
    /// A text to insert as it is.
    case paste(String)
  }

  /// Sequences, without the escape character, that the user has bound: passed on as they are.
  var known: Set<String> = []

  /// What the next byte is part of.
  private enum State { case ground, escape, applicationKey, sequence, paste }
  private var state = State.ground
  private var sequence: [UInt8] = []
  private var scalars = ScalarCollector()
  private var paste = PasteCollector()
  private var queue: [Item] = []
  private var head = 0

  /// An escape sequence longer than this is rubbish.
  private static let longestSequence = 32

  /// A decoder that lets these sequences through.
  init(known: Set<String> = []) {
    self.known = known
  }

  /// How long to wait for more bytes before `timeout` is called, in milliseconds; -1 is for ever.
  var patience: Int32 {
    switch state {
    case .ground: -1
    case .paste: paste.isDropping ? 100 : 1000
    default: 50
    }
  }

  /// True between the marks of a paste: reading ahead is safe then.
  var isPasting: Bool { state == .paste }

  /// The item that `next` would give.
  func peek() -> Item? { head < queue.count ? queue[head] : nil }

  /// Takes the oldest item.
  mutating func next() -> Item? {
    guard head < queue.count else { return nil }
    defer {
      head += 1
      if head == queue.count {
        queue.removeAll(keepingCapacity: true)
        head = 0
      }
    }
    return queue[head]
  }

  /// Puts a text back in front, as single characters.
  mutating func putBack(_ text: String) {
    queue.replaceSubrange(..<head, with: text.unicodeScalars.map { .character($0.value) })
    head = 0
  }

  /// Forgets what was typed or pasted ahead; the rest of a paste under way is swallowed to its end mark.
  mutating func discard() {
    let wasPasting = isPasting
    self = InputDecoder(known: known)
    if wasPasting {
      state = .paste
      paste.isDropping = true
    }
  }

  /// Nothing came for `patience`: an escape was the key itself, or a paste has lost its end mark.
  mutating func timeout() {
    let pending = sequence
    switch state {
    case .ground: return
    case .escape: emit([0x1b])
    case .applicationKey, .sequence: emit([0x1b] + pending.map(UInt32.init))
    case .paste:
      queue += paste.finish()
      paste.isDropping = false
    }
    sequence = []
    state = .ground
  }

  /// Takes bytes from the terminal.
  mutating func feed(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { feed(byte) }
  }

  private mutating func feed(_ byte: UInt8) {
    switch state {
    case .ground: feedText(byte)
    case .escape: feedEscape(byte)
    case .applicationKey:
      sequence.append(byte)
      finishSequence()
    case .sequence: feedSequence(byte)
    case .paste:
      let (items, ended) = paste.feed(byte)
      queue += items
      if ended { state = .ground }
    }
  }

  private mutating func feedText(_ byte: UInt8) {
    if byte == 0x1b {
      emit(scalars.finish())
      state = .escape
    } else {
      emit(scalars.feed(byte).filter { !PrivateKey.range.contains($0) })
    }
  }

  private mutating func feedEscape(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "["):
      state = .sequence
      sequence = [byte]
    case UInt8(ascii: "O"):
      state = .applicationKey
      sequence = [byte]
    case 0x1b: emit([0x1b])  // the second one may begin a sequence
    default:
      state = .ground
      emit([0x1b])
      feed(byte)
    }
  }

  private mutating func feedSequence(_ byte: UInt8) {
    sequence.append(byte)
    if byte == 0x1b {  // torn by another sequence
      emit([0x1b])
      sequence = []
      state = .escape
    } else if (0x40...0x7e).contains(byte) {
      finishSequence()
    } else if sequence.count > Self.longestSequence {
      sequence = []
      state = .ground
    }
  }

  private mutating func finishSequence() {
    let name = String(decoding: sequence, as: UTF8.self)
    sequence = []
    state = .ground
    if name == "[200~" {
      state = .paste
      paste = PasteCollector()
    } else if known.contains(name) {
      emit([0x1b] + name.unicodeScalars.map(\.value))
    } else if let key = PrivateKey.sequences[name] {
      emit([key.rawValue])
    }
  }

  private mutating func emit(_ characters: [UInt32]) {
    queue += characters.map { .character($0) }
  }
}
