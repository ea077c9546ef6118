import CBits
import CKernels
import Foundation
import Testing

/// Digests of all families of kernels, as they stand in `Reference/bits.txt`.
private enum RecordedBits {
  static let file = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Reference/bits.txt")

  static let scalars = [IL_FLOAT32, IL_FLOAT64]

  static let families = (0..<bits_family_count()).map { Family(number: $0, name: name(of: $0)) }

  /// Digests by family, in float32 and float64; recorded anew first where that is asked for.
  static let digests: [String: [UInt64]] = {
    if ProcessInfo.processInfo.environment["INITLAB_RECORD"] != nil { try? record() }
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    let lines = text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { $0.split(separator: " ") }
    return Dictionary(
      lines.map { ($0.first.map(String.init) ?? "", $0.dropFirst().compactMap { UInt64($0, radix: 16) }) },
      uniquingKeysWith: { first, _ in first })
  }()

  /// Writes the digests of the reference in one thread.
  private static func record() throws {
    il_threads_set(1)
    let lines = using(IL_SCALAR_REFERENCE) {
      families.map { family in
        ([family.name] + scalars.map { hex(bits_digest(family.number, $0)) }).joined(separator: " ")
      }
    }
    let head = "# Digests of what the kernels give, in float32 and float64: see RecordedBitsTests.swift."
    try Data(([head] + lines).joined(separator: "\n").appending("\n").utf8).write(to: file)
  }

  private static func name(of number: Int32) -> String {
    bits_family_name(number).map { String(cString: $0) } ?? ""
  }

  static func hex(_ digest: UInt64) -> String {
    let digits = String(digest, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

/// Kernels that have a digest of their own.
struct Family: CustomTestStringConvertible, Sendable {
  let number: Int32
  let name: String
  var testDescription: String { name }
}

extension Kernels {
  /// What `make arm` compares on ARM is compared here on the processor at hand.
  ///
  /// A digest that changes means that saved results no longer replay: a new `IL_NUMERICS_VERSION`, unless only the
  /// operands in `Tests/Support/CBits` are others. `INITLAB_RECORD=1 swift test --filter RecordedBits` then records
  /// them anew; run `make arm` after it.
  @Suite("Bits on record")
  struct RecordedBitsTests {
    @Test("every family is on record, and nothing else")
    func families() {
      #expect(Set(RecordedBits.digests.keys) == Set(RecordedBits.families.map(\.name)))
      let all = RecordedBits.digests.values.flatMap { $0 }
      #expect(Set(all).count == 2 * RecordedBits.families.count)
    }

    @Test(
      "every instruction set gives the bits on record, on any number of threads",
      arguments: RecordedBits.families)
    func bits(_ family: Family) throws {
      let expected = try #require(RecordedBits.digests[family.name])
      defer { il_threads_set(1) }
      for level in [IL_SCALAR_REFERENCE] + fastLevels {
        // The reference takes longest; its loops are the same whoever runs them.
        for threads: Int32 in level == IL_SCALAR_REFERENCE ? 1...1 : 1...3 {
          il_threads_set(threads)
          let found = using(level) { RecordedBits.scalars.map { bits_digest(family.number, $0) } }
          #expect(
            found.map(RecordedBits.hex) == expected.map(RecordedBits.hex),
            "level \(level.rawValue), \(threads) threads")
        }
      }
    }
  }
}
