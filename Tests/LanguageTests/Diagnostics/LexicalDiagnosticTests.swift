import Testing

@testable import Language

@Suite struct LexicalDiagnosticTests {
  @Test("the messages for what is no number, text or mark of the language", arguments: Golden.cases(golden))
  func messages(_ golden: Golden) {
    #expect(SampleSession.transcript(golden.script) == golden.output)
  }

  private static let golden = ##"""
    > print 3x
    status 2
    test.lab:1:7: error: `3x` is not a number [bad-number]
      print 3x
            ^~ expected digits
      help: numbers are `3`, `0.5`, `1e-3`, `5/3`
    > print 1_000
    status 2
    test.lab:1:7: error: `1_000` is not a number [bad-number]
      print 1_000
            ^~~~~ expected digits
      help: without `_` it is `1000`
    > print 1e999
    status 2
    test.lab:1:7: error: `1e999` is larger than any number [number-too-large]
      print 1e999
            ^~~~~ at most 1.8e308
      help: `inf` is infinity
    > print "abc
    status 2
    test.lab:1:7: error: this text is never closed [unterminated-text]
      print "abc
            ^~~~ expected `"` at its end
      help: `"abc"`
    > echo "a
    status 2
    test.lab:1:6: error: this text is never closed [unterminated-text]
      echo "a
           ^~ expected `"` at its end
      help: `"a"`
    > print "\q"
    status 2
    test.lab:1:8: error: `\q` stands for nothing in a text [bad-escape]
      print "\q"
             ^~ expected `\n`, `\t`, `\"`, `\\` or `\u{…}`
      help: a backslash itself is `\\`
    > @
    status 2
    test.lab:1:1: error: `@` has no meaning here [unexpected-character]
      @
      ^ unexpected character
      help: remove it, or put it into a text: `"…"`
    > “x”
    status 2
    test.lab:1:1: error: `“` has no meaning here [unexpected-character]
      “x”
      ^ unexpected character
      help: text is written `"…"`
    > print 'a'
    status 2
    test.lab:1:7: error: `'` has no meaning here [unexpected-character]
      print 'a'
            ^ unexpected character
      help: text is written `"…"`
    > print a\##u{A0}b
    status 2
    test.lab:1:8: error: the invisible character U+00A0 has no meaning here [unexpected-character]
      print a\##u{A0}b
             ^ unexpected character
      help: put a plain space in its place
    > print 2 × 3
    status 2
    test.lab:1:9: error: `×` has no meaning here [unexpected-character]
      print 2 × 3
              ^ unexpected character
      help: times is written `*`
    > compare zeros 3x
    status 2
    test.lab:1:15: error: `3x` is not a number [bad-number]
      compare zeros 3x
                    ^~ expected digits
      help: numbers are `3`, `0.5`, `1e-3`, `5/3`
    > print 1 &
    status 2
    test.lab:1:9: error: `&` has no meaning here [unexpected-character]
      print 1 &
              ^ unexpected character
      help: both is written `and`
    > print a ! b
    status 2
    test.lab:1:9: error: `!` has no meaning here [unexpected-character]
      print a ! b
              ^ unexpected character
      help: not equal is written `!=`
    > \##u{202E}
    status 2
    test.lab:1:1: error: the invisible character U+202E has no meaning here [unexpected-character]
      �
      ^ unexpected character
      help: remove it, or put it into a text: `"…"`
    > step \ 3
    status 2
    test.lab:1:6: error: `\` has no meaning here [unexpected-character]
      step \ 3
           ^ unexpected character
      help: a backslash continues a line only at its very end
    > print ]
    > print )
    > step 3x; let y
    status 2
    test.lab:1:7: error: `]` closes nothing [stray-bracket]
      print ]
            ^ nothing is open here
      help: remove it, or open it before
    test.lab:2:7: error: `)` closes nothing [stray-bracket]
      print )
            ^ nothing is open here
      help: remove it, or open it before
    test.lab:3:6: error: `3x` is not a number [bad-number]
      step 3x; let y
           ^~ expected digits
      help: numbers are `3`, `0.5`, `1e-3`, `5/3`
    test.lab:3:15: error: expected `=`, found the end of the line [unexpected-text]
      step 3x; let y
                    ^ expected `=`
      help: `let y = 3`
    """##
}
