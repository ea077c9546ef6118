import Engine
import InitKit
import Initializers

/// Times fills of large matrices by the table's initializers, into memory that is there, beside PyTorch's.
struct DrawBench {
  private let options: BenchOptions

  /// Takes what was asked for.
  init(_ options: BenchOptions) { self.options = options }

  /// A matrix to draw; names as in peers/draws.py.
  private struct Matrix {
    let name: String
    let initializer: String
    let size: Int
    /// How many times PyTorch's rate it must reach.
    let goal: Double
  }

  private static let all = [
    Matrix(name: "uniform_4096x4096", initializer: "uniform", size: 4096, goal: 1),
    Matrix(name: "normal_4096x4096", initializer: "normal", size: 4096, goal: 1),
    Matrix(name: "truncated_normal_4096x4096", initializer: "truncated_normal", size: 4096, goal: 5),
    Matrix(name: "orthogonal_1024x1024", initializer: "orthogonal", size: 1024, goal: 0.5),
  ]

  /// Milliseconds of each matrix, and with peers the ratio of PyTorch's time to it.
  func measure() throws -> [Measurement] {
    Kernels.setThreads(options.threads)
    defer { Kernels.setThreads(1) }
    return try Self.all.flatMap(measure)
  }

  private func measure(_ matrix: Matrix) throws -> [Measurement] {
    let chosen = try BuiltInInitializers.table.choose(matrix.initializer)
    let shape = [matrix.size, matrix.size]
    let site = WeightSite(layer: "h1", shape: shape, fans: Fans(shape: shape, layout: .dense))
    var weights = try chosen.values(at: site, from: stream(0), by: KernelArithmetic())
    var times: [Double] = []
    var ratios: [Double] = []
    for round in 0..<max(5, options.rounds) {
      times.append(try seconds(chosen, site, &weights, round: round) * 1000)
      guard let python = options.python else { continue }
      let peers = Peers(python: python, threads: options.threads, script: "draws.py")
      // A rate of theirs is fills a second.
      if let rate = try peers.rates(matrix.name).values.max() {
        ratios.append(1000 / rate / (times.last ?? 1))
      }
    }
    var result = [Measurement(name: matrix.name, unit: "ms", values: times, goal: .none)]
    if !ratios.isEmpty {
      result.append(
        Measurement(
          name: "\(matrix.name)_to_pytorch", unit: "ratio", values: ratios, goal: .atLeast(matrix.goal)))
    }
    return result
  }

  private func stream(_ draw: Int) -> RandomStream {
    RandomStream(StreamKey(seed: 0, layer: "h1", parameter: "weight", draw: UInt64(draw)))
  }

  private func seconds(
    _ chosen: ChosenInitializer, _ site: WeightSite, _ weights: inout [Double], round: Int
  ) throws -> Double {
    var context = FillContext(random: stream(round), arithmetic: KernelArithmetic())
    var span = weights.mutableSpan
    let start = ContinuousClock.now
    try chosen.filling.fill(&span, at: site, using: &context)
    return (ContinuousClock.now - start) / .seconds(1)
  }
}
