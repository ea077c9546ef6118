import CTerminal

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Lines without editing: from a pipe, a file, or a terminal on which the kernel does what it can.
///
/// No escape sequence is ever written. What is not UTF-8 becomes U+FFFD.
package final class PlainReader: LineReader {
  private let options: LineEditorOptions
  private weak var delegate: (any LineEditorDelegate)?
  private let isTerminal: Bool
  private let promptsOn: Int32
  private let input: UnwaitingInput
  private var bytes: [UInt8] = []
  private var isAtEnd = false
  private var list: HistoryList

  /// A reader of the options' input; prompts are shown only if that is a terminal.
  ///
  /// The delegate is not kept alive.
  package init(_ options: LineEditorOptions, delegate: (any LineEditorDelegate)? = nil) {
    self.options = options
    self.delegate = delegate
    isTerminal = Terminal.isTerminal(options.input)
    input = UnwaitingInput(options.input)
    promptsOn = Terminal.isTerminal(options.output) ? options.output : options.error
    list = HistoryList(limit: options.historyLimit)
    Interrupts.install()
    // Without it the kernel's backspace cuts a character in half.
    if isTerminal { ilt_terminal_edit_utf8(options.input) }
  }

  /// The entries of this session; nothing is kept in a file.
  package var history: [String] { list.entries }

  /// The next entry.
  package func readLine() -> Input {
    var entry = ""
    while true {
      if isTerminal { show(entry.isEmpty ? options.prompt : options.continuationPrompt) }
      guard let line = nextLine() else {
        if Interrupts.take() {
          if isTerminal { show("\n") }
          return .interrupted
        }
        if isTerminal { show(entry.isEmpty ? options.farewell + "\n" : "\n") }
        return entry.isEmpty ? .endOfInput : .unfinished(entry)
      }
      entry += line
      if delegate?.isComplete(entry) ?? true {
        if isTerminal { _ = list.add(entry) }
        return .line(entry)
      }
      entry += "\n"
    }
  }

  /// True when Ctrl-C was pressed since the command began.
  @discardableResult package func endCommand() -> Bool {
    guard Interrupts.take() else { return false }
    bytes = []
    return true
  }

  /// Runs `body`: the terminal is as the user had it anyway.
  package func withOriginalTerminal<Result>(_ body: () throws -> Result) rethrows -> Result {
    ilt_terminal_set_state(Int32(ILT_LENT))
    defer {
      if isTerminal { _ = Interrupts.take() }
      ilt_terminal_set_state(Int32(ILT_ORIGINAL))
    }
    return try body()
  }

  /// Nothing goes wrong here.
  package func takeProblems() -> [EditorProblem] { [] }

  /// Nothing to give back.
  package func close() {}

  private func show(_ text: String) {
    try? FileBytes.append(text, to: promptsOn)
  }

  /// The next line without its end; nil at the end of the input and at Ctrl-C.
  private func nextLine() -> String? {
    while true {
      if let end = bytes.firstIndex(of: UInt8(ascii: "\n")) {
        defer { bytes.removeFirst(end + 1) }
        return text(bytes[..<end])
      }
      if isAtEnd {
        defer { bytes = [] }
        // A terminal's end of file is a Ctrl-D: more may come. When its window is gone, the end comes again.
        isAtEnd = !isTerminal
        return bytes.isEmpty ? nil : text(bytes[...])
      }
      guard readMore() else {
        bytes = []
        return nil
      }
    }
  }

  private func text(_ line: ArraySlice<UInt8>) -> String {
    String(decoding: line.last == UInt8(ascii: "\r") ? line.dropLast() : line, as: UTF8.self)
  }

  /// Reads what is there; false at Ctrl-C.
  private func readMore() -> Bool {
    var waiting = [
      pollfd(fd: options.input, events: Int16(POLLIN), revents: 0),
      pollfd(fd: ilt_wake_descriptor(), events: Int16(POLLIN), revents: 0),
    ]
    _ = poll(&waiting, 2, -1)
    if waiting[1].revents != 0 { ilt_wake_drain() }
    if Interrupts.requested { return false }
    guard waiting[0].revents != 0 else { return true }
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = input.read(into: &buffer, most: buffer.count)
    if count > 0 {
      bytes += buffer[..<count]
    } else if count == 0 || (errno != EINTR && errno != EAGAIN) {
      isAtEnd = true
    }
    return true
  }
}
