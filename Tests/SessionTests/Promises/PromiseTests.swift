import Testing

@testable import Engine
@testable import Session

/// What every session promises: the same bits again, and looking or failing changes nothing.
@Suite struct PromiseTests {
  /// Small networks of several kinds, each with mini-batches or without.
  private static let networks = [
    "data xor; layer dense 4 tanh name=h1; layer dense 1",
    "data moons n=30 noise=0.1; layer dense 5 relu name=h1; layer dense 3 gelu; layer dense; batch 7",
    "data blobs n=24 classes=3 split=0.25; layer dense 4 sigmoid name=h1; layer dense; optimizer adam; batch 5",
    "set precision float64; data sine n=20; layer dense 6 sin name=h1; layer dense; optimizer rmsprop; loss huber",
    "data circles n=16; layer dense 3 selu name=h1; layer dense 1; optimizer sgd momentum=0.9; batch full; loss bce",
  ]

  private func state(after script: String, seed: UInt64 = 0, threads: Int = 1) -> SessionState {
    let test = TestSession(seed: seed, threads: threads)
    let (outcome, events) = test.run(script)
    #expect(outcome == .completed, "\(script)\n\(events.map(Rendering.text).joined())")
    return SessionState(test.session)
  }

  @Test(arguments: networks) func `the same script gives the same bits`(network: String) {
    let script = "\(network); step 13; init h1 he_normal; step 4"
    #expect(state(after: script) == state(after: script))
  }

  @Test(arguments: networks) func `another seed gives other bits`(network: String) {
    #expect(state(after: "\(network); step 3", seed: 1) != state(after: "\(network); step 3", seed: 2))
  }

  @Test(arguments: networks) func `so many steps of one are as one of so many`(network: String) {
    let whole = state(after: "\(network); step 24")
    #expect(state(after: "\(network); repeat 24 { step }") == whole)
    #expect(state(after: "\(network); step 7; step 0; step 17") == whole)
  }

  @Test(arguments: networks) func `the bits do not depend on threads`(network: String) {
    #expect(state(after: "\(network); step 9", threads: 2) == state(after: "\(network); step 9"))
  }

  @Test func `the bits do not depend on threads where the products are large`() {
    let script = "data noise n=256 features=64; layer dense 256 relu name=h1; layer dense; step 3"
    #expect(state(after: script, threads: 2) == state(after: script))
  }

