/// What the bench was asked to do.
struct BenchOptions: Equatable {
  /// Threads of the program and of the peers.
  var threads = 1
  /// Rounds, of which the median counts.
  var rounds = 5
  /// Python with the peers' libraries; nil for none.
  var python: String?
  /// The one group or network to be measured; nil for all.
  var only: String?
  /// The one network that is trained here, alone, for the memory that it takes; nil for the bench itself.
  var memoryOf: String?
  /// Whether people read the result.
  var showsTable = false
  /// Whether it only tells what it can be asked for.
  var showsHelp = false

  /// What each option is, as the help has it.
  static let help = """
    bench: measures speed and memory of the program beside this one; run it from the repository

      --threads N       threads of the program and of its peers (1)
      --rounds N        rounds, of which the median counts (5)
      --peers PYTHON    a Python with torch, jax or numpy: what they have is measured in the same rounds
      --only NAME       one group or network, of those below
      --table           a table in place of JSON
      --memory-of NAME  trains one network in this process, and prints the bytes that it needs and takes
      --help            this text

    """

  /// Reads the words behind the program's name.
  ///
  /// - Throws: `usage` for an option that is not known, or a value that is none.
  init(_ words: [String]) throws(BenchError) {
    var rest = words[...]
    while let name = rest.popFirst() {
      switch name {
      case "--threads": threads = try Self.count(name, &rest)
      case "--rounds": rounds = try Self.count(name, &rest)
      case "--peers": python = try Self.value(name, &rest)
      case "--only": only = try Self.value(name, &rest)
      case "--memory-of": memoryOf = try Self.value(name, &rest)
      case "--table": showsTable = true
      case "--help", "-h": showsHelp = true
      default: throw .usage("there is no option `\(name)`")
      }
    }
  }

  /// The word behind an option.
  private static func value(_ name: String, _ rest: inout ArraySlice<String>) throws(BenchError) -> String {
    guard let word = rest.popFirst(), !word.hasPrefix("--") else { throw .usage("`\(name)` wants a value") }
    return word
  }

  /// The number behind an option.
  private static func count(_ name: String, _ rest: inout ArraySlice<String>) throws(BenchError) -> Int {
    let word = try value(name, &rest)
    guard let number = Int(word), number >= 1 else {
      throw .usage("`\(name)` wants a whole number from 1 on, not `\(word)`")
    }
    return number
  }
}
