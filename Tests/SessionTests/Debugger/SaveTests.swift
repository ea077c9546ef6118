import Foundation
import Testing

@testable import Archive
@testable import Engine
@testable import Session

/// A saved session goes on with the same bits, and a damaged one is refused.
@Suite struct SaveTests {
  private static let networks = [
    "data xor; layer dense 4 tanh name=h1; layer dense 1; step 7",
    "data moons n=40 noise=0.1 split=0.25; layer dense 6 tanh name=h1 init=he_normal bias=constant(0.1); residual { layer dense 6 relu }; layer dense; optimizer adam lr=0.01 clip_norm=1; schedule cosine steps=90; batch 9; step 31; set h1.bias[2] = 1/3; freeze h1",
    "data noise features=16; layer reshape [1, 4, 4]; layer conv2d 3 relu kernel=3 padding=1 name=h1; layer flatten; layer dense; set precision float64; init h1.bias uniform(-1, 1); optimizer sgd momentum=0.9; step 12",
    "data noise features=24; layer reshape [1, 4, 6]; layer conv2d 3 relu kernel=[1, 5] padding=[0, 2] name=h1; layer depthwise tanh kernel=[3, 1] padding=same; layer max_pool [2, 1]; layer flatten; layer dense; step 9",
    "data moons n=20; layer dense 24 relu name=h1; layer dense 12 tanh; layer dense; optimizer adam lr=0.01; parametrization mup base=8; step 9",
    "data moons n=20; layer dense 5 tanh name=h1; layer dense 4 relu name=h2; layer dense; optimizer adam lr=0.01; step 3; freeze h2.bias; freeze h1[1]; freeze h1[3:5]; step 4; freeze h2; step 2",
    "data xor; layer dense 3 tanh name=h1; layer dense 1 name=out; init \"*.weight\" from_file(\"Tests/Golden/files/weights_f8.npz\"); init h1.bias from_file(\"Tests/Golden/files/weights_f4.safetensors\"); step 4; init h1[1] uniform; step 3; init h1[1]; init h1.weight[:, 0]",
  ]

  private func saved(_ network: String, in folder: TemporaryFolder) -> TestSession {
    let test = TestSession()
    let (outcome, events) = test.run("\(network); save \(folder.path)/run.safetensors")
    #expect(outcome == .completed, "\(events.map(Rendering.text).joined())")
    return test
  }

  @Test(arguments: networks) func `what was loaded goes on with the same bits`(network: String) throws {
    let folder = try TemporaryFolder()
    let test = saved(
      "let k = [1, 2/3]; \(network); break loss < 1e-9; set fast_update 0.5", in: folder)
    let other = TestSession()
    #expect(other.run("load \(folder.path)/run.safetensors").outcome == .completed)
    #expect(SessionState(other.session) == SessionState(test.session))
    test.run("step 25; unfreeze h1; init h1; step 5")
    other.run("step 25; unfreeze h1; init h1; step 5")
    #expect(SessionState(other.session) == SessionState(test.session))
    #expect(other.output("breakpoints").contains("loss < 1e-9"))
  }

  @Test func `undo brings back what was there before, and the program builds it anew`() throws {
    let folder = try TemporaryFolder()
    let test = saved(Self.networks[1], in: folder)
    let other = TestSession()
    other.run(Self.networks[0])
    let before = SessionState(other.session)
    other.run("load \(folder.path)/run.safetensors")
    #expect(SessionState(other.session) == SessionState(test.session))
    #expect(other.run("undo").outcome == .completed)
    #expect(SessionState(other.session) == before)
    let file = try CheckedArrays(contentsOf: "\(folder.path)/run.safetensors")
    let third = TestSession()
    #expect(third.run(try #require(file.texts["program"])).outcome == .completed)
    #expect(SessionState(third.session) == SessionState(test.session))
  }

