/// Measurements that are asked for by one name.
struct BenchGroup: Sendable {
  let name: String
  /// What it measures.
  let summary: String
  let measure: @Sendable (_ program: String, _ options: BenchOptions) throws -> [Measurement]
}

extension BenchGroup {
  /// All of them, in the order in which they run.
  static let all =
    [
      BenchGroup(name: "start", summary: "whole processes: the first answer, and ten epochs on digits") {
        program, _ in try ProgramBench(program).measure()
      },
      BenchGroup(name: "products", summary: "matrix products beside the raw peak and OpenBLAS (numpy)") {
        _, options in try ProductBench(options).measure()
      },
      BenchGroup(name: "kernels", summary: "convolutions beside the raw peak") {
        _, options in ConvolutionBench(options).measure()
      },
      BenchGroup(name: "draws", summary: "large matrices drawn, beside PyTorch") {
        _, options in try DrawBench(options).measure()
      },
      BenchGroup(name: "plugins", summary: "a fill by a plugin over the same fill in process") {
        program, options in [try WorkerBench(program, options).measure()]
      },
      BenchGroup(name: "memory", summary: "what networks take over what they need") {
        _, options in try MemoryBench(options).measure()
      },
      BenchGroup(name: "records", summary: "training that records every neuron, over training that does not")
      {
        program, options in try RecordBench(program, options).measure()
      },
      BenchGroup(name: "busy", summary: "the perceptron and its peers (PyTorch, JAX) beside a busy process") {
        program, options in
        try WorkloadRun(.perceptron, program, options, isBesideBusyProcess: true).measure()
      },
    ]
    + Workload.all.map { workload in
      BenchGroup(name: workload.name, summary: "training beside PyTorch and JAX") {
        program, options in try WorkloadRun(workload, program, options).measure()
      }
    }

  /// Those that were asked for.
  ///
  /// - Throws: `usage` when there is none of that name.
  static func chosen(_ options: BenchOptions) throws(BenchError) -> [BenchGroup] {
    guard let only = options.only else { return all }
    let found = all.filter { $0.name == only }
    guard !found.isEmpty else { throw .usage("nothing to measure is called `\(only)`") }
    return found
  }

  /// Their names and summaries, one a line.
  static var list: String {
    let width = all.map(\.name.count).max() ?? 0
    return all.map { group in
      "  \(group.name)\(String(repeating: " ", count: width - group.name.count))  \(group.summary)\n"
    }.joined()
  }
}
