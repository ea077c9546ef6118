import Foundation
import Testing

@testable import Text

@Suite struct NumberFormatTests {
  @Test func `people read the usual numbers as they write them`() {
    let cases: [(Double, String)] = [
      (0, "0"), (-0.0, "-0"), (1, "1"), (-2, "-2"), (0.1, "0.1"), (1 / 3.0, "0.333333"),
      (2 / 3.0, "0.666667"),
      (1e-4, "0.0001"), (9.99e-5, "9.99e-5"), (1e-5, "1e-5"), (123456.7, "123457"), (1_234_567, "1234567"),
      (1_234_567.8, "1.23457e6"), (1e9, "1e9"), (1e300, "1e300"), (.leastNonzeroMagnitude, "5e-324"),
      (.nan, "nan"),
      (-.nan, "nan"), (.infinity, "inf"), (-.infinity, "-inf"), (0.999_999_9, "1"),
      (-0.000_099_999_99, "-0.0001"),
      (999_999.96, "1e6"), (Double(Float(0.1)), "0.1"), (0.5, "0.5"), (99.5, "99.5"),
    ]
    for (value, text) in cases { #expect(NumberFormat().string(value) == text, "\(value)") }
  }

  @Test func `fewer digits never cut the whole part`() {
    #expect(NumberFormat(digits: 3).string(123456.7) == "123457")
    #expect(NumberFormat(digits: 3).string(0.000_123_456) == "0.000123")
    #expect(NumberFormat(digits: 3).string(12.3456) == "12.3")
    #expect(NumberFormat(digits: 1).string(0.96) == "1")
  }

  @Test func `fixed decimals keep their zeros and round the binary value`() {
    #expect(NumberFormat.fixed(2).string(2.675) == "2.67")
    #expect(NumberFormat.fixed(2).string(0.125) == "0.12")
    #expect(NumberFormat.fixed(0).string(0.5) == "0")
    #expect(NumberFormat.fixed(0).string(1.5) == "2")
    #expect(NumberFormat.fixed(3).string(1.0) == "1.000")
    #expect(NumberFormat.fixed(1).string(-0.04) == "-0.0")
    #expect(NumberFormat.fixed(1).string(99.96) == "100.0")
    #expect(NumberFormat.fixed(2).string(.nan) == "nan")
  }

  @Test func `scientific digits are those of printf`() {
    var random = SeededGenerator(state: 1)
    for count in 0..<20_000 {
      let value = randomNumber(&random)
      let digits = 1 + count % 15
      let expected = String(format: "%.\(digits - 1)e", value)
      let ours = NumberFormat.scientific(digits: digits).string(value)
      if parts(ours) != parts(expected) { Issue.record("\(value) to \(digits): \(ours)") }
    }
  }

  @Test func `fixed digits are those of printf`() {
    var random = SeededGenerator(state: 2)
    for count in 0..<20_000 {
      let value = (Double(random.next() % 2_000_001) - 1_000_000) / [8, 64, 100, 1000, 7][count % 5]
      let decimals = count % 7
      let ours = NumberFormat.fixed(decimals).string(value)
      if ours != String(format: "%.\(decimals)f", value) { Issue.record("\(value): \(ours)") }
    }
  }

  @Test func `general digits are those of printf`() {
    var random = SeededGenerator(state: 3)
    for count in 0..<20_000 {
      let digits = 6 + count % 9
      let value = randomNumber(&random)
      guard value.magnitude > 1e9 || value != value.rounded() else { continue }
      let ours = NumberFormat(digits: digits).string(value)
      let isSame = Double(ours) == Double(String(format: "%.\(digits)g", value))
      if !isSame { Issue.record("\(value) to \(digits): \(ours)") }
    }
  }

  @Test func `exact text reads back to the same bits`() {
    var random = SeededGenerator(state: 4)
    for _ in 0..<20_000 {
      let value = randomNumber(&random)
      let back = Double(NumberFormat.exact(value))
      if back?.bitPattern != value.bitPattern { Issue.record("\(value)") }
    }
    #expect(NumberFormat.exact(3) == "3")
    #expect(NumberFormat.exact(-0.0) == "-0")
    #expect(NumberFormat.exact(123_456_789_012) == "123456789012")
    #expect(NumberFormat.exact(0.1) == "0.1")
  }

  @Test func `bytes and times have the unit that suits them`() {
    #expect(NumberFormat.bytes(0) == "0 B")
    #expect(NumberFormat.bytes(1023) == "1023 B")
    #expect(NumberFormat.bytes(1024) == "1 KiB")
    #expect(NumberFormat.bytes(1536) == "1.5 KiB")
    #expect(NumberFormat.bytes(60 << 20) == "60 MiB")
    #expect(NumberFormat.bytes(.max) == "8 EiB")
    #expect(NumberFormat.duration(0) == "0 s")
    #expect(NumberFormat.duration(0.0123) == "12.3 ms")
    #expect(NumberFormat.duration(8.5e-7) == "850 ns")
    #expect(NumberFormat.duration(0.99999) == "1 s")
    #expect(NumberFormat.duration(200) == "3 min 20 s")
    #expect(NumberFormat.duration(3599.9) == "1 h 0 min")
    #expect(NumberFormat.duration(7500) == "2 h 5 min")
    #expect(NumberFormat.duration(-.infinity) == "-inf s")
  }

  /// Digits and exponent, without zeros that say nothing.
  private func parts(_ text: String) -> [String] {
    let halves = text.split(separator: "e").map(String.init)
    var digits = halves[0]
    if digits.contains(".") {
      while digits.hasSuffix("0") { digits.removeLast() }
      if digits.hasSuffix(".") { digits.removeLast() }
    }
    return [digits, String(Int(halves[1]) ?? 999)]
  }

  /// Any normal number, or one with few digits so that ties are met.
  private func randomNumber(_ random: inout SeededGenerator) -> Double {
    let bits = random.next()
    if bits % 3 == 0 { return Double(Int(bits >> 40)) / 1024 }
    if bits % 3 == 1 { return Double(Int(bits >> 44)) / 1e5 }
    let value = Double(bitPattern: random.next())
    return value.isNormal ? value : 1.5
  }
}

/// SplitMix64 (Steele, Lea, Flood 2014): the same numbers in every run.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
