import Testing

@testable import Language

@Suite struct OperationDiagnosticTests {
  @Test("the messages for operations that have no result", arguments: Golden.cases(golden))
  func messages(_ golden: Golden) {
    #expect(SampleSession.transcript(golden.script) == golden.output)
  }

  private static let golden = ##"""
    > print 1 / 0
    status 1
    test.lab:1:11: error: division by zero [division-by-zero]
      print 1 / 0
                ^ this is 0
      help: infinity is written `inf`
    > print 7 % (1 - 1)
    status 1
    test.lab:1:11: error: division by zero [division-by-zero]
      print 7 % (1 - 1)
                ^~~~~~~ this is 0
      help: `if (1 - 1) != 0 { … }` guards it
    > print 0 ^ -1
    status 1
    test.lab:1:7: error: division by zero [division-by-zero]
      print 0 ^ -1
            ^ 0 has no negative power
      help: infinity is written `inf`
    > print h1 + 1
    status 1
    test.lab:1:7: error: expected a number or a tensor, found a layer [not-numeric]
      print h1 + 1
            ^~ this is a layer
      help: a part of it has numbers: `h1.weight`
    > print "a" + 1
    status 1
    test.lab:1:7: error: expected a number or a tensor, found a text [not-numeric]
      print "a" + 1
            ^~~ this is a text
      help: numbers, tensors and lists of numbers have arithmetic
    > print "a" == 1
    status 1
    test.lab:1:7: error: cannot compare a text with a number [type-mismatch]
      print "a" == 1
            ^~~~~~~~ different kinds of values
      help: a layer's numbers are its parts, such as `h1.weight`
    > print -h1
    status 1
    test.lab:1:8: error: expected a number or a tensor, found a layer [not-numeric]
      print -h1
             ^~ this is a layer
      help: a part of it has numbers: `h1.weight`
    > print h1 < h2
    status 1
    test.lab:1:7: error: expected a number or a tensor, found a layer [not-numeric]
      print h1 < h2
            ^~ this is a layer
      help: a part of it has numbers: `h1.weight`
    > print [1, 2] + [1, 2, 3]
    status 1
    test.lab:1:7: error: shapes [2] and [3] do not fit together [shape-mismatch]
      print [1, 2] + [1, 2, 3]
            ^~~~~~~~~~~~~~~~~~ `+` goes entry by entry
      note: counted from the last axis, lengths must be equal or one of them 1
      help: `print shape(x)` shows the shape of `x`
    > print h1.weight + [1, 2]
    status 1
    test.lab:1:7: error: shapes [2, 3] and [2] do not fit together [shape-mismatch]
      print h1.weight + [1, 2]
            ^~~~~~~~~~~~~~~~~~ `+` goes entry by entry
      note: counted from the last axis, lengths must be equal or one of them 1
      help: `print shape(x)` shows the shape of `x`
    > print [1, 2] and [1, 2, 3]
    status 1
    test.lab:1:7: error: shapes [2] and [3] do not fit together [shape-mismatch]
      print [1, 2] and [1, 2, 3]
            ^~~~~~~~~~~~~~~~~~~~ `and` goes entry by entry
      note: counted from the last axis, lengths must be equal or one of them 1
      help: `print shape(x)` shows the shape of `x`
    > print h1.weight[2, 0]
    status 1
    test.lab:1:16: error: index 2 is out of range on axis 0, which has 2 entries [index-out-of-range]
      print h1.weight[2, 0]
                     ^~~~~~ from 0 to 1, or -2 to -1
      help: the last entry is `[-1]`
    > print h1.weight[0, 0, 0]
    status 1
    test.lab:1:16: error: there are only 2 axes for 3 indices [too-many-indices]
      print h1.weight[0, 0, 0]
                     ^~~~~~~~~ 3 indices
      help: `print shape(x)` shows the axes of `x`
    > print [1, 2][5]
    status 1
    test.lab:1:13: error: index 5 is out of range on axis 0, which has 2 entries [index-out-of-range]
      print [1, 2][5]
                  ^~~ from 0 to 1, or -2 to -1
      help: the last entry is `[-1]`
    > print [][0]
    status 1
    test.lab:1:9: error: index 0 is out of range on axis 0, which has 0 entries [index-out-of-range]
      print [][0]
              ^~~ there are no entries
      help: the last entry is `[-1]`
    > print loss[0]
    status 1
    test.lab:1:11: error: a number has no entries [too-many-indices]
      print loss[0]
                ^~~ nothing to count here
      help: leave the brackets out
    > print h1.weight[0.5]
    status 1
    test.lab:1:17: error: expected a whole number as an index, found `0.5` [not-whole]
      print h1.weight[0.5]
                      ^~~ not a whole number
      help: the first is `[0]`, the last `[-1]`, the first four `[0:4]`
    > print h1.weight["a"]
    status 1
    test.lab:1:17: error: expected a whole number as an index, found a text [not-whole]
      print h1.weight["a"]
                      ^~~ not a whole number
      help: the first is `[0]`, the last `[-1]`, the first four `[0:4]`
    > print "a"..3
    status 1
    test.lab:1:7: error: expected a number as the start of the range, found a text [not-numeric]
      print "a"..3
            ^~~ this is a text
      help: such as `1..10`
    > print 1..h1
    status 1
    test.lab:1:10: error: expected a number as the end of the range, found a layer [not-numeric]
      print 1..h1
               ^~ this is a layer
      help: such as `1..10`
    > print reshape([1, 2], h1)
    status 1
    test.lab:1:23: error: expected a number or a tensor, found a layer [not-numeric]
      print reshape([1, 2], h1)
                            ^~ this is a layer
      help: a part of it has numbers: `h1.weight`
    > expect h1.weight ~ [1, 2] within 1
    status 1
    test.lab:1:8: error: shapes [2, 3] and [2] do not fit together [shape-mismatch]
      expect h1.weight ~ [1, 2] within 1
             ^~~~~~~~~~~~~~~~~~~~~~~~~~~ `~` goes entry by entry
      note: counted from the last axis, lengths must be equal or one of them 1
      help: `print shape(x)` shows the shape of `x`
    """##
}
