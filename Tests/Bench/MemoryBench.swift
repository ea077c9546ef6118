/// What training takes of memory over what the network needs, each network in a process of its own.
struct MemoryBench {
  private let options: BenchOptions

  /// Takes what was asked for.
  init(_ options: BenchOptions) { self.options = options }

  /// The ratio of each network.
  ///
  /// One run of each: the same network takes the same memory. That of xor is nothing beside a page; and there is
  /// nothing where the system does not tell.
  func measure() throws -> [Measurement] {
    #if os(Linux)
      return try Workload.all.dropFirst().flatMap(measure)
    #else
      return []
    #endif
  }

  private func measure(_ workload: Workload) throws -> [Measurement] {
    let own = CommandLine.arguments.first ?? ""
    let command = "\(own) --threads \(options.threads) --memory-of \(workload.name)"
    let memory = try NetworkMemory(line: try ProcessOutput(command).text)
    let need = workload.need
    func ratio(_ suffix: String, _ value: Double, _ goal: Measurement.Goal) -> Measurement {
      Measurement(name: workload.name + suffix, unit: "ratio", values: [value], goal: goal)
    }
    return [
      Measurement(
        name: "\(workload.name)_memory", unit: "MiB", values: [Double(memory.peak) / 1_048_576], goal: .none),
      ratio("_memory_to_need", Double(memory.peak) / Double(need.bytes), .atMost(1.2)),
      ratio("_arena_to_need", Double(memory.arena) / Double(need.bytes), .atMost(1.2)),
      ratio(
        "_memory_to_need_without_slopes", Double(memory.peak) / Double(need.bytesWithoutSlopes), .none),
    ]
  }
}

/// Bytes that training a network has taken.
struct NetworkMemory {
  /// Growth of the resident memory from before the network was made to its largest.
  let peak: Int
  /// The network's own block.
  let arena: Int

  /// Both as a line of text.
  var line: String { "\(peak) \(arena)" }

  /// Both as told.
  init(peak: Int, arena: Int) { (self.peak, self.arena) = (peak, arena) }

  /// Both from a line of text.
  ///
  /// - Throws: `network` when it is another text.
  init(line: String) throws(BenchError) {
    let numbers = line.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
    guard numbers.count == 2 else { throw .network(line) }
    self.init(peak: numbers[0], arena: numbers[1])
  }
}
