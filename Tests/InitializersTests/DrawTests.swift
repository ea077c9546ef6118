import Analysis
import Engine
import InitKit
import Initializers
import Testing

/// Shapes of many kinds, drawn once: matrices, kernels, rows and columns alone.
private let shapes: [[Int]] = {
  var random = RandomStream(StreamKey(seed: 11, purpose: "shapes"))
  let drawn = (0..<8).map { _ in
    (0..<2 + random.below(3)).map { _ in 1 + random.below(24) }
  }
  return drawn + [[1, 700], [700, 1], [16, 8, 3, 3], [31, 97]]
}()

/// Initializers whose entries are independent draws of one law.
private let lawful = BuiltInInitializers.table.names.filter { name in
  let chosen = BuiltInInitializers.table[name].flatMap { ConformanceSuite().sample(of: $0) }
  return chosen?.promise(at: ConformanceSuite.matrix([16, 16]))?.law.map { $0.variance > 0 } ?? false
}

@Suite("draws against their laws")
struct DrawTests {
  /// Draws of a parameter until there are enough entries.
  private func pool(_ chosen: ChosenInitializer, _ site: WeightSite, seed: UInt64, least: Int) throws
    -> [Double]
  {
    var entries: [Double] = []
    var draw: UInt64 = 0
    while entries.count < least {
      let key = StreamKey(seed: seed, layer: site.layer, parameter: site.parameter, draw: draw)
      entries += try chosen.values(at: site, from: RandomStream(key), by: KernelArithmetic())
      draw += 1
    }
    return entries
  }

  @Test("no sample is farther from its law than one in a thousand, over many shapes", arguments: lawful)
  func kolmogorovSmirnov(name: String) throws {
    let entry = try #require(BuiltInInitializers.table[name])
    let chosen = try #require(ConformanceSuite().sample(of: entry))
    for shape in shapes {
      let site = ConformanceSuite.matrix(shape)
      let law = try #require(chosen.promise(at: site)?.law)
      // One in a thousand happens among so many samples; a second one of its own does not.
      let isFar = try [UInt64(1), 2].allSatisfy { seed in
        let sample = try pool(chosen, site, seed: seed, least: 2000)
        return KolmogorovSmirnov.distance(of: sample, from: law)
          > KolmogorovSmirnov.limit(count: sample.count)
      }
      #expect(!isFar, "\(name) at \(shape)")
    }
  }

  @Test(
    "a large sample has the promised variance, that of a corrected cut included",
    arguments: [
      "glorot_truncated", "he_normal", "he_truncated", "he_uniform", "lecun_normal", "lecun_truncated",
      "lecun_uniform", "truncated_normal", "variance_scaling", "xavier_normal", "xavier_uniform",
    ])
  func variance(name: String) throws {
    let site = place([400, 500], fans: Fans(input: 500, output: 400))
    let chosen = try initializer(name)
    let values = try pool(chosen, site, seed: 4, least: site.count)
    let promise = try #require(chosen.promise(at: site))
    let mean = values.reduce(0, +) / Double(values.count)
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
    // Five standard deviations of a sample's variance.
    let slack = 5 * ((promise.kurtosis - 1) / Double(values.count)).squareRoot()
    #expect(abs(variance / promise.variance - 1) < slack)
    #expect(abs(mean) < 5 * (promise.variance / Double(values.count)).squareRoot())
  }

  @Test("a cut law has its promised variance after the correction and 0.7737 of it without")
  func correction() throws {
    let site = place([300, 700])
    let deviation = 0.8796256610342398
    for (corrected, share) in [(true, 1), (false, deviation * deviation)] {
      let chosen = try initializer(
        "truncated_normal", ["std": .number(0.5), "corrected": .boolean(corrected)])
      #expect(try abs(#require(chosen.promise(at: site)).variance / (0.25 * share) - 1) < 1e-12)
      let values = try pool(chosen, site, seed: 5, least: site.count)
      let variance = values.reduce(0) { $0 + $1 * $1 } / Double(values.count)
      #expect(abs(variance / (0.25 * share) - 1) < 5 * (1.3655 / 210_000).squareRoot())
    }
  }
}

@Suite("draws on several threads", .serialized)
struct ThreadTests {
  /// Sizes from which work is shared out; multiples of 4, for gates and mirrors, one of them square.
  private static let shapes: [[Int]] = {
    var random = RandomStream(StreamKey(seed: 12, purpose: "shapes"))
    let drawn = [4 * (22 + random.below(6)), 4 * (22 + random.below(6))]
    return [drawn, [88, 88], [32, 32, 3, 3], [4 * 2500]]
  }()

  @Test("no number of threads changes a bit of any initializer", arguments: singleNames)
  func threads(name: String) throws {
    let entry = try #require(BuiltInInitializers.table[name])
    let chosen = try #require(ConformanceSuite().sample(of: entry))
    let before = Kernels.threads
    defer { Kernels.setThreads(before) }
    var filled = 0
    for shape in Self.shapes {
      let site = ConformanceSuite.matrix(shape)
      let stream = RandomStream(StreamKey(seed: 3, layer: site.layer, parameter: "weight"))
      // Some are for matrices only, or for vectors.
      guard let expected = try? chosen.values(at: site, from: stream, by: PlainArithmetic()) else { continue }
      filled += 1
      for threads in [1, 2, 3] {
        Kernels.setThreads(threads)
        let found = try chosen.values(at: site, from: stream, by: KernelArithmetic())
        #expect(found == expected, "\(shape), \(threads) threads")
      }
    }
    #expect(filled > 0)
  }
}
