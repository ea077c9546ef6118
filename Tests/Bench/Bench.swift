import Text

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Times the program as whole processes and prints one line of JSON.
///
/// `bench [--threads N] [--rounds N] [--peers PYTHON] [--only NAME]`, where `kernels`, `draws` and
/// `plugins` are names; with peers each network is also trained by PyTorch and JAX, and each matrix drawn by
/// PyTorch, turn by turn, and the ratio to the better of them is told.
@main
struct Bench {
  /// Digits 64-128-10, batch 32, ten epochs.
  static let digits = """
    data csv examples/data/digits.csv target=digit; layer dense 128 relu; layer dense 10; \
    loss cross_entropy; optimizer sgd lr=0.01; batch 32; epoch 10
    """

  static func main() {
    do {
      let program = try programPath()
      let options = BenchOptions(CommandLine.arguments)
      var measurements: [Measurement] = []
      if options.only == nil {
        measurements.append(try start(program))
        measurements += try digitEpochs(program)
      }
      if options.only == nil || options.only == "kernels" { measurements += KernelBench(options).measure() }
      if options.only == nil || options.only == "draws" { measurements += try DrawBench(options).measure() }
      if options.only == nil || options.only == "plugins" {
        measurements.append(try WorkerBench(program, options).measure())
      }
      for workload in Workload.all where options.only == nil || options.only == workload.name {
        measurements += try WorkloadRun(workload, program, options).measure()
      }
      let report: DataValue = ["benchmarks": .array(measurements.map(\.data))]
      print(report.json)
    } catch {
      fputs(
        "bench: \(error); build with `swift build -c release` and run from the repository\n", stderrFile())
      exit(1)
    }
  }

  /// The program beside this one.
  static func programPath() throws -> String {
    let own = CommandLine.arguments.first ?? ""
    guard let slash = own.lastIndex(of: "/") else { throw BenchError.cannotStart(own) }
    return own[...slash] + "initlab"
  }

  /// From nothing to the end of a first small training.
  static func start(_ program: String) throws -> Measurement {
    let command = "data xor; layer dense 8 tanh; layer dense 1; step 100"
    let runs = try (0..<21).map { _ in try ProcessRun(program, ["-c", command]) }
    return Measurement(
      name: "start_to_first_answer", unit: "ms", values: runs.map { $0.seconds * 1000 }, goal: .atMost(40))
  }

  /// Whole process and its memory.
  static func digitEpochs(_ program: String) throws -> [Measurement] {
    let runs = try (0..<7).map { _ in try ProcessRun(program, ["-c", digits]) }
    return [
      Measurement(
        name: "digits_64_128_10_ten_epochs", unit: "s", values: runs.map(\.seconds), goal: .atMost(0.5)),
      Measurement(
        name: "digits_64_128_10_memory", unit: "MiB", values: runs.map(\.peakMebibytes), goal: .atMost(60)),
    ]
  }

  /// Standard error as a C stream: the global of that name is shared mutable state to Swift 6.
  private static func stderrFile() -> UnsafeMutablePointer<FILE>? { fdopen(2, "w") }
}
