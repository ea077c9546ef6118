import Testing

@testable import Engine
@testable import Session

/// What Tab offers, and what stands beside it.
@Suite struct CompletionTests {
  private let test = TestSession(isPrompt: true)

  init() { test.run("data xor; layer dense 4 tanh name=hidden; layer dense 1 name=out; let width = 3") }

  /// What is offered at the end of a text.
  private func candidates(_ text: String) -> [Completion.Candidate] {
    test.session.completions(for: text, cursor: text.unicodeScalars.count).candidates
  }

  private func words(_ text: String) -> [String] { candidates(text).map(\.text) }

  @Test func `an empty line offers every verb and every word of statements, with summaries`() {
    let offered = candidates("")
    let verbs = CommandTable.all.map { $0.specification.name }
    #expect(Set(offered.map(\.text)).isSuperset(of: verbs + ["let", "repeat", "for", "if"]))
    #expect(offered.allSatisfy { !$0.summary.isEmpty })
  }

  @Test(arguments: [
    ("st", "step"), ("data xor; st", "step"), ("repeat 3 { st", "step"), ("time st", "step"),
    ("sym", "symmetry"),
    ("layer de", "dense"), ("layer act", "activation"), ("layer dense 8 ta", "tanh"), ("data mo", "moons"),
    ("data c", "csv"), ("loss cross", "cross_entropy"), ("optimizer ada", "adam"), ("init hid", "hidden"),
    ("init al", "all"), ("init all he_n", "he_normal"), ("describe orth", "orthogonal"),
    ("compare zeros xav", "xavier_normal"), ("layer dense 8 init=he_", "he_normal"),
    ("layer dense 8 tanh na", "name="), ("layer dense 8 bias=zer", "zeros"),
    ("optimizer sgd mom", "momentum="),
    ("schedule cos", "cosine"), ("schedule cosine war", "warmup="),
    ("data moons noi", "noise="), ("data moons spl", "split="), ("loss huber del", "delta="),
    ("hist hidden.weight bi", "bins="), ("compare zeros see", "seeds="), ("set prec", "precision"),
    ("help he_", "he_normal"), ("help ste", "step"), ("print lo", "loss"), ("print nor", "norm"),
    ("print dist", "distinct"), ("print wid", "width"), ("print norm(hid", "hidden"),
    ("print 1 + hid", "hidden"),
    ("expect los", "loss"), ("heatmap hid", "hidden"), ("grad hid", "hidden"), ("neurons hid", "hidden"),
    ("layer remove hid", "hidden"), ("let x = los", "loss"), ("echo {los", "loss"), ("if los", "loss"),
    ("print hidden.we", "hidden.weight"), ("print hidden.weight.gr", "hidden.weight.grad"),
    ("print hidden[0].we", "hidden[0].weight"), ("print norm(hidden.we", "hidden.weight"),
    ("hist hidden.o", "hidden.out"), ("init hidden.bi", "hidden.bias"), ("plot lo", "loss"),
    ("ste", "step"), ("source exam", "examples"), ("data csv examples/data/ir", "examples/data/iris.csv"),
    ("source examples/00", "examples/00_first_session.lab"),
  ])
  func `a beginning is completed`(text: String, word: String) {
    #expect(words(text).contains(word), "`\(text)` offers \(words(text).prefix(12))")
  }

  @Test(arguments: [
    "layer ", "init all ", "data ", "loss ", "optimizer ", "help ", "set ", "describe ", "compare ",
  ])
  func `a candidate comes with its summary`(text: String) {
    let offered = candidates(text)
    #expect(!offered.isEmpty)
    for candidate in offered { #expect(!candidate.summary.isEmpty, "\(text)\(candidate.text)") }
  }

  @Test(arguments: ["xyzzy", "print xyzzy", "layer xyzzy", "data csv nowhere/xyz", "echo text "])
  func `what nothing begins with offers nothing`(text: String) {
    #expect(words(text).filter { $0.hasPrefix("xyz") }.isEmpty)
  }

  @Test func `parts of a layer are offered whole, labelled by themselves`() {
    let offered = candidates("print hidden.")
    #expect(Set(offered.map(\.label)) == ["weight", "bias", "pre", "out", "delta"])
    #expect(offered.allSatisfy { $0.text.hasPrefix("hidden.") })
  }

  @Test func `marks and branches are offered with their steps, keywords with their meaning`() {
    test.run("step 3; mark good; branch other")
    #expect(candidates("goto go").map(\.text) == ["good"])
    #expect(candidates("goto go").first?.summary == "mark at step 3")
    #expect(candidates("print loss at=g").map(\.text) == ["good"])
    #expect(words("branch ma") == ["main"])
    #expect(words("step ph") == ["phase"])
    #expect(words("reverse un") == ["until"])
    #expect(words("grad hidden so") == ["sort="])
    #expect(words("copy hidden[0] t") == ["to"])
    #expect(words("break norm(hid") == ["hidden"])
    #expect(words("set dead") == ["dead_share"])
  }

  @Test func `only the word before the cursor is replaced`() {
    let completion = test.session.completions(for: "print lo + 1", cursor: 8)
    #expect(completion.replaced == 6..<8)
    #expect(completion.candidates.map(\.text).contains("loss"))
    #expect(test.session.completions(for: "", cursor: 0).replaced == 0..<0)
  }

  @Test func `a folder ends in a slash, hidden files come only when asked for`() {
    #expect(candidates("source exam").first { $0.text.hasPrefix("examples") }?.suffix == "/")
    #expect(!words("source ").contains { $0.hasPrefix(".") })
    #expect(words("source .swift").contains(".swift-format"))
  }

  @Test func `every word that is offered behind a verb is taken by the command`() {
    for kind in words("layer ") where LayerTable.builtin[kind] != nil {
      #expect(test.session.check(.init(name: "input", text: "layer \(kind)")) == .completed)
    }
    for word in words("init all ") where test.session.initializers[word] == nil {
      Issue.record("`init all \(word)` names no initializer")
    }
  }

  @Test(arguments: [
    "é", "日本語 ", "\u{1F468}\u{200D}\u{1F469} pri", "\"open", "((((", "}{", "a.b.c.d.", "h[", "=", ";;",
  ])
  func `odd texts complete to something or nothing, at every cursor`(text: String) {
    for cursor in -1...text.unicodeScalars.count + 2 where cursor >= 0 {
      let completion = test.session.completions(for: text, cursor: cursor)
      #expect(completion.replaced.upperBound <= text.unicodeScalars.count)
    }
  }
}
