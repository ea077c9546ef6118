import Text

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Measures speed and memory of the program, and prints one line of JSON, or a table.
///
/// `bench --help` lists what it can be asked for. With peers each network is also trained by PyTorch and JAX, each
/// matrix drawn by PyTorch and each product made by OpenBLAS, turn by turn, and the ratio to them is told.
@main
struct Bench {
  static func main() {
    do {
      try run(BenchOptions(Array(CommandLine.arguments.dropFirst())))
    } catch BenchError.usage(let problem) {
      fail("\(problem); `bench --help` lists options and names", status: 2)
    } catch {
      fail("\(error); build with `swift build -c release` and run from the repository", status: 1)
    }
  }

  private static func run(_ options: BenchOptions) throws {
    if options.showsHelp {
      print(BenchOptions.help + "names:\n" + BenchGroup.list, terminator: "")
      return
    }
    if let name = options.memoryOf {
      print(try NetworkMemoryRun(name, options).measure().line)
      return
    }
    let groups = try BenchGroup.chosen(options)
    let program = try programPath()
    let measurements = try groups.flatMap { try $0.measure(program, options) }
    if options.showsTable {
      print(MeasurementTable(measurements).text, terminator: "")
    } else {
      let report: DataValue = ["benchmarks": .array(measurements.map(\.data))]
      print(report.json)
    }
  }

  /// The program beside this one.
  private static func programPath() throws -> String {
    let own = CommandLine.arguments.first ?? ""
    guard let slash = own.lastIndex(of: "/") else { throw BenchError.cannotStart(own) }
    return own[...slash] + "initlab"
  }

  /// Says what is wrong and ends.
  ///
  /// By a C stream of its own: the global one of that name is shared mutable state to Swift 6.
  private static func fail(_ message: String, status: Int32) -> Never {
    fputs("bench: \(message)\n", fdopen(2, "w"))
    exit(status)
  }
}
