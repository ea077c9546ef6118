import Language
import Session

/// A host without a terminal: keeps the events, answers as told.
final class RecordingHost: SessionHost {
  /// What happened since the last `take`.
  private(set) var events: [SessionEvent] = []
  /// Shell commands that were asked for; none is run.
  private(set) var shellCommands: [String] = []
  /// What a shell command ends with, as `/bin/sh` would.
  var shellStatus: (String) -> Int32? = { $0 == "true" ? 0 : 1 }
  /// The lines typed so far.
  var history: [String] = []
  /// After so many looks at the flag it is up; nil for never.
  var patience: Int?
  /// What was handed over for the journal.
  private(set) var kept: [String] = []
  /// How often progress was said.
  private(set) var progressCount = 0

  private let flag = UnsafeMutablePointer<Int32>.allocate(capacity: 1)
  private var looks = 0

  init() { flag.initialize(to: 0) }

  deinit { flag.deallocate() }

  func receive(_ event: SessionEvent) { events.append(event) }

  func keep(_ commands: String) { kept.append(commands) }

  func showProgress(_ text: @autoclosure () -> String) {
    progressCount += 1
    if patience != nil { flag.pointee = 1 }
  }

  func runShell(_ command: String) -> Int32? {
    shellCommands.append(command)
    return shellStatus(command)
  }

  var interruptFlag: UnsafePointer<Int32> {
    looks += 1
    if let patience, looks > patience { flag.pointee = 1 }
    return UnsafePointer(flag)
  }

  /// The events so far; forgets them, lowers the flag.
  func take() -> [SessionEvent] {
    defer {
      events = []
      looks = 0
      flag.pointee = 0
    }
    return events
  }
}
