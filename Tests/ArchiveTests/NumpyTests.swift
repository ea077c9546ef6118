import Tensor
import Testing

@testable import Archive

/// Arrays that NumPy wrote.
@Suite struct NumpyTests {
  private func npy(_ name: String) throws -> Tensor {
    let path = try ReferenceFile.path("\(name).npy")
    let whole = try ArrayFile(contentsOf: path).tensor(0)
    // Data sets read the same numbers, by another way.
    #expect(try ArrayFile.npy(path).tensor.hasSameBits(as: whole))
    return whole
  }

  @Test(arguments: ["f2", "f4", "f8"]) func `floats are read in both byte orders`(code: String) throws {
    let expected = Tensor(rows: [[-0.75, -0.5, -0.25], [0, 0.25, 29]])
    #expect(try npy("\(code)_little") == expected)
    #expect(try npy("\(code)_big") == expected)
  }

  @Test(arguments: ["i1", "i2", "i4", "i8"]) func `signed integers are read in both byte orders`(code: String)
    throws
  {
    let expected = Tensor(rows: [[-2, -1, 0], [1, 2, 117]])
    #expect(try npy("\(code)_little") == expected)
    if code != "i1" { #expect(try npy("\(code)_big") == expected) }
  }

  @Test(arguments: ["u1", "u2", "u4", "u8"]) func `unsigned integers are read in both byte orders`(
    code: String
  ) throws {
    let expected = Tensor(rows: [[1, 2, 3], [4, 5, 120]])
    #expect(try npy("\(code)_little") == expected)
    if code != "u1" { #expect(try npy("\(code)_big") == expected) }
  }

  @Test func `booleans are 0 and 1`() throws { #expect(try npy("b1_little").values == [1, 1, 0, 1, 1, 1]) }

  @Test func `an array without rows and one without axes are read`() throws {
    #expect(try npy("empty") == Tensor(shape: [0, 3], values: []))
    #expect(try npy("scalar") == Tensor(2.5))
  }

  @Test func `Fortran's order is turned into rows`() throws {
    #expect(try npy("fortran") == Tensor(shape: [2, 3, 4], values: (0..<24).map(Double.init)))
  }

  @Test(arguments: [2, 3]) func `later versions of the header are read`(version: Int) throws {
    #expect(try npy("version\(version)") == Tensor(rows: [[1, 2, 3], [4, 5, 120]]))
  }

  @Test(arguments: ["stored", "packed"]) func `an npz is read, stored or deflated`(name: String) throws {
    let file = try ArrayFile(contentsOf: ReferenceFile.path("\(name).npz"))
    #expect(file.headers.map(\.name) == ["h1.weight", "h1.bias"])
    #expect(file.headers.map(\.type) == [.float32, .float64])
    let weights = [Double(Float(0.1)), -2.5, 3, Double(Float(1e-40))]
    #expect(try file.tensor(named: "h1.weight") == Tensor(shape: [2, 2], values: weights))
    #expect(try file.tensor(named: "h1.bias") == Tensor(shape: [2], values: [0.5, -0.25]))
  }

  @Test(arguments: ["zip64", "zip64_directory"]) func `zip64 is read`(name: String) throws {
    let file = try ArrayFile(contentsOf: ReferenceFile.path("\(name).npz"))
    #expect(try file.tensor(named: "x").values == [0.5, -0.25])
  }

  @Test func `members of an npz that are no arrays are left alone`() throws {
    let folder = try ScratchFolder()
    let path = "\(folder.path)/mixed.npz"
    let file = try FileReplacement(path: path)
    var zip = ZipWriter(file, path: path)
    try zip.add("read me.txt", Array("hi".utf8))
    try zip.add("x.npy", NpyArray.bytes(of: NamedArray("x", Tensor(shape: [2], values: [1, 2]), .float64)))
    try zip.finish()
    try file.commit()
    let read = try ArrayFile(contentsOf: path)
    #expect(read.headers.map(\.name) == ["x"])
    #expect(try read.tensor(named: "x").values == [1, 2])
  }

  @Test func `an array that is not there is named, beside those that are`() throws {
    let path = try ReferenceFile.path("zip64.npz")
    #expect(throws: ArchiveError(path: path, problem: .noArray(name: "y", names: ["x"]))) {
      try ArrayFile(contentsOf: path).tensor(named: "y")
    }
  }
}
