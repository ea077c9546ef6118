/// Times what it costs that every step records the gradient of every neuron.
struct RecordBench {
  private let program: String
  private let options: BenchOptions
  private let workload = Workload.perceptron

  /// Takes the program and what was asked for.
  init(_ program: String, _ options: BenchOptions) { (self.program, self.options) = (program, options) }

  /// The speed with it over that without, in pairs whose order changes from round to round.
  func measure() throws -> [Measurement] {
    var wall: [Double] = []
    var processor: [Double] = []
    for round in 0..<max(5, options.rounds) {
      let isPlainFirst = round % 2 == 0
      let first = try rates(records: !isPlainFirst)
      let second = try rates(records: isPlainFirst)
      let (plain, recorded) = isPlainFirst ? (first, second) : (second, first)
      wall.append(recorded.wall / plain.wall)
      processor.append(recorded.processor / plain.processor)
    }
    return [
      Measurement(name: "mlp_recorded_to_plain", unit: "ratio", values: wall, goal: .atLeast(0.95)),
      Measurement(
        name: "mlp_recorded_to_plain_by_processor_time", unit: "ratio", values: processor,
        goal: .atLeast(0.95)),
    ]
  }

  private func rates(records: Bool) throws(BenchError) -> Workload.Rates {
    try workload.rates(program, threads: options.threads, after: records ? "; set record neurons" : "")
  }
}
