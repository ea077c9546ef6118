/// The timing of one network, beside its peers where there are any.
struct WorkloadRun {
  private let workload: Workload
  private let program: String
  private let options: BenchOptions

  /// Takes a network, the program and what was asked for.
  init(_ workload: Workload, _ program: String, _ options: BenchOptions) {
    (self.workload, self.program, self.options) = (workload, program, options)
  }

  /// The rate, and with peers the ratio to the better of them, round by round so that a busy machine slows both.
  func measure() throws -> [Measurement] {
    var rates: [Double] = []
    var ratios: [Double] = []
    for _ in 0..<options.rounds {
      let rate = try rate()
      rates.append(rate)
      guard let python = options.python else { continue }
      let peers = try Peers(python: python, threads: options.threads).rates(workload.name)
      if let best = peers.values.max() { ratios.append(rate / best) }
    }
    var result = [Measurement(name: workload.name, unit: workload.unit, values: rates, goal: .none)]
    if !ratios.isEmpty {
      result.append(
        Measurement(
          name: "\(workload.name)_to_better_peer", unit: "ratio", values: ratios,
          goal: .atLeast(workload.goal)))
    }
    return result
  }

  /// Steps or samples a second: the time of many steps less that of one.
  private func rate() throws(BenchError) -> Double {
    let threads = ["--threads", String(options.threads)]
    let without = try ProcessRun(program, threads + ["-c", "\(workload.network); step 1"])
    let with = try ProcessRun(program, threads + ["-c", "\(workload.network); step \(workload.steps + 1)"])
    return Double(workload.steps * workload.samplesPerStep) / (with.seconds - without.seconds)
  }
}
