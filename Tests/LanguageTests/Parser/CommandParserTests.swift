import Testing

@testable import Language

@Suite struct CommandParserTests {
  /// The raw texts of the arguments, `|` between, then the options.
  private func shape(_ text: String, _ grammar: Grammar = SampleGrammar.script) throws -> String {
    let command = try SampleGrammar.command(text, grammar)
    let words = command.arguments.map { "\($0.name):\($0.raw)" }
    let options = command.options.map { "\($0.name.text)=\($0.value.raw)" }
    return ([command.verb.text] + words + options).joined(separator: " | ")
  }

  @Test(
    "words and values end where the contract says",
    arguments: [
      ("step", "step"), ("step 3", "step | n:3"), ("step 3 -1", "step | n:3 | :-1"),
      ("step 3 - 1", "step | n:3 - 1"),
      ("step 3-1", "step | n:3-1"), ("step 3 *  2 + n", "step | n:3 *  2 + n"),
      ("step 3# three", "step | n:3"),
      ("step (1 +\n 2)", "step | n:(1 +\n 2)"), ("step \\\n 3", "step | n:3"), ("step 3;", "step | n:3"),
      ("data csv ../a-b/~c.csv target=x", "data | name:csv | files:../a-b/~c.csv | target=x"),
      ("data csv \"my file.csv\"", "data | name:csv | files:\"my file.csv\""),
      (
        "layer dense 8 leaky_relu(0.2) name=h1",
        "layer | kind:dense | rest:8 | rest:leaky_relu(0.2) | name=h1"
      ),
      ("layer remove h1", "layer | remove:remove | name:h1"),
      ("layer dense 8 kernel = 3", "layer | kind:dense | rest:8 | kernel=3"),
      ("layer dense 8 name = h1", "layer | kind:dense | rest:8 | name=h1"), ("init", "init"),
      ("init h1[0:4] normal(std=0.1)", "init | where:h1[0:4] | spec:normal(std=0.1)"),
      ("copy h1[0] to h1[1]", "copy | from:h1[0] | to:to | to:h1[1]"),
      ("until loss < 0.1 max=5", "until | condition:loss < 0.1 | max=5"),
      ("plot loss , norm(h1.weight) log=true", "plot | curves:loss , norm(h1.weight) | log=true"),
      ("set", "set"), ("set lr 0.1", "set | name:lr | value:0.1"), ("set lr = 0.1", "set | edit:lr = 0.1"),
      ("set lr=0.1", "set | edit:lr=0.1"),
      ("compare a b(1) steps=3", "compare | specs:a | specs:b(1) | steps=3"),
      ("time step 3", "time | command:step 3"), ("!ls -l; # x", "! | line:ls -l; # x"),
      ("echo a; ", "echo | text:a"), ("frobnicate x y=1", "frobnicate"),
      ("reverse until loss > 1", "reverse | until:until | condition:loss > 1"),
    ])
  func arguments(_ text: String, _ expected: String) throws {
    #expect(try shape(text) == expected)
  }

  @Test("a unique prefix is a command at the prompt, not in a script")
  func prefixes() throws {
    #expect(try shape("ech hello", SampleGrammar.prompt) == "echo | text:hello")
    #expect(try SampleGrammar.command("st 3", SampleGrammar.prompt).verb.text == "step")
    #expect(try !SampleGrammar.command("re", SampleGrammar.prompt).isKnown)
    #expect(try !SampleGrammar.command("ech hello").isKnown)
  }

  @Test("an unknown command is kept with its text, brackets and blocks included")
  func unknownCommands() throws {
    let statements = try SampleGrammar.parse("foo (1;\n2) { a; b }; step # c\n bar \"x;y\"")
    let raws = statements.map { statement in
      if case .command(let command) = statement.kind { command.raw } else { "" }
    }
    #expect(raws == ["foo (1;\n2) { a; b }", "step", "bar \"x;y\""])
  }

  @Test("a word argument keeps what it is and what is wrong with it")
  func lenientArguments() throws {
    let command = try SampleGrammar.command("layer dense 3x h1.weight")
    guard case .malformed(let diagnostic) = command.arguments[1].kind else {
      Issue.record("`3x` should be malformed")
      return
    }
    #expect(diagnostic.code == "bad-number")
    guard case .value(let expression) = command.arguments[2].kind else {
      Issue.record("`h1.weight` should be a value")
      return
    }
    #expect(ExpressionPrinter.text(expression) == "h1.weight")
  }

  @Test(
    "a template holds text, escapes and expressions",
    arguments: [
      ("echo loss is {loss}", "\"loss is {loss}\""), ("echo \"a; # {1 + 1}\"  b  ", "\"a; # {1 + 1}  b\""),
      ("echo a # b", "\"a\""), ("echo {[1, 2][0]}{x}", "\"{[1, 2][0]}{x}\""),
      ("echo \\{x\\} \\; \\\"", "\"\\{x\\} ; \\\"\""),
      ("echo it's {\"a}\"}", "\"it's {\"a}\"}\""), ("echo \"  \"", "\"  \""), ("echo a\\\n b", "\"a b\""),
    ])
  func templates(_ text: String, _ expected: String) throws {
    #expect(CommandPrinter.text(try SampleGrammar.command(text)) == "echo " + expected)
  }

  @Test("places of nodes are places in the source")
  func places() throws {
    let source = SourceText(name: "a", text: "\u{FEFF}step 1\r\n  until σ < 0.5 max=3\r\n")
    let program = try Parser.program(source, grammar: SampleGrammar.script)
    #expect(program.statements.count == 2)
    guard case .command(let command) = program.statements[1].kind else {
      Issue.record("the second statement is no command")
      return
    }
    #expect(source.text(command.range) == "until σ < 0.5 max=3")
    #expect(source.text(command.arguments[0].range) == "σ < 0.5")
    let position = source.position(of: command.options[0].name.range.start)
    #expect(position.line == 2 && position.column == 17)
    #expect(source.position(of: 3).column == 1)
  }
}
