import Engine
import InitKit
import Plugins

/// Times what it costs that a plugin fills in a process of its own: plugins/half_normal.swift, 784 x 512.
struct WorkerBench {
  private let settings: PluginSettings
  private let rounds: Int

  /// Takes the program that becomes the worker.
  init(_ program: String, _ options: BenchOptions) {
    let folder = String(program[..<(program.lastIndex(of: "/") ?? program.startIndex)])
    settings = PluginSettings(
      program: program, cacheFolder: folder + "/bench-plugins", moduleFolders: [folder + "/Modules", folder])
    rounds = options.rounds
  }

  /// Milliseconds over the same fill in this process.
  func measure() throws -> Measurement {
    let plugin = try PluginLoader(settings).load(PluginFile("plugins/half_normal.swift"))
    guard let row = plugin.entries.first else { throw BenchError.cannotStart("plugins/half_normal.swift") }
    let foreign = try row.choose([], [])
    let own = try InitializerEntry(Twin.self).choose([], [])
    _ = try (seconds(own), seconds(foreign))
    let costs = try (0..<max(21, rounds)).map { _ in try (seconds(foreign) - seconds(own)) * 1000 }
    return Measurement(
      name: "plugin_fill_784x512_over_in_process", unit: "ms", values: costs, goal: .atMost(3))
  }

  private func seconds(_ chosen: ChosenInitializer) throws -> Double {
    let shape = [512, 784]
    let site = WeightSite(layer: "h1", shape: shape, fans: Fans(shape: shape, layout: .dense))
    let stream = RandomStream(StreamKey(seed: 0, layer: "h1", parameter: "weight"))
    let start = ContinuousClock.now
    _ = try chosen.values(at: site, from: stream, by: KernelArithmetic())
    return (ContinuousClock.now - start) / .seconds(1)
  }
}

/// The plugin's rule in this process.
private struct Twin: Initializer {
  static let specification = InitializerSpecification(
    name: "twin", summary: "The same rule without a process of its own.", formula: "w = |z| / sqrt(fan_in)",
    source: "plugins/half_normal.swift", suits: "comparing")

  init(_ arguments: InitializerArguments) {}

  func fill(
    _ weights: inout MutableSpan<Double>, at site: WeightSite, using context: inout FillContext
  ) throws(InitializerError) {
    let scale = 1 / Double(max(1, site.fanIn)).squareRoot()
    for index in weights.indices { weights[index] = abs(context.random.normal()) * scale }
  }
}
