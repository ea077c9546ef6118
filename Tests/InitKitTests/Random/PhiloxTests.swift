import Testing

@testable import InitKit

/// Counter, key and what they give.
private struct Answer {
  let counter: SIMD4<UInt32>
  let key: SIMD2<UInt32>
  let output: SIMD4<UInt32>

  init(_ counter: SIMD4<UInt32>, _ key: SIMD2<UInt32>, _ output: SIMD4<UInt32>) {
    (self.counter, self.key, self.output) = (counter, key, output)
  }
}

// The first three are Random123's kat_vectors; the rest were computed by another implementation.
private let answers = [
  Answer(
    [0x0000_0000, 0x0000_0000, 0x0000_0000, 0x0000_0000], [0x0000_0000, 0x0000_0000],
    [0x6627_E8D5, 0xE169_C58D, 0xBC57_AC4C, 0x9B00_DBD8]),
  Answer(
    [0xFFFF_FFFF, 0xFFFF_FFFF, 0xFFFF_FFFF, 0xFFFF_FFFF], [0xFFFF_FFFF, 0xFFFF_FFFF],
    [0x408F_276D, 0x41C8_3B0E, 0xA20B_C7C6, 0x6D54_51FD]),
  Answer(
    [0x243F_6A88, 0x85A3_08D3, 0x1319_8A2E, 0x0370_7344], [0xA409_3822, 0x299F_31D0],
    [0xD16C_FE09, 0x94FD_CCEB, 0x5001_E420, 0x2412_6EA1]),
  Answer(
    [0x0000_0000, 0x0000_0000, 0x0000_0000, 0x0000_0000], [0xDEAD_BEEF, 0xCAFE_BABE],
    [0xC974_4302, 0x1B51_3565, 0x3D7D_FFF9, 0xA98D_369B]),
  Answer(
    [0x0000_0001, 0x0000_0000, 0x0000_0000, 0x0000_0000], [0xDEAD_BEEF, 0xCAFE_BABE],
    [0xBCCF_4048, 0xD52C_EE32, 0x6A15_DDC1, 0xCDE4_FF67]),
  Answer(
    [0x0000_0002, 0x0000_0000, 0x0000_0000, 0x0000_0000], [0xDEAD_BEEF, 0xCAFE_BABE],
    [0xC37B_08E9, 0xC7F4_C220, 0x8EB1_20EB, 0x75E9_3517]),
  Answer(
    [0x0000_0003, 0x0000_0000, 0x0000_0000, 0x0000_0000], [0xDEAD_BEEF, 0xCAFE_BABE],
    [0xADBE_D1B7, 0xA54C_58EA, 0x0D2F_4FF5, 0x5587_D6E2]),
  Answer(
    [0x0000_0004, 0x0000_0000, 0x0000_0000, 0x0000_0000], [0xDEAD_BEEF, 0xCAFE_BABE],
    [0xE0C4_ACBD, 0xE958_2883, 0x10A3_BFD0, 0x835E_8DBA]),
  Answer(
    [0x0000_0005, 0x0000_0000, 0x0000_0000, 0x0000_0000], [0xDEAD_BEEF, 0xCAFE_BABE],
    [0x27AC_CBD9, 0xA4EF_27F2, 0xBD32_3317, 0x9922_A932]),
  Answer(
    [0x0000_0006, 0x0000_0000, 0x0000_0000, 0x0000_0000], [0xDEAD_BEEF, 0xCAFE_BABE],
    [0x6DC0_5853, 0x48CE_53B1, 0x3905_60E1, 0x8D58_3362]),
  Answer(
    [0x0000_0007, 0x0000_0000, 0x0000_0000, 0x0000_0000], [0xDEAD_BEEF, 0xCAFE_BABE],
    [0x3536_089A, 0x0575_7E4B, 0xC041_060F, 0x646F_4F51]),
  Answer(
    [0xFFFF_FFFF, 0x0000_0000, 0x0000_0000, 0x0000_0000], [0x0000_002A, 0x0000_0000],
    [0x6E24_12DE, 0x41D4_EC95, 0x29DD_3E0C, 0xAED5_6CFA]),
  Answer(
    [0x0000_0000, 0x0000_0001, 0x0000_0000, 0x0000_0000], [0x0000_002A, 0x0000_0000],
    [0x42E0_B8B3, 0x7DBF_5DE8, 0x2FE7_39D4, 0x6AAF_03EB]),
  Answer(
    [0xFFFF_FFFF, 0xFFFF_FFFF, 0x0000_0000, 0x0000_0000], [0x0000_002A, 0x0000_0000],
    [0x8F40_BD76, 0x1764_3835, 0x6FAE_237C, 0xD013_ABA5]),
  Answer(
    [0x0000_0000, 0x0000_0000, 0x0000_0001, 0x0000_0000], [0x0000_002A, 0x0000_0000],
    [0x0293_3769, 0x2051_E913, 0x3B68_B038, 0xB62C_409C]),
  Answer(
    [0x0000_0001, 0x0000_0002, 0x0000_0003, 0x0000_0004], [0x0000_002A, 0x0000_0000],
    [0x5EEE_02D8, 0x2C63_F826, 0x55D9_588E, 0xE680_1D72]),
]

@Suite("Philox4x32-10")
struct PhiloxTests {
  @Test("blocks equal the published answers")
  func known() {
    for answer in answers { #expect(Philox.block(counter: answer.counter, key: answer.key) == answer.output) }
  }

  @Test("ten thousand words of a stream have the published sums")
  func longStream() {
    var stream = RandomStream(StreamKey(bits: 0xCAFE_BABE_DEAD_BEEF))
    var (mixed, sum): (UInt32, UInt64) = (0, 0)
    for _ in 0..<5000 {
      let bits = stream.next()
      let (high, low) = (UInt32(bits >> 32), UInt32(truncatingIfNeeded: bits))
      mixed ^= high ^ low
      sum += UInt64(high) + UInt64(low)
    }
    #expect(mixed == 0xD648_32E1)
    #expect(sum == 21_291_559_678_675)
  }
}
