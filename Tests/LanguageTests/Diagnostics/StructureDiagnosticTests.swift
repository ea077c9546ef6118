import Testing

@testable import Language

@Suite struct StructureDiagnosticTests {
  @Test("the messages for blocks, brackets and statements that do not fit", arguments: Golden.cases(golden))
  func messages(_ golden: Golden) {
    #expect(SampleSession.transcript(golden.script) == golden.output)
  }

  private static let golden = ##"""
    > print (1 + 2
    status 2
    test.lab:1:7: error: `(` is never closed [unclosed-bracket]
      print (1 + 2
            ^ opened here
      help: put `)` where it ends
    > print (1 + 2
    > step
    status 2
    test.lab:2:1: error: expected `)`, found `step` [unclosed-bracket]
      step
      ^~~~ expected `)`
      note: `(` was opened at line 1, column 7
      help: put `)` before it
    > print norm(1
    status 2
    test.lab:1:11: error: `(` is never closed [unclosed-bracket]
      print norm(1
                ^ opened here
      help: put `)` where it ends
    > print [1, 2
    status 2
    test.lab:1:7: error: `[` is never closed [unclosed-bracket]
      print [1, 2
            ^ opened here
      help: put `]` where it ends
    > print norm(1 2)
    status 2
    test.lab:1:14: error: expected `,` or `)`, found `2` [unclosed-bracket]
      print norm(1 2)
                   ^ expected `,` or `)`
      note: `(` was opened at line 1, column 11
      help: put `)` before it
    > print (1, 2)
    status 2
    test.lab:1:9: error: expected `)`, found `,` [unclosed-bracket]
      print (1, 2)
              ^ expected `)`
      note: `(` was opened at line 1, column 7
      help: lists are in brackets: `[3, 5]`
    > print )
    status 2
    test.lab:1:7: error: `)` closes nothing [stray-bracket]
      print )
            ^ nothing is open here
      help: remove it, or open it before
    > print 1)
    status 2
    test.lab:1:8: error: `)` closes nothing [stray-bracket]
      print 1)
             ^ nothing is open here
      help: remove it, or open it before
    > }
    status 2
    test.lab:1:1: error: `}` closes nothing [stray-bracket]
      }
      ^ nothing is open here
      help: remove it, or open it before
    > step }
    status 2
    test.lab:1:6: error: `}` closes nothing [stray-bracket]
      step }
           ^ nothing is open here
      help: remove it, or open it before
    > repeat 3 {
    > step
    status 2
    test.lab:1:10: error: `{` is never closed [unclosed-bracket]
      repeat 3 {
               ^ opened here
      help: put `}` where it ends
    > repeat 3
    status 2
    test.lab:1:9: error: expected `{`, found the end of the line [missing-block]
      repeat 3
              ^ expected `{`
      help: commands to be run stand between `{` and `}`
    > repeat 3 step
    status 2
    test.lab:1:10: error: expected `{`, found `step` [missing-block]
      repeat 3 step
               ^~~~ expected `{`
      help: commands to be run stand between `{` and `}`
    > for 3 in x { }
    status 2
    test.lab:1:5: error: expected a name, found `3` [missing-name]
      for 3 in x { }
          ^ expected a name
      help: `for k in 1..3 { step k }`
    > for and in x { }
    status 2
    test.lab:1:5: error: `and` is a word of the language [reserved-name]
      for and in x { }
          ^~~ expected a name of your own
      help: `for k in 1..3 { step k }`
    > let = 3
    status 2
    test.lab:1:5: error: expected a name, found `=` [missing-name]
      let = 3
          ^ expected a name
      help: `let x = 3`
    > let true = 1
    status 2
    test.lab:1:5: error: `true` is a word of the language [reserved-name]
      let true = 1
          ^~~~ expected a name of your own
      help: `let x = 3`
    > else { }
    status 2
    test.lab:1:1: error: this `else` belongs to no `if` [stray-else]
      else { }
      ^~~~ no `if` before it
      help: it follows the `}` of an `if`: `if loss < 0.1 { … } else { … }`
    > 3 + 4
    status 2
    test.lab:1:1: error: expected a command, found `3` [missing-command]
      3 + 4
      ^ expected a command
      help: a value is shown by `print 3 + 4`
    > residual step
    status 2
    test.lab:1:10: error: expected `{`, found `step` [missing-block]
      residual step
               ^~~~ expected `{`
      help: commands to be run stand between `{` and `}`
    > step 1 }
    status 2
    test.lab:1:8: error: `}` closes nothing [stray-bracket]
      step 1 }
             ^ nothing is open here
      help: remove it, or open it before
    > init h1(
    status 2
    test.lab:1:8: error: `(` is never closed [unclosed-bracket]
      init h1(
             ^ opened here
      help: put `)` where it ends
    > init h1 he]
    status 2
    test.lab:1:11: error: `]` closes nothing [stray-bracket]
      init h1 he]
                ^ nothing is open here
      help: remove it, or open it before
    > frob (
    status 2
    test.lab:1:6: error: `(` is never closed [unclosed-bracket]
      frob (
           ^ opened here
      help: put `)` where it ends
    > frob ]
    status 2
    test.lab:1:6: error: `]` closes nothing [stray-bracket]
      frob ]
           ^ nothing is open here
      help: remove it, or open it before
    > echo {1
    status 2
    test.lab:1:6: error: `{` is never closed [unclosed-bracket]
      echo {1
           ^ opened here
      help: put `}` where it ends
    > echo {1 2}
    status 2
    test.lab:1:9: error: expected an operator or `}`, found `2` [unclosed-bracket]
      echo {1 2}
              ^ expected an operator or `}`
      help: put `}` before it
    > time 3
    status 2
    test.lab:1:6: error: expected a command, found `3` [missing-command]
      time 3
           ^ expected a command
      help: a value is shown by `print 3`
    """##
}