  @Test(arguments: networks) func `looking changes no later bit`(network: String) {
    let looks = [
      "net", "print h1.weight.grad", "print h1.weight.sample_grad",
      "print h1.out, h1.pre, h1.delta, loss, output",
      "hist h1.weight", "heatmap h1.weight", "print distinct(h1), gap(h1), dead(h1)", "grad", "weights",
      "activations", "neurons", "symmetry", "describe he_normal", "inits", "help step", "apropos weight",
      "data",
      "batch", "loss", "optimizer", "seed", "set", "compare zeros he_normal steps=3 seeds=2",
      "print h1.weight.update",
    ]
    let plain = state(after: "\(network); step 5; step 6; epoch")
    let watched = looks.joined(separator: "\n")
    #expect(
      state(after: "\(network)\n\(watched)\nstep 5; plot loss\n\(watched)\nstep 6\n\(watched)\nepoch")
        == plain)
  }

  @Test(arguments: networks) func `a command that fails changes nothing, now or later`(network: String) {
    let failing = [
      "frobnicate", "layer dense 0", "layer dense 3 tahn", "layer dense 8 name=h1", "init h1 he_unifrm",
      "init h1 constant", "init h1.bias orthogonal", "init all uniform(1, -1)", "data xr", "data moons n=0",
      "data csv nowhere.csv", "loss mes", "loss huber delta=0", "optimizer sgd lr=-1",
      "optimizer adam beta1=2",
      "batch 0", "seed -1", "set precision float16", "step -1", "step 1.5", "print 1/0", "expect 1 == 2",
      "source nowhere.lab", "compare he_unifrm", "layer remove nothing", "let loss = 3", "!false",
      "layer dense 1e12",
    ]
    let test = TestSession()
    test.run("\(network); step 5")
    for command in failing {
      let before = SessionState(test.session)
      #expect(test.run(command).outcome != .completed, "`\(command)` did not fail")
      #expect(SessionState(test.session) == before, "`\(command)` failed and changed the state")
    }
    test.run("step 6")
    #expect(SessionState(test.session) == state(after: "\(network); step 5; step 6"))
  }

  @Test func `training that diverges keeps the state of the last good step`() throws {
    let network =
      "data xor; layer dense 4 relu name=h1; layer dense 1; loss mse; seed 1; optimizer sgd lr=1e12"
    let test = TestSession()
    test.run(network)
    let diagnostic = try #require(test.failures("step 100").first)
    #expect(diagnostic.code == "diverged")
    let step = test.output("print step").dropLast()
    #expect(diagnostic.message.contains("step \((Int(step) ?? 0) + 1)"))
    #expect(state(after: "\(network); step \(step)") == SessionState(test.session))
    #expect(test.run("optimizer sgd lr=0.1; init; step 20; expect loss < 1").outcome == .completed)
  }

  @Test func `equal neurons stay equal, whatever trains them`() {
    for optimizer in ["sgd lr=0.3", "sgd momentum=0.9 nesterov=true", "adam", "adamw", "rmsprop", "adagrad"] {
      for activation in ["tanh", "relu", "gelu", "sigmoid", "sin"] {
        let test = TestSession()
        test.run("data moons n=21 noise=0.2; layer dense 7 \(activation) name=h1; layer dense 5 tanh name=h2")
        test.run("layer dense; optimizer \(optimizer); batch 4; init all constant(0.3); step 50")
        #expect(test.output("print distinct(h1), distinct(h2)") == "distinct(h1) = 1\ndistinct(h2) = 1\n")
      }
    }
  }

  @Test func `adding or widening a layer leaves every other weight alone`() {
    let narrow = TestSession()
    narrow.run("data xor; layer dense 3 tanh name=h1; layer dense 2 tanh name=h2; layer dense 1 name=out")
    let wide = TestSession()
    wide.run("data xor; layer dense 3 tanh name=h1; layer dense 9 tanh name=h2; layer dense 1 name=out")
    #expect(narrow.output("print h1.weight") == wide.output("print h1.weight"))
  }

  @Test func `a script that does not parse has run nothing`() {
    let test = TestSession()
    let before = SessionState(test.session)
    let (outcome, events) = test.run("data xor\nlayer dense 3\nlet a = 1\nrepeat 2 {\n")
    #expect(outcome == .notParsed)
    #expect(events.allSatisfy { if case .failed = $0 { true } else { false } })
    #expect(SessionState(test.session) == before)
  }

  @Test func `checking runs nothing`() {
    let test = TestSession()
    let before = SessionState(test.session)
    #expect(test.session.check(.init(name: "a.lab", text: "data xor; layer dense 3; step 10")) == .completed)
    #expect(test.session.check(.init(name: "a.lab", text: "data xor; stepp")) == .notParsed)
    #expect(test.session.check(.init(name: "a.lab", text: "if 1 { hist 3 bin=2 }")) == .notParsed)
    #expect(SessionState(test.session) == before)
  }

  @Test func `an interrupted command stops between two steps, and the session goes on`() {
    let test = TestSession()
    test.run(Self.networks[0])
    test.host.patience = 0
    #expect(test.run("step 100000000").outcome == .interrupted)
    #expect(test.run("repeat 1000000000 { }").outcome == .interrupted)
    #expect(test.run("for i in 1..1000000000 { echo }").outcome == .interrupted)
    test.host.patience = nil
    #expect(test.run("step; expect step > 0").outcome == .completed)
  }

  @Test func `a failure stops a script where it stands, and what ran before stays`() {
    let test = TestSession()
    #expect(test.run("let a = 1\nfrobnicate\nlet a = 2").outcome == .commandFailed)
    #expect(test.output("print a") == "1\n")
    #expect(test.run("let a = 3\nexpect a == 4\nlet a = 5").outcome == .expectationFailed)
    #expect(test.output("print a") == "3\n")
  }

  @Test func `in safe mode there is no shell and no file outside the working folder`() {
    let test = TestSession(isSafe: true)
    for command in ["!true", "source /etc/hostname", "data csv ../../etc/passwd", "data csv /etc/passwd"] {
      #expect(test.failures(command).map(\.code) == ["safe-mode"], "\(command)")
    }
    #expect(test.host.shellCommands.isEmpty)
    #expect(test.run("data csv examples/data/iris.csv").outcome == .completed)
  }

  @Test func `a variable of the call is a value where it is one, else a text`() {
    let test = TestSession()
    #expect(test.session.define("n", as: "3") == .completed)
    #expect(test.session.define("name", as: "he_unifrm") == .completed)
    #expect(test.session.define("list", as: "[1, 2]") == .completed)
    #expect(test.session.define("odd", as: "a b(") == .completed)
    #expect(test.output("print n + 1, list * 2") == "n + 1 = 4\nlist * 2 = [2, 4]\n")
    #expect(test.output("echo {name} {odd}") == "he_unifrm a b(\n")
    #expect(test.session.define("loss", as: "3") != .completed, "`loss` is a name of the session")
  }
}
