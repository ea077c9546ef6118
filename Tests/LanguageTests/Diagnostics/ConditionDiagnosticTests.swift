import Testing

@testable import Language

@Suite struct ConditionDiagnosticTests {
  @Test("the messages for conditions, counts and claims", arguments: Golden.cases(golden))
  func messages(_ golden: Golden) {
    #expect(SampleSession.transcript(golden.script) == golden.output)
  }

  private static let golden = ##"""
    > if h1.weight { }
    status 1
    test.lab:1:4: error: expected one condition, found 6 of them [ambiguous-condition]
      if h1.weight { }
         ^~~~~~~~~ this is a tensor of shape [2, 3]
      help: `all(h1.weight)` or `any(h1.weight)`
    > if h1.weight[0] != [1, 2, 4] { }
    status 1
    test.lab:1:4: error: expected one condition, found 3 of them [ambiguous-condition]
      if h1.weight[0] != [1, 2, 4] { }
         ^~~~~~~~~~~~~~~~~~~~~~~~~ this is a tensor of shape [3]
      help: `all(h1.weight[0] != [1, 2, 4])` or `any(h1.weight[0] != [1, 2, 4])`
    > if "a" { }
    status 1
    test.lab:1:4: error: expected a condition, found a text [not-a-condition]
      if "a" { }
         ^~~ this is a text
      help: such as `loss < 0.1`
    > repeat -1 { }
    status 1
    test.lab:1:8: error: expected a whole number of rounds, found `-1` [bad-count]
      repeat -1 { }
             ^~ how often?
      help: `repeat 10 { … }`
    > repeat 1.5 { }
    status 1
    test.lab:1:8: error: expected a whole number of rounds, found `1.5` [bad-count]
      repeat 1.5 { }
             ^~~ how often?
      help: `repeat 10 { … }`
    > repeat h1 { }
    status 1
    test.lab:1:8: error: expected a whole number of rounds, found a layer [bad-count]
      repeat h1 { }
             ^~ how often?
      help: `repeat 10 { … }`
    > for x in 0.1..1 { }
    status 1
    test.lab:1:10: error: expected whole numbers at the ends of the range, found `0.1..1` [range-step]
      for x in 0.1..1 { }
               ^~~~~~ a step of 1 does not fit
      help: write the values out: `for x in [0.1, 1] { … }`
    > for x in 3 { }
    status 1
    test.lab:1:10: error: expected a list or a range, found a number [not-a-sequence]
      for x in 3 { }
               ^ nothing to go through
      help: such as `1..10` or `[0.1, 1, 10]`
    > expect loss < 0.1
    status 3
    test.lab:1:8: error: `loss < 0.1` does not hold [unmet-expectation]
      expect loss < 0.1
             ^~~~~~~~~~ this is false
      note: `loss` is 0.25
      help: `print loss` shows more
    > expect loss ~ 0.5 within 0.1
    status 3
    test.lab:1:8: error: `loss ~ 0.5 within 0.1` does not hold [unmet-expectation]
      expect loss ~ 0.5 within 0.1
             ^~~~~~~~~~~~~~~~~~~~~ off by 0.25
      note: `loss` is 0.25
      help: `print loss` shows more
    > expect h1.weight ~ 0 within 1
    status 3
    test.lab:1:8: error: `h1.weight ~ 0 within 1` does not hold [unmet-expectation]
      expect h1.weight ~ 0 within 1
             ^~~~~~~~~~~~~~~~~~~~~~ off by 6
      note: `h1.weight` is [[1, 2, 3], [4, 5, 6]]
      help: `print h1.weight` shows more
    > expect loss ~ 0 within -1
    status 1
    test.lab:1:24: error: expected a number of at least 0 after `within`, found `-1` [bad-tolerance]
      expect loss ~ 0 within -1
                             ^~ the largest difference allowed
      help: `within 1e-6`
    > expect "a"
    status 1
    test.lab:1:8: error: expected a condition, found a text [not-a-condition]
      expect "a"
             ^~~ this is a text
      help: such as `loss < 0.1`
    > expect loss > 0.1 and false
    status 3
    test.lab:1:8: error: `loss > 0.1 and false` does not hold [unmet-expectation]
      expect loss > 0.1 and false
             ^~~~~~~~~~~~~~~~~~~~ this is false
      note: `loss > 0.1` is true
      help: `print loss > 0.1` shows more
    """##
}
