import Archive
import Foundation
import Tensor
import Testing

@Suite struct ArrayWritingTests {
  private static let formats: [ArrayFormat] = [.safetensors, .npz, .csv, .json]

  /// Shapes of every rank; values of every size, zeros of both signs among them.
  private func arrays(_ type: ElementType) -> [NamedArray] {
    var random = SeededGenerator(state: 5)
    func array(_ name: String, _ shape: [Int]) -> NamedArray {
      let values = (0..<shape.reduce(1, *)).map { index -> Double in
        if index == 1 { return -0.0 }
        let bits = random.next()
        let value =
          type == .float32 ? Double(Float(bitPattern: UInt32(bits >> 32))) : Double(bitPattern: bits)
        return value.isFinite ? value : .leastNonzeroMagnitude
      }
      return NamedArray(
        name, Tensor(shape: shape, values: type == .float32 ? values.map { Double(Float($0)) } : values), type
      )
    }
    return [
      array("one", [1]), array("h1.weight", [3, 5]), array("h1.bias", [3]), array("c.weight", [2, 3, 2, 2]),
    ]
  }

  @Test(arguments: formats, [ElementType.float32, .float64])
  func `what is written is read back bit for bit`(format: ArrayFormat, type: ElementType) throws {
    let folder = try ScratchFolder()
    let path = "\(folder.path)/weights\(format.ending)"
    let written = arrays(type)
    let bytes = try ArrayFile.write(written, to: path)
    #expect(try Data(contentsOf: URL(filePath: path)).count == bytes)
    let file = try ArrayFile(contentsOf: path)
    #expect(Set(file.headers.map(\.name)) == Set(written.map(\.name)))
    for array in written {
      #expect(try file.tensor(named: array.name).hasSameBits(as: array.tensor), "\(array.name)")
    }
    #expect(try folder.names == ["weights\(format.ending)"])
  }

  @Test func `one array is a npy, of each type written`() throws {
    let folder = try ScratchFolder()
    for array in arrays(.float32) + arrays(.float64)
      + [NamedArray("steps", Tensor(shape: [3], values: [0, 1, 1e15]), .int64)]
    {
      try ArrayFile.write([array], to: "\(folder.path)/a.npy")
      #expect(try ArrayFile.npy("\(folder.path)/a.npy").tensor.hasSameBits(as: array.tensor))
    }
    #expect(throws: ArchiveError.self) { try ArrayFile.write(arrays(.float64), to: "\(folder.path)/b.npy") }
    #expect(try folder.names == ["a.npy"])
  }

  @Test(arguments: ArrayFormat.allCases) func `nothing and empty arrays are written`(format: ArrayFormat)
    throws
  {
    let folder = try ScratchFolder()
    let empty = NamedArray("e", Tensor(shape: [0, 2], values: []), .float32)
    try ArrayFile.write([empty], to: "\(folder.path)/e\(format.ending)")
    guard format != .npy else { return }
    try ArrayFile.write([], to: "\(folder.path)/n\(format.ending)")
    if format != .csv {
      #expect(try ArrayFile(contentsOf: "\(folder.path)/n\(format.ending)").headers.isEmpty)
    }
  }

  @Test func `history in CSV is two columns`() throws {
    let folder = try ScratchFolder()
    let arrays = [
      NamedArray("step", Tensor(shape: [2], values: [0, 4]), .int64),
      NamedArray("loss", Tensor(shape: [2], values: [0.1, 1e-9]), .float64),
    ]
    try ArrayFile.write(arrays, to: "\(folder.path)/h.csv", asColumns: true)
    #expect(
      try String(contentsOfFile: "\(folder.path)/h.csv", encoding: .utf8) == "step,loss\n0,0.1\n4,1e-09\n")
  }

  @Test func `a CSV of arrays may stand in any order but lack nothing`() throws {
    let folder = try ScratchFolder()
    let path = "\(folder.path)/a.csv"
    func read(_ rows: String) throws -> Tensor {
      try Data("parameter,axis0,axis1,value\n\(rows)".utf8).write(to: URL(filePath: path))
      return try ArrayFile(contentsOf: path).tensor(named: "w")
    }
    #expect(try read("w,0,1,2\nb,0,,7\nw,0,0,1\n") == Tensor(rows: [[1, 2]]))
    for wrong in [
      "w,0,1,2\n", "w,0,0,1\nw,0,0,1\n", "w,0,0,1\nw,1,,2\n", "w,-1,0,1\n", "w,0.5,0,1\n", "w,0,0,\n",
      "w,9e18,9e18,1\n", "w,,0,1\n", "",
    ] {
      #expect(throws: ArchiveError.self, "\(wrong)") { try read(wrong) }
    }
  }

  @Test func `a file is replaced by a whole one only, and keeps its rights`() throws {
    let folder = try ScratchFolder()
    let path = "\(folder.path)/w.npz"
    try Data("old".utf8).write(to: URL(filePath: path))
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder.path)/link.npz", withDestinationPath: "w.npz")
    try ArrayFile.write(arrays(.float64), to: "\(folder.path)/link.npz")
    #expect(try ArrayFile(contentsOf: path).headers.count == 4)
    #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o640)
    #expect(try folder.names == ["link.npz", "w.npz"])
  }

  @Test func `places where no file can stand are told apart`() throws {
    let folder = try ScratchFolder()
    try FileManager.default.createDirectory(
      atPath: "\(folder.path)/d.npz", withIntermediateDirectories: false)
    func problem(_ path: String) -> ArchiveError.Problem? {
      do throws(ArchiveError) {
        try ArrayFile.write(arrays(.float32), to: path)
        return nil
      } catch { return error.problem }
    }
    #expect(problem("\(folder.path)/d.npz") == .isFolder)
    #expect(problem("\(folder.path)/none/w.npz") == .noSuchFolder)
    #expect(
      problem("\(folder.path)/w.txt") == .unknownEnding(".txt", known: ArrayFormat.allCases.map(\.ending)))
    #expect(problem("\(folder.path)/w") == .unknownEnding("", known: ArrayFormat.allCases.map(\.ending)))
    #expect(problem("\(folder.path)/\(String(repeating: "a", count: 300)).npz") != nil)
    #expect(try folder.names == ["d.npz"])
  }
}
