/// Times whole processes of the program.
struct ProgramBench {
  private let program: String

  /// Takes the program.
  init(_ program: String) { self.program = program }

  /// Digits 64-128-10, batch 32, ten epochs.
  private static let digits = """
    data csv examples/data/digits.csv target=digit; layer dense 128 relu; layer dense 10; \
    loss cross_entropy; optimizer sgd lr=0.01; batch 32; epoch 10
    """

  /// Start, time of a training and its memory.
  func measure() throws -> [Measurement] { [try start()] + (try digitEpochs()) }

  /// From nothing to the end of a first small training.
  private func start() throws -> Measurement {
    let command = "data xor; layer dense 8 tanh; layer dense 1; step 100"
    let runs = try (0..<21).map { _ in try ProcessRun(program, ["-c", command]) }
    return Measurement(
      name: "start_to_first_answer", unit: "ms", values: runs.map { $0.seconds * 1000 }, goal: .atMost(40))
  }

  /// Whole process and its memory.
  private func digitEpochs() throws -> [Measurement] {
    let runs = try (0..<7).map { _ in try ProcessRun(program, ["-c", Self.digits]) }
    return [
      Measurement(
        name: "digits_64_128_10_ten_epochs", unit: "s", values: runs.map(\.seconds), goal: .atMost(0.5)),
      Measurement(
        name: "digits_64_128_10_memory", unit: "MiB", values: runs.map(\.peakMebibytes), goal: .atMost(60)),
    ]
  }
}
