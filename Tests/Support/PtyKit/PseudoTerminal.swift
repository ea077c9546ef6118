import CPty
import Glibc

/// A program on a pseudo-terminal of its own, and the screen it draws on.
///
/// Tests wait for what is to be seen, never for time to pass: keys that are sent before the prompt is there
/// are echoed by the kernel and again by the editor.
package final class PseudoTerminal {
  /// What did not come, and what there was instead.
  package struct Failure: Error, CustomStringConvertible {
    package let description: String
  }

  /// How long anything is waited for, in seconds: far more than it takes on a busy machine.
  package static let deadline = 20.0

  /// What the user sees.
  package private(set) var screen: Screen
  /// All bytes that came, in order.
  package private(set) var received: [UInt8] = []
  private let process: pid_t
  private let terminal: Int32
  private var outgoing: [UInt8] = []
  private var hasEnded = false
  private var status: Int32?

  /// Starts a program.
  ///
  /// Throws: `Failure` when it cannot be started.
  package init(
    _ path: String, _ arguments: [String], environment: [String: String], folder: String, columns: Int,
    rows: Int
  ) throws {
    let words = ([path] + arguments).map { strdup($0) } + [nil]
    let variables = environment.map { strdup("\($0)=\($1)") } + [nil]
    defer { for text in words + variables { free(text) } }
    var process = pid_t()
    var terminal: Int32 = -1
    let error = path.withCString { path in
      folder.withCString { folder in
        words.withUnsafeBufferPointer { words in
          variables.withUnsafeBufferPointer { variables in
            var program = cpty_program(
              path: path, arguments: words.baseAddress!, environment: variables.baseAddress!, folder: folder,
              rows: Int32(rows), columns: Int32(columns))
            return cpty_spawn(&program, &process, &terminal)
          }
        }
      }
    }
    guard error == 0 else {
      throw Failure(description: "cannot start \(path): \(String(cString: strerror(error)))")
    }
    self.process = process
    self.terminal = terminal
    screen = Screen(columns: columns, rows: rows)
  }

  deinit {
    if status == nil {
      kill(-process, SIGKILL)
      kill(process, SIGKILL)
      waitpid(process, nil, 0)
    }
    close(terminal)
  }

  /// Types a text.
  package func send(_ text: String) { outgoing += Array(text.utf8) }

  /// Types bytes, which need not be text.
  package func send(bytes: [UInt8]) { outgoing += bytes }

  /// Sends a signal to the program alone.
  package func signal(_ number: Int32) { kill(process, number) }

  /// Changes the window's size.
  package func resize(columns: Int, rows: Int) {
    screen.resize(columns: columns, rows: rows)
    _ = cpty_resize(terminal, Int32(rows), Int32(columns))
  }

  /// The kernel's settings of now.
  package var modes: (echo: Bool, canonical: Bool) {
    var settings = termios()
    tcgetattr(terminal, &settings)
    return (settings.c_lflag & tcflag_t(ECHO) != 0, settings.c_lflag & tcflag_t(ICANON) != 0)
  }

  /// Waits until the screen is as `condition` wants it.
  ///
  /// Throws: `Failure` with the screen's text when it never is.
  @discardableResult
  package func wait(for what: String, until condition: (Screen) -> Bool) throws -> Screen {
    let end = Self.now() + Self.deadline
    while true {
      if outgoing.isEmpty, condition(screen) { return screen }
      guard !hasEnded, Self.now() < end else {
        throw Failure(
          description: """
            \(hasEnded ? "the program ended" : "timeout") waiting for \(what); \
            cursor \(screen.row),\(screen.column)
            \(screen.text)
            raw end: \(String(decoding: received.suffix(200), as: UTF8.self).debugDescription)
            """)
      }
      pump()
    }
  }

  /// Waits until a text is on the screen and the cursor's line is exactly this, spaces at its end apart.
  @discardableResult
  package func expect(_ text: String, line: String = "initlab>") throws -> Screen {
    try wait(for: "\(text.debugDescription) and \(line.debugDescription)") {
      $0.text.contains(text) && $0.currentLine == line
    }
  }

  /// Waits until the cursor's line is exactly this, spaces at its end apart.
  @discardableResult
  package func expect(line: String) throws -> Screen {
    try wait(for: line.debugDescription) { $0.currentLine == line }
  }

  /// Gives the program a moment, at most 20 ms, to take what was sent and to answer.
  package func turn() { pump() }

  /// Waits for the program's end; its status as a shell gives it, 128 and the signal if it was one.
  ///
  /// Throws: `Failure` when it does not end.
  package func exitStatus() throws -> Int32 {
    let end = Self.now() + Self.deadline
    while Self.now() < end {
      var result: Int32 = 0
      if waitpid(process, &result, WNOHANG) == process {
        status = result & 0x7f == 0 ? result >> 8 & 0xff : 128 + (result & 0x7f)
        drain()
        return status ?? 0
      }
      pump()
    }
    throw Failure(description: "still running\n\(screen.text)")
  }

  /// What is still in the pseudo-terminal; children that hold it open are not waited for.
  private func drain() {
    var waiting = pollfd(fd: terminal, events: Int16(POLLIN), revents: 0)
    while !hasEnded, poll(&waiting, 1, 0) > 0 { pump() }
  }

  /// Reads what is there and writes what fits, at once, or a long paste and its echo block each other.
  private func pump() {
    let events = Int16(POLLIN) | (outgoing.isEmpty ? 0 : Int16(POLLOUT))
    var waiting = pollfd(fd: terminal, events: events, revents: 0)
    guard poll(&waiting, 1, 20) > 0 else { return }
    if waiting.revents & Int16(POLLOUT) != 0 {
      let count = outgoing.withUnsafeBytes { write(terminal, $0.baseAddress, min($0.count, 1024)) }
      if count > 0 { outgoing.removeFirst(count) }
    }
    guard waiting.revents & Int16(POLLIN | POLLHUP) != 0 else { return }
    var buffer = [UInt8](repeating: 0, count: 65536)
    let count = read(terminal, &buffer, buffer.count)
    if count > 0 {
      received += buffer[..<count]
      screen.feed(buffer[..<count])
    } else if count == 0 || errno == EIO {
      hasEnded = true  // the last holder of the far end is gone
    }
  }

  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
