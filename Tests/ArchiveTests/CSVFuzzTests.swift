import Archive
import Testing

@Suite struct CSVFuzzTests {
  private let seeds = [
    "a,b,c\n1,2,x\n3,4,y\n", "\u{FEFF}\"a\"\"\n\";b;c\r\n1,5;\"2\";äöü\r\n3;4;\"y;\r\n\"\r\n",
    "1,2\n3,4\n5,6\n", "a\tb\n-1e5\t0\n.5\t1\n",
  ]

  @Test func `mutated bytes give a table or an error, the same however they come`() {
    var random = SeededGenerator(state: 11)
    let spice: [UInt8] = [
      0, 0x22, 0x22, 0x0A, 0x0D, 0x2C, 0x3B, 0x09, 0x20, 0xFF, 0xC3, 0xEF, 0x30, 0x65, 0x2E, 0x3F,
    ]
    for round in 0..<4_000 {
      var bytes = Array(seeds[round % seeds.count].utf8)
      for _ in 0..<1 + Int(random.next() % 6) {
        let place = bytes.isEmpty ? 0 : Int(random.next() % UInt64(bytes.count))
        switch random.next() % 4 {
        case 0 where !bytes.isEmpty: bytes[place] = spice[Int(random.next() % UInt64(spice.count))]
        case 1: bytes.insert(spice[Int(random.next() % UInt64(spice.count))], at: place)
        case 2 where !bytes.isEmpty: bytes.remove(at: place)
        default: bytes = Array(bytes.prefix(place)) + bytes.suffix(bytes.count / 2)
        }
      }
      let whole = outcome(bytes, portion: 1 << 16)
      guard outcome(bytes, portion: 1 + round % 5) == whole else {
        Issue.record("portions matter: \(bytes)")
        return
      }
      guard case .success(let table) = whole else { continue }
      #expect(table.features.count == table.rows * table.columns)
      #expect(table.featureNames.count == table.columns)
      #expect(table.features.allSatisfy { $0.isFinite })
      switch table.target {
      case .values(let values): #expect(values.count == table.rows && values.allSatisfy { $0.isFinite })
      case .classes(let indices, let names):
        #expect(indices.count == table.rows && Set(indices) == Set(names.indices))
        #expect(Set(names).count == names.count)
      }
    }
  }

  private func outcome(_ bytes: [UInt8], portion: Int) -> Result<CSVTable, ArchiveError> {
    do throws(ArchiveError) {
      return .success(try CSVTable(bytes: bytes, portion: portion))
    } catch {
      return .failure(error)
    }
  }
}
