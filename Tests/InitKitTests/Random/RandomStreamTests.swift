import InitKit
import Testing

@Suite("random streams")
struct RandomStreamTests {
  private let key = StreamKey(seed: 0, layer: "h1", parameter: "weight")

  @Test("keys are those of an independent implementation")
  func keys() {
    #expect(key.bits == 0xC0B2_5495_991E_2379)
    #expect(StreamKey(seed: 7, purpose: "shuffle", index: 3).bits == 0xA9F4_C96B_703C_18A8)
  }

  @Test("bits, uniform numbers and normals are those of an independent implementation")
  func draws() {
    var bits = RandomStream(key)
    var uniforms = RandomStream(key)
    var normals = RandomStream(key)
    let words: [UInt64] = [
      0x8D09_E5C9_CD36_78D4, 0xFE59_B50A_1294_F23B, 0x6095_ED59_6AF8_613E, 0xAFA5_01DB_8281_49D1,
      0x62AF_1A74_C51A_51F2, 0xFECF_6976_4F18_CF46,
    ]
    let shares = [
      0.5509322792411776, 0.9935563212080689, 0.3772877038855289, 0.6861115583016372, 0.3854843658948902,
      0.9953523524774038,
    ]
    let values = [
      0.12801708944301896, 2.4868670791383094, -0.3126120614774643, 0.48485828014900095,
      -0.29110798910493946, 2.6009983811966717,
    ]
    for index in words.indices {
      #expect(bits.next() == words[index])
      #expect(uniforms.uniform() == shares[index])
      #expect(abs(normals.normal() - values[index]) <= 4e-15)
    }
  }

  @Test("the words of Random123's first block give the uniform number that is published with them")
  func genrand() {
    var stream = RandomStream(StreamKey(bits: 0))
    #expect(stream.uniform() == 0.39904647231489565)
    #expect(stream.uniform() == 0.7357127860596914)
  }

  @Test("a stream goes on from any position as if it had never stopped", arguments: [0, 1, 2, 3, 10, 11])
  func positions(start: Int) {
    var whole = RandomStream(key)
    for _ in 0..<start { _ = whole.next() }
    var later = RandomStream(key, position: UInt64(start))
    #expect(whole.position == later.position)
    for _ in 0..<5 { #expect(whole.next() == later.next()) }
  }

  @Test("every part of a key, and the lane, gives another stream")
  func separation() {
    let keys = [
      key, StreamKey(seed: 1, layer: "h1", parameter: "weight"),
      StreamKey(seed: 0, layer: "h2", parameter: "weight"),
      StreamKey(seed: 0, layer: "h1", parameter: "bias"),
      StreamKey(seed: 0, layer: "h1", parameter: "weight", draw: 1),
      // The same letters divided otherwise between the names.
      StreamKey(seed: 0, layer: "h1w", parameter: "eight"),
      StreamKey(seed: 0, layer: "", parameter: "h1weight"),
      StreamKey(seed: 0, purpose: "h1"), StreamKey(seed: 0, purpose: "h1", index: 1),
    ]
    #expect(Set(keys).count == keys.count)
    var lanes = (0..<4).map { RandomStream(key).onLane($0) }
    #expect(Set(lanes.indices.map { lanes[$0].next() }).count == 4)
  }

  @Test("uniform numbers stay in their interval and the open ones are symmetric")
  func intervals() {
    var stream = RandomStream(key)
    for _ in 0..<10_000 {
      let value = stream.uniform()
      #expect(value >= 0 && value < 1)
      let open = stream.openUniform()
      #expect(open > 0 && open < 1)
      #expect((open / 0x1p-53).truncatingRemainder(dividingBy: 2) == 1)
      let ranged = stream.uniform(-2, 3)
      #expect(ranged >= -2 && ranged <= 3)
    }
    #expect(stream.uniform(0.25, 0.25) == 0.25)
    #expect(stream.uniform(-.greatestFiniteMagnitude, .greatestFiniteMagnitude).isFinite)
  }

  @Test("whole numbers below a bound are equally likely")
  func below() {
    var stream = RandomStream(key)
    #expect((0..<100).allSatisfy { _ in stream.below(1) == 0 })
    var counts = [Int](repeating: 0, count: 7)
    for _ in 0..<70_000 { counts[stream.below(7)] += 1 }
    let chiSquare = counts.reduce(0.0) { $0 + Double(($1 - 10_000) * ($1 - 10_000)) / 10_000 }
    // Six degrees of freedom: 38.3 is exceeded once in a million.
    #expect(chiSquare < 38.3)
    // A bound that rejects nearly half of all draws.
    let large = Int.max / 2 + 2
    #expect((0..<100).allSatisfy { _ in (0..<large).contains(stream.below(large)) })
  }

  @Test("a permutation holds every number once, and all orders of three come equally often")
  func permutations() {
    var stream = RandomStream(key)
    #expect(stream.permutation(0) == [])
    #expect(stream.permutation(1) == [0])
    #expect(stream.permutation(100).sorted() == Array(0..<100))
    var counts: [[Int]: Int] = [:]
    for _ in 0..<6000 { counts[stream.permutation(3), default: 0] += 1 }
    let chiSquare = counts.values.reduce(0.0) { $0 + Double(($1 - 1000) * ($1 - 1000)) / 1000 }
    #expect(counts.count == 6)
    // Five degrees of freedom: 35.9 is exceeded once in a million.
    #expect(chiSquare < 35.9)
  }
}
