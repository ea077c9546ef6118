import InitKit
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Largest distance of two functions over some points, in units in the last place of the second.
private func worst(_ points: [Double], _ ours: (Double) -> Double, _ theirs: (Double) -> Double) -> Double {
  points.map { point in
    let expected = theirs(point)
    return abs(ours(point) - expected) / max(expected.ulp, .leastNormalMagnitude)
  }.max() ?? 0
}

/// Evenly spaced points that hit no special values.
private func points(_ low: Double, _ high: Double, count: Int = 4001) -> [Double] {
  (0..<count).map { low + (high - low) * (Double($0) + 0.317) / Double(count) }
}

@Suite("portable mathematics against the system's library")
struct PortableMathTests {
  @Test("logarithm: within 1 unit in the last place")
  func logarithm() {
    let wide = points(-744, 709).map { exp($0) }
    #expect(worst(wide + points(0.5, 2) + points(0.999, 1.001), PortableMath.log, log) <= 1)
    #expect(PortableMath.log(1) == 0)
    #expect(PortableMath.log(0) == -.infinity)
    #expect(PortableMath.log(.infinity) == .infinity)
    #expect(PortableMath.log(-1).isNaN && PortableMath.log(.nan).isNaN)
    #expect(abs(PortableMath.log(.leastNonzeroMagnitude) + 744.4400719213812) < 1e-12)
  }

  @Test("exponential: within 1 unit in the last place, down to the subnormal numbers")
  func exponential() {
    let all = points(-745, 709.7) + points(-1, 1) + points(-1e-8, 1e-8)
    #expect(worst(all, PortableMath.exp, exp) <= 1)
    #expect(PortableMath.exp(0) == 1)
    #expect(PortableMath.exp(710) == .infinity && PortableMath.exp(.infinity) == .infinity)
    #expect(PortableMath.exp(-746) == 0 && PortableMath.exp(-.infinity) == 0)
    #expect(PortableMath.exp(.nan).isNaN)
    #expect(PortableMath.exp(-745.1) == .leastNonzeroMagnitude)
  }

  @Test("sine and cosine: within 2^-52 up to 800 000, within 4e-17 |x| beyond")
  func trigonometry() {
    for point in points(-10, 10) + points(-800_000, 800_000)
      + (1...40).map({ Double($0) * 1.5707963267948966 })
    {
      #expect(abs(PortableMath.sin(point) - sin(point)) <= 0x1p-52)
      #expect(abs(PortableMath.cos(point) - cos(point)) <= 0x1p-52)
    }
    for point in points(1e6, 1e9, count: 101) {
      #expect(abs(PortableMath.sin(point) - sin(point)) <= 4e-17 * point + 0x1p-52)
      #expect(abs(PortableMath.cos(point) - cos(point)) <= 4e-17 * point + 0x1p-52)
    }
    #expect(worst(points(-0.7, 0.7), PortableMath.sin, sin) <= 1)
    #expect(PortableMath.sin(0) == 0 && PortableMath.cos(0) == 1)
    #expect(PortableMath.sin(.infinity).isNaN && PortableMath.cos(.nan).isNaN)
  }

  @Test("error function: within 2 units in the last place, its complement within 8")
  func errorFunction() {
    #expect(worst(points(-6, 6) + points(-1e-6, 1e-6), PortableMath.erf, erf) <= 2)
    #expect(worst(points(-6, 26.5) + points(0.4, 1.1), PortableMath.erfc, erfc) <= 8)
    #expect(PortableMath.erf(0) == 0 && PortableMath.erfc(0) == 1)
    #expect(PortableMath.erf(.infinity) == 1 && PortableMath.erf(-.infinity) == -1)
    #expect(PortableMath.erfc(.infinity) == 0 && PortableMath.erfc(-.infinity) == 2)
    #expect(PortableMath.erf(.nan).isNaN && PortableMath.erfc(.nan).isNaN)
    #expect(PortableMath.erf(1.0.nextDown) <= PortableMath.erf(1))
  }

  @Test("normal quantiles: within 2e-15 of values computed with 40 digits")
  func quantiles() {
    let known: [(Double, Double)] = [
      (1e-300, -37.0470962993612), (1e-100, -21.273453560965326), (1e-20, -9.262340089798407),
      (1e-10, -6.361340902404057), (1e-5, -4.264890793922825), (0.001, -3.0902323061678136),
      (0.02, -2.053748910631823), (0.0749, -1.4402382675279637), (0.0751, -1.43882539275254),
      (0.1, -1.2815515655446004), (0.3, -0.5244005127080408), (0.4999, -0.00025066283008800747),
      (0.6, 0.2533471031357997), (0.925, 1.4395314709384561), (0.99, 2.3263478740408408),
    ]
    for (probability, value) in known {
      #expect(abs(PortableMath.normalQuantile(probability) / value - 1) <= 2e-15)
    }
    #expect(PortableMath.normalQuantile(0.5) == 0)
    #expect(PortableMath.normalQuantile(0) == -.infinity && PortableMath.normalQuantile(1) == .infinity)
    #expect(PortableMath.normalQuantile(-0.1).isNaN && PortableMath.normalQuantile(1.1).isNaN)
    #expect(PortableMath.normalQuantile(.nan).isNaN)
  }

  @Test("the normal distribution function undoes the quantile")
  func distribution() {
    for value in points(-37, 8, count: 401) {
      let probability = PortableMath.normalCumulative(value)
      // The closer to 1, the fewer values a probability can tell apart.
      let resolution = 1.2e-16 * probability / PortableMath.normalDensity(value)
      #expect(
        abs(PortableMath.normalQuantile(probability) - value) <= 4e-14 * max(1, abs(value)) + resolution)
    }
    #expect(PortableMath.normalQuantile(centered: 0.5) == .infinity)
    #expect(PortableMath.normalQuantile(centered: 0.6).isNaN)
  }

  @Test("bits stay what they were")
  func bits() {
    var hash: UInt64 = 0
    for value in points(-8, 8, count: 1000) {
      for result in [
        PortableMath.exp(value), PortableMath.log(abs(value)), PortableMath.sin(value),
        PortableMath.cos(value),
        PortableMath.erf(value), PortableMath.erfc(value), PortableMath.normalQuantile((value + 8) / 16),
      ] { hash = (hash &* 0x9E37_79B9_7F4A_7C15) ^ result.bitPattern }
    }
    #expect(hash == 8_717_838_840_166_081_459)
  }
}
