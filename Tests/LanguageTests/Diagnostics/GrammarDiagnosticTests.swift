import Testing

@testable import Language

@Suite struct GrammarDiagnosticTests {
  @Test("the messages for expressions and arguments that do not fit", arguments: Golden.cases(golden))
  func messages(_ golden: Golden) {
    #expect(SampleSession.transcript(golden.script) == golden.output)
  }

  private static let golden = ##"""
    > print 1 +
    status 2
    test.lab:1:10: error: expected a value, found the end of the line [missing-operand]
      print 1 +
               ^ expected a value
      help: such as a number, a name like `loss`, or a call like `norm(h1.weight)`
    > step 3 +
    status 2
    test.lab:1:9: error: expected a value, found the end of the line [missing-operand]
      step 3 +
              ^ expected a value
      help: such as a number, a name like `loss`, or a call like `norm(h1.weight)`
    > repeat {
    status 2
    test.lab:1:8: error: expected a value, found `{` [missing-operand]
      repeat {
             ^ expected a value
      help: `repeat 10 { step }`
    > for x of y { }
    status 2
    test.lab:1:7: error: expected `in`, found `of` [unexpected-text]
      for x of y { }
            ^~ expected `in`
      help: `for x in 1..3 { … }`
    > let x 3
    status 2
    test.lab:1:7: error: expected `=`, found `3` [unexpected-text]
      let x 3
            ^ expected `=`
      help: `let x = 3`
    > if { }
    status 2
    test.lab:1:4: error: expected a value, found `{` [missing-operand]
      if { }
         ^ expected a value
      help: `if loss < 0.1 { print loss }`
    > print a b
    status 2
    test.lab:1:9: error: expected an operator or the end, found `b` [unexpected-text]
      print a b
              ^ expected an operator or the end
      help: several values are a list: `[a, b]`
    > print norm (x)
    status 2
    test.lab:1:12: error: expected an operator or the end, found `(` [unexpected-text]
      print norm (x)
                 ^ expected an operator or the end
      help: no blank before the bracket: `norm(…)`
    > print h1 [0]
    status 2
    test.lab:1:10: error: expected an operator or the end, found `[` [unexpected-text]
      print h1 [0]
               ^ expected an operator or the end
      help: no blank before the bracket: `h1[…]`
    > print x = 3
    status 2
    test.lab:1:9: error: expected an operator or the end, found `=` [unexpected-text]
      print x = 3
              ^ expected an operator or the end
      help: equal is written `==`
    > print 1 < 2 < 3
    status 2
    test.lab:1:13: error: `<` and `<` cannot follow each other [chained-operator]
      print 1 < 2 < 3
                  ^ a second one
      help: join comparisons: `a < b and b < c`
    > print 1..2..3
    status 2
    test.lab:1:11: error: `..` and `..` cannot follow each other [chained-operator]
      print 1..2..3
                ^~ a second one
      help: a range has two ends: `1..10`
    > print 1 + not 2
    status 2
    test.lab:1:11: error: expected a value, found `not` [missing-operand]
      print 1 + not 2
                ^~~ binds too loosely here
      help: put it into parentheses: `(not …)`
    > print h1.
    status 2
    test.lab:1:10: error: expected a name after `.`, found the end of the line [missing-operand]
      print h1.
               ^ expected a name after `.`
      help: such as `h1.weight`
    > print h1[]
    status 2
    test.lab:1:9: error: expected a number or a slice between the brackets, found nothing [missing-operand]
      print h1[]
              ^~ which one?
      help: such as `h1[0]`
    > print h1[:::]
    status 2
    test.lab:1:11: error: expected a value, found `:` [missing-operand]
      print h1[:::]
                ^ expected a value
      help: such as a number, a name like `loss`, or a call like `norm(h1.weight)`
    > print h1[1:2:3]
    status 2
    test.lab:1:13: error: expected `]`, found `:` [unexpected-text]
      print h1[1:2:3]
                  ^ expected `]`
      help: a slice is `[from:to]`, without a step
    > print (1)(2)
    status 2
    test.lab:1:7: error: `(1)` is no function [not-callable]
      print (1)(2)
            ^~~ only a name can be called
      help: such as `norm(h1.weight)`
    > print f(a=1, 2)
    status 2
    test.lab:1:14: error: `2` stands after a named argument [positional-after-named]
      print f(a=1, 2)
                   ^ write it before them
      help: `f(value, name=value)`
    > copy h1 h2
    status 2
    test.lab:1:9: error: expected `to`, found `h2` [unexpected-text]
      copy h1 h2
              ^~ expected `to`
      help: `help copy` shows how it is used
    > copy h1 at h2
    status 2
    test.lab:1:9: error: expected `to`, found `at` [unexpected-text]
      copy h1 at h2
              ^~ expected `to`
      help: `help copy` shows how it is used
    > until loss < 1 max=
    status 2
    test.lab:1:16: error: expected a value after `max=`, found nothing [missing-operand]
      until loss < 1 max=
                     ^~~~ expected a value
      help: write the value right behind `max=`
    > until loss < 1 max=3 foo
    status 2
    test.lab:1:22: error: `foo` stands after the option `max=` [argument-after-option]
      until loss < 1 max=3 foo
                           ^~~ options come last
      help: write it before `max=`
    > expect a ~ b
    status 2
    test.lab:1:13: error: expected `within`, found the end of the line [unexpected-text]
      expect a ~ b
                  ^ expected `within`
      help: `expect a ~ b within 1e-6`
    > expect a b
    status 2
    test.lab:1:10: error: expected an operator or the end, found `b` [unexpected-text]
      expect a b
               ^ expected an operator or the end
      help: several values are a list: `[a, b]`
    > echo {}
    status 2
    test.lab:1:7: error: expected a value, found `}` [missing-operand]
      echo {}
            ^ expected a value
      help: such as a number, a name like `loss`, or a call like `norm(h1.weight)`
    > repeat 3 { step } step
    status 2
    test.lab:1:19: error: expected the end of the command, found `step` [unexpected-text]
      repeat 3 { step } step
                        ^~~~ expected the end of the command
      help: commands are separated by `;` or a line end
    """##
}
