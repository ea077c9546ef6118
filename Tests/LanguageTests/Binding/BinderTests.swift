import Testing

@testable import Language

@Suite struct BinderTests {
  private static let grammar = CommandGrammar(
    "do",
    [
      Positional("what", .place, .optional), Positional("spec", .specification, .optional),
      Positional("rest", .argument, .any),
    ],
    options: [
      ("n", .value), ("lr", .value), ("on", .argument), ("kind", .word), ("xs", .value), ("file", .word),
    ])

  private func binder(_ text: String, _ variables: [String: Value] = [:]) throws -> Binder {
    let source = SourceText(name: "a.lab", text: text)
    let grammar = Grammar([Self.grammar])
    let program = try Parser.program(source, grammar: grammar)
    guard case .command(let command) = program.statements[0].kind else { throw Stop.quit }
    return try Binder(
      command, by: Interpreter(grammar: grammar, source: source), scope: Scope(variables),
      environment: SampleSession())
  }

  private func message(_ text: String, _ body: (Binder) throws(Diagnostic) -> Void) -> String {
    do {
      try body(binder(text))
      return "nothing thrown"
    } catch let diagnostic as Diagnostic {
      return diagnostic.message + "; " + (diagnostic.hint ?? "")
    } catch {
      return "\(error)"
    }
  }

  @Test("arguments left out take their default, or are missing")
  func missing() throws {
    let empty = try binder("do")
    #expect(try empty.integer("n", default: 3) == 3)
    #expect(try empty.optionalNumber("lr") == nil)
    #expect(try empty.boolean("on", default: true))
    #expect(!empty.isGiven("what") && empty.arguments("rest").isEmpty)
    #expect(
      message("do") { (binder) throws(Diagnostic) in _ = try binder.integer("n") }
        == "`do` needs `n=`; `help do` shows how it is used")
    #expect(
      message("do") { (binder) throws(Diagnostic) in _ = try binder.place("what") }
        == "`do` needs `what`; `help do` shows how it is used")
  }

  @Test("values come in the type that is asked for")
  func types() throws {
    let all = try binder(
      "do h1[0].weight normal(std=s) 3 - 1 file.csv n=1e3 lr=1/2 on=off kind=\"a b\" xs=[1, 2]",
      ["s": .number(2)])
    #expect(try all.integer("n", in: .atLeast(1)) == 1000)
    #expect(try all.number("lr", in: .positive) == 0.5)
    #expect(try !all.boolean("on"))
    #expect(try all.word("kind") == "a b")
    #expect(try all.place("what").text == "h1[0].weight")
    #expect(try all.specification("spec").text == "normal(std=2)")
    #expect(try all.words("rest") == ["3 - 1", "file.csv"])
    #expect(try all.value(of: all.arguments("rest")[0]) == .number(2))
    #expect(all.optionNames.map(\.text) == ["n", "lr", "on", "kind", "xs"])
  }

  @Test("a place is a path, a pattern, or a variable that holds one")
  func places() throws {
    #expect(try binder("do \"h*\"").place("what") == .pattern("h*"))
    #expect(try binder("do *.bias").place("what") == .pattern("*.bias"))
    #expect(try binder("do all").place("what") == .reference(Reference("all")))
    #expect(try binder("do l.bias", ["l": .reference(Reference("h2"))]).place("what").text == "h2.bias")
    #expect(try binder("do p", ["p": .text("h?")]).place("what") == .pattern("h?"))
    #expect(
      try binder("do h1 s", ["s": .specification(Specification("zeros"))]).specification("spec").text
        == "zeros")
    #expect(try binder("do h1 unheard_of").specification("spec") == Specification("unheard_of"))
  }

  @Test("misuse has the same words for every command")
  func misuse() {
    #expect(
      message("do n=0") { (binder) throws(Diagnostic) in _ = try binder.integer("n", in: .atLeast(1)) }
        == "expected a whole number of at least 1 as `n` of `do`, found `0`; `help do` shows how it is used")
    #expect(
      message("do n=1/2") { (binder) throws(Diagnostic) in _ = try binder.integer("n") }
        == "expected a whole number as `n` of `do`, found `1/2`, which is 0.5; `help do` shows how it is used"
    )
    #expect(
      message("do lr=\"a\"") { (binder) throws(Diagnostic) in _ = try binder.number("lr", in: .between(0, 1))
      }
        == "expected a number from 0 to 1 as `lr` of `do`, found a text; `help do` shows how it is used")
    #expect(
      message("do on=3") { (binder) throws(Diagnostic) in _ = try binder.boolean("on") }
        == "expected `true` or `false` as `on` of `do`, found `3`; `help do` shows how it is used")
    #expect(
      message("do kind=swft") { (binder) throws(Diagnostic) in
        _ = try binder.optionalChoice("kind", from: ["swift", "c"])
      } == "`kind` of `do` cannot be `swft`; did you mean `swift`? it is one of `swift`, `c`")
    #expect(
      message("do 12") { (binder) throws(Diagnostic) in _ = try binder.place("what") }
        == "expected a layer or a part of one such as `h1.weight` as `what` of `do`, found `12`; `help do` shows how it is used"
    )
    #expect(
      message("do kinds=1") { _ in }
        == "`do` has no option `kinds`; did you mean `kind`? it has `n=`, `lr=`, `on=`, `kind=`, `xs=`, `file=`"
    )
    #expect(message("do n=1 n=2") { _ in } == "`n=` is given twice; remove one of them")
  }

  @Test("bounds say what they allow")
  func bounds() {
    #expect(Bounds.any.text == "" && Bounds.positive.text == " above 0")
    #expect(Bounds.between(-1, 0.5).text == " from -1 to 0.5" && Bounds.atLeast(3).text == " of at least 3")
    #expect(!Bounds.positive.contains(0) && Bounds.atLeast(0).contains(0) && !Bounds.any.contains(.nan))
  }
}
