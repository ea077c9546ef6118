/// What the bench was asked to do.
struct BenchOptions {
  /// Threads of the program and of the peers.
  var threads = 1
  /// Rounds, of which the median counts.
  var rounds = 5
  /// Python with the peers' libraries; nil for none.
  var python: String?
  /// The one network to be timed; nil for all.
  var only: String?

  /// Reads `--name value` pairs; what is not known is passed over.
  init(_ arguments: [String]) {
    for (name, value) in zip(arguments, arguments.dropFirst()) {
      switch name {
      case "--threads": threads = Int(value) ?? threads
      case "--rounds": rounds = Int(value) ?? rounds
      case "--peers": python = value
      case "--only": only = value
      default: continue
      }
    }
  }
}
