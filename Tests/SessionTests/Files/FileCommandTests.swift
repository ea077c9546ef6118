import Foundation
import Testing
import Text

@testable import Session

/// `export`, `import`, and data out of files of arrays.
@Suite struct FileCommandTests {
  private static let network = "data xor; layer dense 3 tanh name=h1; layer dense 1 name=out"

  @Test(arguments: ["safetensors", "npz", "csv", "json"], ["float32", "float64"])
  func `weights come back bit for bit`(ending: String, precision: String) throws {
    let folder = try TemporaryFolder()
    let test = TestSession()
    test.run(
      "set precision \(precision); \(Self.network); step 10; export weights \(folder.path)/w.\(ending)")
    let before = SessionState(test.session)
    test.run("init all zeros")
    #expect(SessionState(test.session) != before)
    let result = test.run("import weights \(folder.path)/w.\(ending)")
    #expect(result.outcome == .completed)
    let other = TestSession(seed: 9)
    other.run("set precision \(precision); \(Self.network); import weights \(folder.path)/w.\(ending)")
    for name in ["h1.weight", "h1.bias", "out.weight", "out.bias"] {
      #expect(other.output("print \(name)") == test.output("print \(name)"))
    }
  }

  @Test func `one parameter is a npy; more need a place`() throws {
    let folder = try TemporaryFolder()
    let test = TestSession()
    test.run(Self.network)
    #expect(test.failures("export weights \(folder.path)/w.npy").map(\.code) == ["several-arrays"])
    #expect(test.run("export weights h1.weight \(folder.path)/w.npy").outcome == .completed)
    #expect(test.failures("import weights \(folder.path)/w.npy").map(\.code) == ["several-arrays"])
    #expect(test.failures("import weights out.weight \(folder.path)/w.npy").map(\.code) == ["weights-differ"])
    let before = test.output("print h1.weight")
    test.run("set h1 1; init h1 zeros; import weights h1.weight \(folder.path)/w.npy")
    test.run("init h1 zeros")
    #expect(test.run("import weights h1.weight \(folder.path)/w.npy").outcome == .completed)
    #expect(test.output("print h1.weight") == before)
  }

  @Test func `what does not fit is listed, and nothing is changed`() throws {
    let folder = try TemporaryFolder()
    let test = TestSession()
    test.run(Self.network)
    test.run("export weights \(folder.path)/w.npz")
    test.run("net clear; layer dense 4 tanh name=h1; layer dense 1 name=answer")
    let before = SessionState(test.session)
    let failure = try #require(test.failures("import weights \(folder.path)/w.npz").first)
    #expect(failure.code == "weights-differ")
    #expect(failure.message.contains("2 missing, 2 of another shape, 2 too many"))
    #expect(failure.notes.contains("`answer.weight` is missing"))
    #expect(failure.notes.contains("`out.bias` is no parameter"))
    #expect(SessionState(test.session) == before)
  }

  @Test func `a number beyond the precision is refused`() throws {
    let folder = try TemporaryFolder()
    try folder.write("w.json", #"{"out.bias": [1e300]}"#)
    let test = TestSession()
    test.run(Self.network)
    let before = SessionState(test.session)
    #expect(
      test.failures("import weights out.bias \(folder.path)/w.json").map(\.code) == ["weights-not-finite"])
    #expect(SessionState(test.session) == before)
    test.run("set precision float64")
    #expect(test.run("import weights out.bias \(folder.path)/w.json").outcome == .completed)
  }

  @Test func `in safe mode nothing is written outside the working folder`() throws {
    let folder = try TemporaryFolder()
    let test = TestSession(isSafe: true)
    test.run(Self.network)
    for path in ["\(folder.path)/w.npz", "../w.npz", "examples/../../w.npz", "~/w.npz"] {
      let codes = test.failures("export weights \(path)").map(\.code)
      #expect(codes == ["safe-mode"] || path.hasPrefix("~"), "\(path): \(codes)")
      #expect(!codes.isEmpty)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }

  @Test func `the history is what plot shows`() throws {
    let folder = try TemporaryFolder()
    let test = TestSession()
    test.run(Self.network)
    #expect(test.failures("export history \(folder.path)/h.csv").map(\.code) == ["nothing-recorded"])
    test.run("step 3; export history \(folder.path)/h.csv; export history \(folder.path)/h.npy")
    let lines = try String(contentsOfFile: "\(folder.path)/h.csv", encoding: .utf8).split(separator: "\n")
    #expect(lines.count == 4 && lines[0] == "step,loss" && lines[1].hasPrefix("0,"))
  }

  @Test func `digits are the same from npz and IDX`() throws {
    func loss(_ command: String) throws -> DataValue {
      let data = TestSession().data("\(command); layer dense 3 tanh name=h1; layer dense; print loss")
      return try #require(data?["value"])
    }
    let idx = try loss(
      "data idx examples/data/digits200-images.idx.gz examples/data/digits200-labels.idx.gz")
    #expect(try idx == loss("data npz examples/data/digits200.npz"))
  }

  @Test func `npy files are rows and targets, classes when they are whole`() throws {
    let folder = try TemporaryFolder()
    let test = TestSession()
    test.run(Self.network)
    test.run("export weights h1.weight \(folder.path)/x.npy; init h1.bias constant(2)")
    test.run("export weights h1.bias \(folder.path)/whole.npy; init h1.bias constant(0.5)")
    test.run("export weights h1.bias \(folder.path)/half.npy")
    func targets(_ rest: String) throws -> DataValue {
      try #require(TestSession().data("data npy \(folder.path)/x.npy \(folder.path)/\(rest)")?["targets"])
    }
    #expect(try targets("half.npy") == "values")
    #expect(try targets("whole.npy") == "classes")
    #expect(try targets("whole.npy kind=values") == "values")
    #expect(test.failures("data npy \(folder.path)/x.npy").map(\.code) == ["missing-argument"])
    #expect(test.failures("data npz examples/data/digits200.npz target=y").map(\.code) == ["unknown-option"])
    #expect(test.failures("data npz examples/data/iris.csv").map(\.code) == ["wrong-format"])
  }
}
