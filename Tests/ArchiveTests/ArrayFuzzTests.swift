import Archive
import Tensor
import Testing

/// Mutated files of every binary format: an array or an error, never a crash, never more than the file holds.
@Suite struct ArrayFuzzTests {
  private static let rounds = 600

  private func mutated(_ seed: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
    var bytes = seed
    for _ in 0..<1 + Int(random.next() % 4) where !bytes.isEmpty {
      // Headers stand in front and, in zip files, at the end: most of the changes go there.
      let near = Int(random.next() % UInt64(min(bytes.count, 160)))
      let place = random.next() % 3 == 0 ? bytes.count - 1 - near : near
      switch random.next() % 6 {
      case 0: bytes[place] = UInt8(truncatingIfNeeded: random.next())
      case 1: bytes[place] ^= 1 << UInt8(random.next() % 8)
      case 2: bytes = Array(bytes.prefix(place))
      case 3: bytes.insert(UInt8(ascii: "9"), at: place)
      case 4: bytes[place] = 0xFF
      default: bytes.remove(at: place)
      }
    }
    return bytes
  }

  @Test(arguments: [
    "f4_little.npy", "fortran.npy", "i8_big.npy", "version2.npy", "stored.npz", "packed.npz", "zip64.npz",
    "zip64_directory.npz", "types.safetensors", "images.idx", "images.idx.gz",
  ]) func `mutated bytes give arrays or an error`(name: String) throws {
    var random = SeededGenerator(state: 17)
    let seed = try ReferenceFile.bytes(name)
    var refused = 0
    for _ in 0..<Self.rounds {
      let bytes = mutated(seed, &random)
      do throws(ArchiveError) {
        for tensor in try read(bytes, name) {
          #expect(tensor.count == tensor.shape.reduce(1, *))
          // Deflate packs a thousand bytes into one at most.
          #expect(tensor.count <= 1100 * bytes.count)
        }
      } catch {
        refused += 1
        if case .malformed = error.problem { continue }
        Issue.record("\(error) for \(bytes)")
      }
    }
    #expect(refused > Self.rounds / 4)
  }

  @Test(arguments: [
    "f8_little.npy", "packed.npz", "stored.npz", "types.safetensors", "images.idx", "images.idx.gz",
  ])
  func `a file that is cut anywhere is refused`(name: String) throws {
    let bytes = try ReferenceFile.bytes(name)
    for count in bytes.indices {
      #expect(throws: ArchiveError.self, "\(count) bytes") { try read(Array(bytes.prefix(count)), name) }
    }
    #expect(throws: ArchiveError.self) { try read(bytes + [0], name) }
  }

  @Test func `a header that lies takes no memory`() throws {
    func npy(_ shape: String) -> [UInt8] {
      let text = "{'descr': '<f8', 'fortran_order': False, 'shape': (\(shape)), }"
      return [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(text.utf8.count), 0] + Array(text.utf8)
    }
    for shape in [
      "400000000,", "9999999999999,", "4294967296, 4294967296, 4294967296", "9223372036854775807, 2",
      "9223372036854775807, 9223372036854775807, 0", "99999999999999999999,",
    ] {
      #expect(throws: ArchiveError.self, "\(shape)") {
        try ArrayFile(bytes: npy(shape), format: .npy).tensor(0)
      }
    }
    let idx: [UInt8] = [0, 0, 8, 4] + [UInt8](repeating: 0xFF, count: 16)
    #expect(throws: ArchiveError.self) { try IdxArray.read(bytes: idx) }
  }

  private func read(_ bytes: [UInt8], _ name: String) throws(ArchiveError) -> [Tensor] {
    if name.contains(".idx") { return [try IdxArray.read(bytes: bytes).tensor] }
    let format: ArrayFormat =
      name.hasSuffix(".npz") ? .npz : name.hasSuffix(".npy") ? .npy : .safetensors
    let file = try ArrayFile(bytes: bytes, format: format)
    var tensors: [Tensor] = []
    for index in file.headers.indices {
      let tensor = try file.tensor(index)
      let stored = try file.stored(named: file.headers[index].name)
      #expect(stored.tensor.hasSameBits(as: tensor))
      tensors.append(tensor)
    }
    return tensors
  }
}
