import InitKit
import Testing

// Cut-offs, then mean, variance and kurtosis in closed form with 400 digits.
private let laws: [(lower: Double, upper: Double, mean: Double, variance: Double, kurtosis: Double)] = [
  (-1, 1, 0, 0.2911250947727932, 1.940919919903119), (-2, 2, 0, 0.7737413035499232, 2.3655367171296495),
  (-3, 3, 0, 0.9733369246625415, 2.828885563602256),
  (0, 2, 0.7227897522452308, 0.25131627759920117, 2.400825894949786),
  (-1, 3, 0.282786110727154, 0.6161417353578293, 2.794179348647253),
  (5, 6, 5.183147090477173, 0.029452430768483057, 5.491869791278199),
  (5, 5.001, 5.000499583291854, 8.333322636822351e-08, 1.8000041779707296),
  (-30, -29, -29.034401237736176, 0.0011806604886186853, 8.943905539773036),
  (20, 30, 20.04975306852785, 0.0024632616150521637, 8.884239497074141), (-30, 30, 0, 1, 3),
]

@Suite("the cut normal law")
struct NormalCutTests {
  @Test("its moments are those of a reference", arguments: laws.indices)
  func moments(row: Int) {
    let law = laws[row]
    let cut = NormalCut(lower: law.lower, upper: law.upper)
    #expect(abs(cut.mean - law.mean) <= 1e-14 * max(1, abs(law.mean)))
    // A narrow cut far out has few digits in the distance from its mean.
    #expect(abs(cut.variance / law.variance - 1) <= 1e-10)
    #expect(abs(cut.kurtosis / law.kurtosis - 1) <= 1e-10)
  }

  @Test("its draws stay inside, have its mean and fill its distribution evenly", arguments: laws.indices)
  func draws(row: Int) {
    let law = laws[row]
    let cut = NormalCut(lower: law.lower, upper: law.upper)
    var stream = RandomStream(StreamKey(seed: 1, purpose: "cut", index: UInt64(row)))
    let count = 4000
    let values = (0..<count).map { _ in cut.draw(from: &stream) }.sorted()
    #expect(values.allSatisfy { $0 >= law.lower && $0 <= law.upper })
    let mean = values.reduce(0, +) / Double(count)
    #expect(abs(mean - law.mean) <= 4.9 * (law.variance / Double(count)).squareRoot())
    let distance = values.enumerated().map {
      abs((Double($0.offset) + 0.5) / Double(count) - cut.cumulative($0.element))
    }
    // Kolmogorov and Smirnov's bound at 1e-6, 2.69 / sqrt(n).
    #expect((distance.max() ?? 1) < 2.69 / Double(count).squareRoot())
  }
}
