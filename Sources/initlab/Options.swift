import ArgumentParser
import LineEditor

/// The program's call.
struct Options: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "initlab", abstract: "The debugger's shell for neural-network initialization.",
    usage: """
      initlab                                    a session at the prompt
      initlab FILE.lab … [NAME=VALUE …]          run script files, with variables
      initlab -c 'COMMANDS'                      run the commands given
      … | initlab                                run standard input as a script
      """,
    discussion: """
      Type `help` at the prompt for a first session. Exit status: 0 all well, 1 a command failed, 2 the call is \
      wrong or a script does not parse, 3 an `expect` did not hold, 130 interrupted.
      """)

  @Argument(
    help: ArgumentHelp(
      "Script files to run in order in one session, and variables that they see.",
      valueName: "FILE.lab | NAME=VALUE"),
    completion: .file(extensions: ["lab"]))
  var inputs: [String] = []

  @ArgumentParser.Option(
    name: .short,
    help: ArgumentHelp("Run the commands given; of several, one after the other.", valueName: "COMMANDS"))
  var c: [String] = []

  @Flag(help: "Print one JSON object a line for each command.")
  var json = false

  @Flag(help: "Print tables as comma-separated values.")
  var csv = false

  @ArgumentParser.Option(help: ArgumentHelp("Seed of all random numbers.", valueName: "N"))
  var seed: Int?

  @ArgumentParser.Option(
    help: ArgumentHelp("Threads of large operations; the bits do not depend on it.", valueName: "N"))
  var threads: Int?

  @Flag(help: "No shell, no plugin, no file outside the working folder; cannot be left.")
  var safe = false

  @Flag(name: .customShort("i"), help: "Stay interactive after scripts.")
  var interactive = false

  @Flag(help: "Parse scripts and look for unknown commands, without running them.")
  var check = false

  @Flag(name: .customLong("no-rc"), help: "Do not read the start-up file of interactive sessions.")
  var noStartupFile = false

  @Flag(help: "No banner, no progress line.")
  var quiet = false

  @Flag(help: "Print each command before its output.")
  var echo = false

  @ArgumentParser.Option(help: ArgumentHelp("When to color.", valueName: "auto|always|never"))
  var color: Console.ColorChoice = .auto

  @Flag(help: "Build the last interactive session anew, bit for bit, and go on.")
  var resume = false

  @Flag(help: "Print the version.")
  var version = false

  mutating func validate() throws {
    guard !(json && csv) else { throw ValidationError("expected one of `--json` and `--csv`, found both") }
    if resume, !inputs.isEmpty || !c.isEmpty || check {
      throw ValidationError("expected nothing to run beside `--resume`")
    }
    if let threads, !(1...64).contains(threads) {
      throw ValidationError("expected `--threads` from 1 to 64, found `\(threads)`")
    }
    // What the command `seed` takes, too.
    if let seed, !(0...1 << 53).contains(seed) {
      throw ValidationError("expected `--seed` from 0 to 2^53, found `\(seed)`")
    }
    for input in inputs where input.hasPrefix("=") {
      throw ValidationError("expected `NAME=VALUE`, found `\(input)`")
    }
  }
}

extension Console.ColorChoice: ExpressibleByArgument {}
