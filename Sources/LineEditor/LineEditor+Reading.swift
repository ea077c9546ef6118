import CLibedit
import CTerminal

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension LineEditor {
  private static let pasteOn = "\u{1b}[?2004h"
  private static let pasteOff = "\u{1b}[?2004l"

  /// How reading one line of the screen ended.
  private enum Ending {
    case line(String)
    case interrupted
    case end
  }

  /// The next entry; it is in the history, and in its file, when this returns.
  package func readLine() -> Input {
    earlierLines = ""
    while true {
      switch readOneLine() {
      case .interrupted: return .interrupted
      case .end where earlierLines.isEmpty: return .endOfInput
      case .end: return .unfinished(earlierLines)
      case .line(let line):
        let entry = earlierLines + line
        if let delegate, !delegate.isComplete(entry) {
          earlierLines = entry + "\n"
        } else {
          remember(entry)
          return .line(entry)
        }
      }
    }
  }

  private func readOneLine() -> Ending {
    prepareLine()
    var count: Int32 = 0
    enterEditing()
    let characters = el_wgets(libedit, &count)
    leaveEditing()
    if let characters { return .line(Self.text(characters, Int(count))) }
    if isInterrupted {
      // Rows of a line taller than the screen may still stand below.
      write("^C\n\u{1b}[J")
      return .interrupted
    }
    // libedit has shown the key as ^D.
    let covering = lastCharacter == 4 ? "\u{8}\u{8}" : ""
    write(earlierLines.isEmpty ? covering + options.farewell + "\n" : "\n")
    return .end
  }

  private func prepareLine() {
    let text = earlierLines.isEmpty ? options.prompt : options.continuationPrompt
    prompt = options.color ? .styled(text, options.promptStyle) : PromptText(text)
    rightPromptText = PromptText(earlierLines.isEmpty ? rightPrompt : "")
    promptWidth = displayWidth(text.unicodeScalars)
    list.leave()
    pending = []
    held = []
    isAnnounced = false
    isInterrupted = false
  }

  /// Copies a line out of libedit's buffer, which dies at the next call.
  private static func text(_ characters: UnsafePointer<wchar_t>, _ count: Int) -> String {
    var text = String.UnicodeScalarView()
    for index in 0..<count {
      let value = UInt32(bitPattern: characters[index])
      if value == 10 || value == 13, index == count - 1 { break }
      if !PrivateKey.range.contains(value) { text.append(scalar(characters[index])) }
    }
    return String(text)
  }

  /// Turns bracketed paste on, and the handlers to what suits the edit mode.
  func enterEditing() {
    write(Self.pasteOn)
    ilt_terminal_set_state(Int32(ILT_EDITING))
  }

  /// Turns bracketed paste off, and the handlers to what suits a command.
  func leaveEditing() {
    write(Self.pasteOff)
    ilt_terminal_set_state(Int32(ILT_BUSY))
  }

  /// libedit asks for the next key: 1 for a key, 0 at the end of the input, -1 to give up.
  func readKey(into key: UnsafeMutablePointer<wchar_t>) -> Int32 {
    keepCursorInside()
    while true {
      takeBackUnreadEvent()
      if !pending.isEmpty {
        isAnnounced = true
        key.pointee = wchar_t(PrivateKey.event.rawValue)
        return 1
      }
      if isInterrupted {
        // Again and again, so that a reader inside libedit, such as vi's `/`, gives up as well.
        errno = EINTR
        return -1
      }
      if noticeSignals() || noticeTallLine() { continue }
      if let character = nextCharacter() {
        key.pointee = wchar_t(bitPattern: character)
        return 1
      }
      if !pending.isEmpty { continue }
      if let ending = waitForBytes() { return ending }
    }
  }

  /// A reader inside libedit (vi's `/`, Ctrl-V) has taken the event key for itself: events have to wait.
  private func takeBackUnreadEvent() {
    guard isAnnounced, let event = pending.first else { return }
    isAnnounced = false
    switch event {
    case .insert(let text):
      pending.removeFirst()
      decoder.putBack(text)
    case .refresh where !hasRetried:
      // Most likely a key of several bytes, which it broke: the next one reaches the main loop, and must.
      hasRetried = true
      return
    default: break
    }
    held = pending
    pending = []
  }

  /// Turns a signal into an event; true when there was one.
  private func noticeSignals() -> Bool {
    if Interrupts.take() {
      decoder.discard()
      isInterrupted = true
      pending = [.cursorToEnd]
    } else if ilt_take_stop() {
      suspend()
    } else if ilt_take_continue() {
      // Stopped and continued from outside: somebody may have changed the settings.
      _ = ilt_editline_set(libedit, EL_PREP_TERM, 0)
      _ = ilt_editline_set(libedit, EL_PREP_TERM, 1)
      pending.append(.redraw)
    } else if ilt_take_resize() {
      pending.append(.resized)
    } else {
      return false
    }
    return true
  }

  /// True when a refresh has to come before the next character.
  ///
  /// libedit writes through a null pointer when a line taller than the screen is typed at after a motion that
  /// it could not show, and in a tiny window also without one. A full refresh in between puts its cursor
  /// right.
  private func noticeTallLine() -> Bool {
    guard hasMoved, !isInsideKey, !Self.searchers.contains(lastCharacter),
      case .character(let next)? = decoder.peek(), isText(next), isTallerThanScreen
    else { return false }
    hasMoved = false
    pending.append(.refresh)
    return true
  }

  /// Whether a character may be inserted: in vi's insert mode also most control characters are.
  private func isText(_ character: UInt32) -> Bool {
    keys == .vi || (character >= 0x20 && character != 0x7f)
  }

  /// Keys after which the next one belongs to them: escape, Ctrl-V, Ctrl-X.
  private static let beginners: Set<UInt32> = [0x1b, 0x16, 0x18]
  /// Keys that begin a search: Ctrl-R, Ctrl-S.
  private static let searchers: Set<UInt32> = [0x12, 0x13]

  private func nextCharacter() -> UInt32? {
    switch decoder.next() {
    case .character(let character):
      let mayMove = character < 0x20 || (0x7f...0x9f).contains(character)
      hasMoved = mayMove || keys == .vi || isInsideKey || isScreenTiny
      // Two of them in a row are a key of their own, such as escape escape.
      isInsideKey = !isInsideKey && Self.beginners.contains(character)
      hasRetried = false
      lastCharacter = character
      pending = held
      held = []
      return character
    case .paste(let text):
      pending.append(.insert(text))
      return nil
    case nil:
      return nil
    }
  }

  /// Waits for the terminal or a signal; a result is the reader's last word to libedit.
  private func waitForBytes() -> Int32? {
    var waiting = [
      pollfd(fd: options.input, events: Int16(POLLIN), revents: 0),
      pollfd(fd: ilt_wake_descriptor(), events: Int16(POLLIN), revents: 0),
    ]
    let ready = poll(&waiting, 2, decoder.patience)
    if ready == 0 {
      decoder.timeout()
      return nil
    }
    if ready < 0 { return errno == EINTR ? nil : -1 }
    if waiting[1].revents != 0 {
      ilt_wake_drain()
      return nil
    }
    // One byte at a time outside a paste: what is typed ahead then still belongs to a child, or the shell.
    let count = input.read(into: &buffer, most: decoder.isPasting ? buffer.count : 1)
    if count == 0 { return 0 }
    if count < 0 { return errno == EINTR || errno == EAGAIN ? nil : -1 }
    decoder.feed(buffer[..<count])
    return nil
  }

  /// Ctrl-Z at the prompt: gives the terminal back, stops, and takes it again.
  private func suspend() {
    _ = ilt_editline_set(libedit, EL_PREP_TERM, 0)
    ilt_terminal_set_state(Int32(ILT_ORIGINAL))
    write(Self.pasteOff)
    ilt_terminal_restore()
    ilt_terminal_stop()
    _ = ilt_take_continue()
    _ = ilt_editline_set(libedit, EL_PREP_TERM, 1)
    enterEditing()
    pending.append(.redraw)
  }
}
