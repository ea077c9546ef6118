import Foundation
import InitKit
import Tensor
import Testing

@testable import Session

/// Weights that stand in a file.
@Suite struct FromFileTests {
  private static let network = "data xor; layer dense 3 tanh name=h1; layer dense 1 name=out"
  private static let start = "Tests/Golden/files/weights_f8.npz"

  private func test(_ more: String = "") -> TestSession {
    let test = TestSession()
    #expect(test.run("\(Self.network); \(more)").outcome == .completed)
    return test
  }

  @Test func `arrays are found by the parameter's name, and equal those that import reads`() {
    let test = test("init \"*.*\" from_file(\"\(Self.start)\")")
    let other = self.test("import weights \(Self.start)")
    for name in ["h1.weight", "h1.bias", "out.weight", "out.bias"] {
      #expect(test.data("print \(name)") == other.data("print \(name)"))
    }
  }

  @Test func `a named array goes to any parameter of its shape`() {
    let test = test("init h1.weight from_file(\"\(Self.start)\", \"h1.weight\")")
    test.run("layer remove out; layer dense 3 name=h2; layer dense 1 name=out")
    test.run("init h2.bias from_file(\"\(Self.start)\", array=\"h1.bias\")")
    #expect(test.run("expect h2.bias ~ [0.1, 0, -1] within 1e-6").outcome == .completed)
  }

  @Test func `the numbers are those that the file held when it was chosen`() throws {
    let folder = try TemporaryFolder()
    let file = "\(folder.path)/w.npz"
    let test = test("init all constant(0.25); export weights \(file); init h1 from_file(\"\(file)\"); step 3")
    try FileManager.default.removeItem(atPath: file)
    #expect(
      test.run("init; expect min(h1.weight) == 0.25; expect max(h1.weight) == 0.25").outcome == .completed)
    #expect(test.run("save \(folder.path)/run.safetensors").outcome == .completed)
    let other = TestSession()
    #expect(other.run("load \(folder.path)/run.safetensors; step; init").outcome == .completed)
    #expect(other.run("expect min(h1.weight) == 0.25; expect max(h1.weight) == 0.25").outcome == .completed)
  }

  @Test func `two choices of one file that changed in between are both kept by save`() throws {
    let folder = try TemporaryFolder()
    let file = "\(folder.path)/w.npz"
    let test = test("init all constant(0.25); export weights \(file); init h1 from_file(\"\(file)\")")
    test.run("init all constant(0.5); export weights \(file)")
    test.run("undo; undo")
    test.run("init out from_file(\"\(file)\"); save \(folder.path)/run.safetensors")
    let other = TestSession()
    #expect(other.run("load \(folder.path)/run.safetensors; init").outcome == .completed)
    #expect(
      SessionState(other.session)
        == {
          test.run("init"); return SessionState(test.session)
        }())
  }

  @Test func `a file is found beside the script, and the journal names it from the working folder`() throws {
    let folder = try TemporaryFolder()
    let test = test("export weights \(folder.path)/w.npz")
    let script = "init h1 from_file(\"w.npz\")"
    try script.write(toFile: "\(folder.path)/a.lab", atomically: true, encoding: .utf8)
    #expect(test.run("source \(folder.path)/a.lab").outcome == .completed)
    #expect(test.host.kept.last == "init h1 from_file(\"\(folder.path)/w.npz\")")
    let looped = "let f = \"w.npz\"; init \"*.*\" from_file(f, layout=torch)"
    try looped.write(toFile: "\(folder.path)/b.lab", atomically: true, encoding: .utf8)
    #expect(test.run("source \(folder.path)/b.lab; step 2").outcome == .completed)
    let again = TestSession()
    #expect(again.run(test.host.kept.joined(separator: "\n")).outcome == .completed)
    #expect(again.data("print h1.weight") == test.data("print h1.weight"))
  }

  @Test func `kernels as Keras orders them are turned round`() throws {
    let stored = Tensor(shape: [2, 3, 4, 5], values: (0..<120).map(Double.init))
    let ordered = StoredLayout.keras.ordered(stored)
    #expect(ordered.shape == [5, 4, 2, 3])
    for (o, i, y, x) in [(0, 0, 0, 0), (4, 3, 1, 2), (2, 1, 0, 2)] {
      let place = ((o * 4 + i) * 2 + y) * 3 + x
      #expect(ordered.values[place] == Double(((y * 3 + x) * 4 + i) * 5 + o))
    }
    let matrix = StoredLayout.keras.ordered(Tensor(shape: [2, 3], values: [1, 2, 3, 4, 5, 6]))
    #expect(matrix == Tensor(shape: [3, 2], values: [1, 4, 2, 5, 3, 6]))
    #expect(StoredLayout.keras.ordered(Tensor(shape: [2], values: [1, 2])).values == [1, 2])
  }

  @Test(arguments: [
    ("from_file(\"nowhere.npz\")", "no such file"), ("from_file(\"README.md\")", "README.md"),
    ("from_file(\"Tests/Golden/files/weights_f8.npz\", array=w)", "no array `w`"),
    ("from_file(\"Tests/Golden/files/weights_f8.npz\", array=\"out.weight\")", "expected [3, 2]"),
    ("from_file", "`file`"), ("from_file(3)", "expected a word"),
  ])
  func `what does not fit says so and changes nothing`(call: String, words: String) {
    let test = test()
    let before = SessionState(test.session)
    let failures = test.failures("init h1 \(call)")
    #expect(failures.count == 1)
    #expect(failures.first?.message.contains(words) ?? false, "\(failures.first?.message ?? "")")
    #expect(SessionState(test.session) == before)
  }

  @Test func `a check of the rules, which would need a file, is refused`() {
    #expect(test().failures("plugin check from_file").first?.code == "not-checkable")
  }

  @Test func `safe mode keeps it in the working folder`() {
    let test = TestSession(isSafe: true)
    #expect(test.failures("\(Self.network); init h1 from_file(\"/etc/x.npz\")").first?.code == "safe-mode")
  }

  @Test func `what it promises is what stands there`() throws {
    let test = test()
    let chosen = try test.session.initializers.choose("from_file", [.text(Self.start)])
    let site = try test.session.laboratory.model().blueprint.layer("h1").parameter("weight").site
    let values = try chosen.values(at: site, from: RandomStream(StreamKey(bits: 0)))
    let promise = try #require(chosen.promise(at: site))
    #expect(abs(promise.mean - values.reduce(0, +) / 6) < 1e-12)
    #expect(promise.lower == values.min() && promise.upper == values.max())
  }
}
