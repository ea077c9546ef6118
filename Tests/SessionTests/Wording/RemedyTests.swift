import Foundation
import Testing

@testable import Session

/// Misuse that was once accepted without a word, or answered by words that led nowhere.
@Suite struct RemedyTests {
  private static let network =
    "data xor; layer dense 3 tanh name=h; layer batch_norm name=n; layer dropout 0.5 name=d; layer dense name=o"

  @Test(arguments: [
    (network, "init d zeros", "no-weights", "`net` lists the weights"),
    (network, "init d", "no-weights", "`net` lists the weights"),
    (network, "init n he_normal", "no-weights", "`init n.weight he_normal` draws that parameter"),
    (tied, "init b he_normal", "no-weights", "`init a he_normal` draws the one that it uses"),
    (network, "grad n", "no-value", "`print n.weight, n.weight.grad`"),
    (network, "freeze n[1]", "no-value", "`print n.weight, n.weight.grad`"),
    (network, "grad d", "no-value", "`net` lists the layers"),
    (tied, "why b", "no-value", "it uses the weight of `a`: ask for that one"),
    (tied, "layer remove a", "layer-in-use", "`layer remove b` takes that one away first"),
    (
      "data xor; layer dense name=o", "layer dense 3 init=zeros", "missing-size",
      "`layer remove o`, then `layer dense 8 name=o` in its place"
    ),
    (
      "", "optimizer sgd nesterov=true", "conflicting-parameters",
      "leave one of them out, or change it: `help sgd` explains both"
    ),
    ("", "schedule cosine steps=1.5", "bad-parameter", "`help cosine` shows its parameters"),
    ("", "set seed 3", "unknown-setting", "`seed 3`"),
    ("optimizer adam", "set lr 0.5", "unknown-setting", "it is the optimizer's: `optimizer adam lr=0.5`"),
    (network, "set lr = 0.5", "not-weights", "it is the optimizer's: `optimizer sgd lr=0.5`"),
    (
      network, "import weights w.pt", "unknown-ending",
      "in Python, `safetensors.torch.save_file(model.state_dict(), \"w.safetensors\")` writes one that can be read"
    ),
  ])
  func `what helps is said`(setting: String, command: String, code: String, help: String) throws {
    let test = TestSession()
    test.run(setting)
    let before = SessionState(test.session)
    let failure = try #require(test.failures(command).first)
    #expect(failure.code == code, "\(failure.message)")
    #expect(failure.help == help)
    #expect(SessionState(test.session) == before)
  }

  private static let tied =
    "data noise features=6; layer dense 4 name=a; layer dense 6 tie=a name=b; layer dense"

  @Test func `an option that has no value can be given none`() {
    let test = TestSession()
    test.run("\(Self.network); optimizer sgd lr=0.1 clip_norm=none; layer dense 1 tie=none")
    #expect(test.run("step 2").outcome == .completed)
    #expect(test.run("optimizer sgd clip_norm=nothing").outcome == .commandFailed)
  }

  @Test func `net tells what draws a table, too`() {
    let test = TestSession()
    test.run(
      "data parity bits=6; layer embedding 8 name=e; layer position_embedding name=p; layer mean_pool name=m; layer dense"
    )
    #expect(test.output("net").components(separatedBy: "embedding_normal").count == 3)
    test.run("init e zeros")
    #expect(test.output("net").components(separatedBy: "embedding_normal").count == 2)
  }

  @Test func `all words that a command may begin with are named`() {
    let failure = TestSession().failures("export foo x.npz").first
    #expect(failure?.message == "expected `weights`, `grads` or `history`, found `foo`")
  }

  @Test func `the caret stands under a word, not under one that its letters are in`() throws {
    let test = TestSession()
    test.run("data xor; layer dense name=o")
    let failure = try #require(test.failures("layer dense 3 init=zeros").first)
    #expect(failure.source.flatMap { source in failure.range.map { source.text($0) } } != "zeros")
  }

  @Test func `data too large for the precision are not answered by a smaller learning rate`() throws {
    let folder = try TemporaryFolder()
    try "a,b,y\n1e300,2,0\n3,4,1\n1,2,0\n2,2,1\n".write(
      toFile: "\(folder.path)/large.csv", atomically: true, encoding: .utf8)
    let test = TestSession()
    test.run("data csv \(folder.path)/large.csv; layer dense 2 name=h; layer dense")
    let failure = try #require(test.failures("step").first)
    #expect(failure.help?.contains("`set precision float64`") == true)
    #expect(test.output("why").contains("set precision float64"))
    #expect(test.run("set precision float64; print h.weight").outcome == .completed)
  }

  @Test(arguments: ["csv", "npz", "npy", "idx", "text"])
  func `help of a format of files is the page of data`(word: String) {
    #expect(TestSession().output("help \(word)").contains("choose the data set to learn"))
  }

  @Test func `a state dict with PyTorch's count of batches fits`() throws {
    let folder = try TemporaryFolder()
    let test = TestSession()
    test.run("\(Self.network); export weights \(folder.path)/w.json")
    let text = try String(contentsOfFile: "\(folder.path)/w.json", encoding: .utf8)
    func write(_ name: String) throws {
      try text.replacingOccurrences(of: "{\n", with: "{\n\"\(name)\": 7,\n").write(
        toFile: "\(folder.path)/w.json", atomically: true, encoding: .utf8)
    }
    try write("n.num_batches_tracked")
    #expect(test.run("import weights \(folder.path)/w.json").outcome == .completed)
    try write("h.num_batches_tracked")
    #expect(test.failures("import weights \(folder.path)/w.json").first?.code == "weights-differ")
  }
}
