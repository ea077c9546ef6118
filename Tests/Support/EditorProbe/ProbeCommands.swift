import Glibc
import LineEditor

/// What the probe can do.
final class ProbeCommands {
  private let console: Console
  private let reader: any LineReader
  var hasQuit = false

  init(console: Console, reader: any LineReader) {
    self.console = console
    self.reader = reader
  }

  func run(_ text: String) {
    if text.hasPrefix("!") {
      console.write("\(reader.runShell(String(text.dropFirst())))\n")
      return
    }
    let words = text.split(separator: " ").map(String.init)
    let argument = words.dropFirst().first ?? ""
    switch words.first {
    case "quit": hasQuit = true
    case "busy": busy()
    case "deaf": deaf()
    case "wait": wait(file: argument)
    case "loud": loud(Int(argument) ?? 0)
    case "history": for entry in reader.history { console.write("- \(entry)\n") }
    case "width": console.write("width \(console.width)\n")
    case "crash": UnsafeMutablePointer<Int>(bitPattern: 8)?.pointee = 1
    case "abort": abort()
    case "trap": preconditionFailure("on purpose")
    case "overflow": console.write("\(depth(0))\n")
    default: console.write("got: \(text.replacing("\n", with: "|"))\n")
    }
  }

  /// Works until Ctrl-C, looking at the flag as a C loop does.
  private func busy() {
    console.beginProgress()
    var step = 0
    while Interrupts.flag.pointee == 0 {
      usleep(1000)
      step += 1
      console.showProgress("busy at step \(step)")
    }
    console.write("stopped\n")
    console.endProgress()
  }

  /// Works and never looks at the flag.
  private func deaf() {
    console.writeMessage("deaf\n")
    while true { usleep(1000) }
  }

  /// Works until there is such a file.
  private func wait(file: String) {
    console.write("waiting\n")
    while access(file, F_OK) != 0, !Interrupts.requested { usleep(1000) }
    console.write(Interrupts.requested ? "stopped\n" : "found\n")
  }

  /// Prints lines until nobody reads them.
  private func loud(_ count: Int) {
    for line in 0..<count where !console.isOutputClosed { console.write("line \(line)\n") }
  }

  private func depth(_ level: Int) -> Int { level == -1 ? 0 : depth(level + 1) &+ level }
}