  @Test func `undo takes back the variables that came with a file, and leaves those that let has set`() throws
  {
    let folder = try TemporaryFolder()
    _ = saved("\(Self.networks[0]); let a = 1; let b = 2; let c = 3", in: folder)
    let other = TestSession()
    other.run("\(Self.networks[0]); let a = 5; let d = 6")
    let before = SessionState(other.session)
    other.run("load \(folder.path)/run.safetensors")
    #expect(other.output("print [a, b, c, d]") == "[1, 2, 3, 6]\n")
    #expect(other.run("undo").outcome == .completed)
    #expect(SessionState(other.session) == before)
    other.run("load \(folder.path)/run.safetensors; let b = 7; let e = 8; step 2; undo 2")
    #expect(other.output("print [a, b, d, e]") == "[5, 7, 6, 8]\n")
    #expect(other.failures("print c").first?.code == "unknown-name")
    // The journal leads to the same.
    let third = TestSession()
    #expect(third.run(other.host.kept.joined(separator: "\n")).outcome == .completed)
    #expect(SessionState(third.session) == SessionState(other.session))
  }

  @Test func `a session without a network is saved too`() throws {
    let folder = try TemporaryFolder()
    _ = saved("data xor; let n = 3", in: folder)
    let other = TestSession()
    #expect(
      other.run("load \(folder.path)/run.safetensors; layer dense n; layer dense; step").outcome == .completed
    )
  }

  @Test func `a file with any damaged byte is refused, and nothing has changed`() throws {
    let folder = try TemporaryFolder()
    _ = saved(Self.networks[0], in: folder)
    let whole = try Data(contentsOf: URL(filePath: "\(folder.path)/run.safetensors"))
    let test = TestSession()
    test.run("data xor; layer dense 2 name=x; layer dense; step 3")
    let before = SessionState(test.session)
    for place in stride(from: 0, to: whole.count, by: 41) {
      var bytes = [UInt8](whole)
      bytes[place] ^= 0x10
      try folder.write("damaged.safetensors", bytes: bytes)
      let failures = test.failures("load \(folder.path)/damaged.safetensors")
      #expect(!failures.isEmpty, "byte \(place)")
      #expect(failures.first?.code != "failed", "byte \(place): \(failures)")
    }
    for length in [0, 7, 8, 100, whole.count - 1] {
      try folder.write("short.safetensors", bytes: [UInt8](whole.prefix(length)))
      #expect(!test.failures("load \(folder.path)/short.safetensors").isEmpty, "\(length) bytes")
    }
    #expect(SessionState(test.session) == before)
  }

  @Test func `a file of weights alone is told from a session`() throws {
    let folder = try TemporaryFolder()
    let test = TestSession()
    test.run("\(Self.networks[0]); export weights \(folder.path)/w.safetensors")
    #expect(test.failures("load \(folder.path)/w.safetensors").first?.code == "no-session")
    #expect(test.failures("load \(folder.path)/none.safetensors").first?.code == "no-such-file")
  }

  @Test func `parameters have the names that PyTorch gives them`() throws {
    let folder = try TemporaryFolder()
    _ = saved(Self.networks[2], in: folder)
    let file = try ArrayFile(contentsOf: "\(folder.path)/run.safetensors")
    let shapes = Dictionary(uniqueKeysWithValues: file.headers.map { ($0.name, $0.shape) })
    #expect(shapes["h1.weight"] == [3, 1, 3, 3])
    #expect(shapes["h1.bias"] == [3])
  }

  @Test(arguments: [[], [0], [1, 2, 3], Array(0..<8), Array(0..<255)] as [[UInt8]])
  func `bytes go through doubles unharmed`(bytes: [UInt8]) {
    let tensor = ByteTensor.tensor(of: bytes)
    #expect(ByteTensor.bytes(of: tensor, count: bytes.count) == bytes)
    #expect(ByteTensor.bytes(of: tensor, count: bytes.count + 8) == nil)
  }
}
