import Testing

@testable import Language

@Suite struct NamesDiagnosticTests {
  @Test("the messages for names that are not known", arguments: Golden.cases(golden))
  func messages(_ golden: Golden) {
    #expect(SampleSession.transcript(golden.script) == golden.output)
  }

  private static let golden = ##"""
    > frob 3
    status 1
    test.lab:1:1: error: no command is called `frob` [unknown-command]
      frob 3
      ^~~~ not a command
      help: `help` lists all
    > stp 3
    status 1
    test.lab:1:1: error: no command is called `stp` [unknown-command]
      stp 3
      ^~~ not a command
      help: did you mean `step`?
    > h1.weight
    status 1
    test.lab:1:1: error: no command is called `h1` [unknown-command]
      h1.weight
      ^~ not a command
      help: a value is shown by `print h1.weight`
    > x = 3
    status 1
    test.lab:1:1: error: no command is called `x` [unknown-command]
      x = 3
      ^ not a command
      help: a variable is set by `let x = 3`
    > loss + 1
    status 1
    test.lab:1:1: error: no command is called `loss` [unknown-command]
      loss + 1
      ^~~~ not a command
      help: a value is shown by `print loss + 1`
    > foo(1)
    status 1
    test.lab:1:1: error: no command is called `foo` [unknown-command]
      foo(1)
      ^~~ not a command
      help: did you mean `for`?
    > print nowhere
    status 1
    test.lab:1:7: error: nothing is called `nowhere` [unknown-name]
      print nowhere
            ^~~~~~~ not known here
      help: `let nowhere = …` gives it a value
    > print los
    status 1
    test.lab:1:7: error: nothing is called `los` [unknown-name]
      print los
            ^~~ not known here
      help: did you mean `loss`?
    > print h1.wieght
    status 1
    test.lab:1:10: error: `h1` has no part `wieght` [unknown-part]
      print h1.wieght
               ^~~~~~ not a part of it
      help: did you mean `weight`? it has `weight`, `bias`, `out`, `pre`
    > print h1.weight.foo
    status 1
    test.lab:1:17: error: `h1.weight` has no part `foo` [unknown-part]
      print h1.weight.foo
                      ^~~ not a part of it
      help: it has `grad`, `update`
    > print h1.foo[2]
    status 1
    test.lab:1:10: error: `h1` has no part `foo` [unknown-part]
      print h1.foo[2]
               ^~~ not a part of it
      help: it has `weight`, `bias`, `out`, `pre`
    > print norm
    status 1
    test.lab:1:7: error: nothing is called `norm` [unknown-name]
      print norm
            ^~~~ not known here
      help: a function is called with brackets: `norm(…)`
    > print nrom(1)
    status 1
    test.lab:1:7: error: no function is called `nrom` [unknown-function]
      print nrom(1)
            ^~~~ not a function
      help: did you mean `norm`? `help functions` lists all
    > print loss(1)
    status 1
    test.lab:1:7: error: no function is called `loss` [unknown-function]
      print loss(1)
            ^~~~ not a function
      help: entries are read with `[…]`: `loss[0]`
    > print zzz(1)
    status 1
    test.lab:1:7: error: no function is called `zzz` [unknown-function]
      print zzz(1)
            ^~~ not a function
      help: `help functions` lists all
    > print h1[9]
    status 1
    test.lab:1:7: error: `h1` has 2 neurons [no-neuron]
      print h1[9]
            ^~~~~ from 0 to 1
    > print loss.x
    status 1
    test.lab:1:12: error: `loss` has no part `x` [unknown-part]
      print loss.x
                 ^ not a part of it
      help: `print loss` shows what it is
    > print h1.out
    status 1
    test.lab:1:7: error: `h1.out` has no value [no-value]
      print h1.out
            ^~~~~~ nothing to show here
      help: `net` lists the layers
    > let loss = 3
    status 1
    test.lab:1:5: error: `loss` is a name of the session already [reserved-name]
      let loss = 3
          ^~~~ cannot be a variable
      help: `let my_loss = …`
    > for loss in 1..2 { }
    status 1
    test.lab:1:5: error: `loss` is a name of the session already [reserved-name]
      for loss in 1..2 { }
          ^~~~ cannot be a variable
      help: `let my_loss = …`
    """##
}
