/// What the program ends with; scripts and checks rely on the numbers.
enum ExitStatus: Int32 {
  case success = 0
  /// A command failed; a script stops there.
  case commandFailed = 1
  /// The call is wrong, or a script does not parse: nothing of it has run.
  case wrongCall = 2
  /// An `expect` did not hold.
  case expectationFailed = 3
  case interrupted = 130
}
