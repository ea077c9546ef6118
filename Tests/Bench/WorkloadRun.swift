/// The timing of one network, beside its peers where there are any.
struct WorkloadRun {
  private let workload: Workload
  private let program: String
  private let options: BenchOptions
  private let isBesideBusyProcess: Bool

  /// Takes a network, the program, what was asked for, and whether another process is to be busy meanwhile.
  init(
    _ workload: Workload, _ program: String, _ options: BenchOptions, isBesideBusyProcess: Bool = false
  ) {
    (self.workload, self.program, self.options) = (workload, program, options)
    self.isBesideBusyProcess = isBesideBusyProcess
  }

  /// The rate, and with peers the ratio to the better of them, round by round so that a busy machine slows both.
  func measure() throws -> [Measurement] {
    let busy = isBesideBusyProcess ? try BusyProcess() : nil
    var rates: [Double] = []
    var ratios: [Double] = []
    for _ in 0..<options.rounds {
      let rate = try workload.rates(program, threads: options.threads).wall
      rates.append(rate)
      guard let python = options.python else { continue }
      let peers = try Peers(python: python, threads: options.threads).rates(workload.name)
      if let best = peers.values.max() { ratios.append(rate / best) }
    }
    _ = consume busy
    let name = workload.name + (isBesideBusyProcess ? "_beside_a_busy_process" : "")
    var result = [Measurement(name: name, unit: workload.unit, values: rates, goal: .none)]
    if !ratios.isEmpty {
      result.append(
        Measurement(
          name: "\(name)_to_better_peer", unit: "ratio", values: ratios, goal: .atLeast(workload.goal)))
    }
    return result
  }
}

extension Workload {
  /// Steps or samples a second: by the clock, and by the processor time of all threads.
  struct Rates {
    let wall: Double
    let processor: Double
  }

  /// How fast it trains, after some more commands: the time of many steps less that of one.
  func rates(_ program: String, threads: Int, after commands: String = "") throws(BenchError) -> Rates {
    let call = ["--threads", String(threads), "-c"]
    let one = try ProcessRun(program, call + ["\(network)\(commands); step 1"])
    let many = try ProcessRun(program, call + ["\(network)\(commands); step \(steps + 1)"])
    let count = Double(steps * samplesPerStep)
    return Rates(
      wall: count / (many.seconds - one.seconds),
      processor: count / (many.processorSeconds - one.processorSeconds))
  }
}
