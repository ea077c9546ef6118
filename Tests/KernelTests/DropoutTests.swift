import CKernels
import Testing

extension Kernels {
  @Suite("Dropout")
  struct Dropout {
    static func words(_ counter: [UInt32], _ key: [UInt32]) -> [UInt32] {
      var result = [UInt32](repeating: 0, count: 4)
      il_philox(counter, key, &result)
      return result
    }

    // Random123's kat_vectors, as in the tests of the initializers' streams.
    @Test("the generator gives the words of its authors")
    func knownAnswers() {
      #expect(
        Self.words([0, 0, 0, 0], [0, 0]) == [0x6627_E8D5, 0xE169_C58D, 0xBC57_AC4C, 0x9B00_DBD8])
      let ones = UInt32.max
      #expect(
        Self.words([ones, ones, ones, ones], [ones, ones])
          == [0x408F_276D, 0x41C8_3B0E, 0xA20B_C7C6, 0x6D54_51FD])
      #expect(
        Self.words([0x243F_6A88, 0x85A3_08D3, 0x1319_8A2E, 0x0370_7344], [0xA409_3822, 0x299F_31D0])
          == [0xD16C_FE09, 0x94FD_CCEB, 0x5001_E420, 0x2412_6EA1])
    }

    /// The definition as plain loops.
    func plain<T: KernelScalar>(_ x: [T], key: UInt64, step: UInt64, _ probability: Double) -> [T] {
      let threshold = UInt32(probability * 0x1p32)
      return x.indices.map { e in
        let block = UInt64(e / 4)
        let counter = [
          UInt32(truncatingIfNeeded: block), UInt32(truncatingIfNeeded: block >> 32),
          UInt32(truncatingIfNeeded: step), UInt32(truncatingIfNeeded: step >> 32),
        ]
        let words = Self.words(
          counter, [UInt32(truncatingIfNeeded: key), UInt32(truncatingIfNeeded: key >> 32)])
        return x[e] * (words[e % 4] < threshold ? 0 : T(1 / (1 - probability)))
      }
    }

    func found<T: KernelScalar>(_ x: [T], key: UInt64, step: UInt64, _ probability: Double) -> [T] {
      var y = [T](repeating: .nan, count: x.count)
      il_dropout(T.code, key, Int64(bitPattern: step), probability, Int64(x.count), x, &y)
      return y
    }

    func check<T: KernelScalar>(_ count: Int, _: T.Type) {
      let x: [T] = values(count, seed: UInt64(count))
      let (key, step): (UInt64, UInt64) = (0xDEAD_BEEF_1234_5678, 3 << 32 | 17)
      for probability in [0, 0.1, 0.5, 0.9] {
        let expected = plain(x, key: key, step: step, probability)
        for level in [IL_SCALAR_REFERENCE] + fastLevels {
          #expect(
            using(level) { sameBits(found(x, key: key, step: step, probability), expected) },
            "\(count) at \(probability), level \(level.rawValue)")
        }
      }
    }

    @Test("every instruction set drops what the definition says", arguments: sizes + [1000, 4099])
    func definition(_ count: Int) {
      check(count, Float.self)
      check(count, Double.self)
    }

    @Test("threads change no bit; nothing is dropped at probability 0; NaN stays")
    func edges() {
      defer { il_threads_set(1) }
      let x: [Float] = values(70_001, seed: 1)
      let expected = found(x, key: 1, step: 2, 0.3)
      il_threads_set(3)
      #expect(sameBits(found(x, key: 1, step: 2, 0.3), expected))
      #expect(sameBits(found(x, key: 1, step: 2, 0), x))
      #expect(found([Float](repeating: .nan, count: 20), key: 1, step: 2, 0.5).allSatisfy { $0.isNaN })
    }

    @Test("the share dropped is the probability; keys and steps drop different elements")
    func shares() {
      let ones = [Float](repeating: 1, count: 100_000)
      for probability in [0.1, 0.5, 0.8] {
        let kept = found(ones, key: 7, step: 0, probability).count { $0 != 0 }
        // Five standard deviations of a binomial count.
        let spread = 5 * (100_000 * probability * (1 - probability)).squareRoot()
        #expect(abs(Double(kept) - 100_000 * (1 - probability)) < spread)
      }
      let first = found(ones, key: 7, step: 0, 0.5)
      for other in [found(ones, key: 7, step: 1, 0.5), found(ones, key: 8, step: 0, 0.5)] {
        let agreeing = zip(first, other).count { $0 == $1 }
        #expect(abs(Double(agreeing) - 50_000) < 5 * 25_000.0.squareRoot())
      }
    }
  }
}
