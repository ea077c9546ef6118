import Testing

@testable import Language

@Suite struct FunctionDiagnosticTests {
  @Test("the messages for calls of functions", arguments: Golden.cases(golden))
  func messages(_ golden: Golden) {
    #expect(SampleSession.transcript(golden.script) == golden.output)
  }

  private static let golden = ##"""
    > print norm(1, 2)
    status 1
    test.lab:1:15: error: `norm` has no use for `2` [too-many-arguments]
      print norm(1, 2)
                    ^ one too many
      help: did you mean `axis=2`?
    > print norm()
    status 1
    test.lab:1:7: error: `norm` needs `x` [bad-call]
      print norm()
            ^~~~~~ it is `norm(x, [axis=])`
      help: `norm(h1.weight)`
    > print norm(1, axs=3)
    status 1
    test.lab:1:15: error: `norm` has no parameter `axs` [unknown-parameter]
      print norm(1, axs=3)
                    ^~~ not a parameter
      help: did you mean `axis`? it is `norm(x, [axis=])`
    > print norm(1, axis=0)
    status 1
    test.lab:1:12: error: expected a tensor with axes as `x` of `norm`, found a number [bad-argument]
      print norm(1, axis=0)
                 ^ expected a tensor with axes
      help: `norm(h1.weight)`
    > print sum(h1.weight, axis=5)
    status 1
    test.lab:1:27: error: expected a whole number from -2 to 1 as `axis` of `sum`, found `5` [bad-argument]
      print sum(h1.weight, axis=5)
                                ^ expected a whole number from -2 to 1
      help: `sum(h1.weight)`
    > print quantile(1, 2)
    status 1
    test.lab:1:19: error: expected a part from 0 to 1 as `q` of `quantile`, found `2` [bad-argument]
      print quantile(1, 2)
                        ^ expected a part from 0 to 1
      help: `quantile(h1.weight, 0.9)`
    > print quantile([1], q=1, q=2)
    status 1
    test.lab:1:28: error: `q` is given twice [bad-call]
      print quantile([1], q=1, q=2)
                                 ^ it is `quantile(x, [q])`
      help: `quantile(h1.weight, 0.9)`
    > print mean([])
    status 1
    test.lab:1:12: error: `mean` of no entries has no value [no-entries]
      print mean([])
                 ^~ this is empty
      help: `size(x)` counts the entries of `x`
    > print max([], axis=0)
    status 1
    test.lab:1:11: error: `max` of no entries has no value [no-entries]
      print max([], axis=0)
                ^~ this is empty
      help: `size(x)` counts the entries of `x`
    > print reshape([1, 2], [3])
    status 1
    test.lab:1:23: error: 2 entries do not fill the shape [3] [shape-mismatch]
      print reshape([1, 2], [3])
                            ^~~ expected a product of 2
      help: `[-1]` makes one axis of all
    > print reshape([1, 2], [-1, -1])
    status 1
    test.lab:1:23: error: expected a list of lengths as `shape` of `reshape`, found `[-1, -1]` [bad-argument]
      print reshape([1, 2], [-1, -1])
                            ^~~~~~~~ expected a list of lengths
      help: `reshape(h1.weight, [-1])`
    > print histogram([1], 0)
    status 1
    test.lab:1:22: error: expected a whole number from 1 to 100000 as `bins` of `histogram`, found `0` [bad-argument]
      print histogram([1], 0)
                           ^ expected a whole number from 1 to 100000
      help: `histogram(h1.weight, bins=20)`
    > print distance([1], [1, 2])
    status 1
    test.lab:1:7: error: shapes [1] and [2] do not fit together [shape-mismatch]
      print distance([1], [1, 2])
            ^~~~~~~~~~~~~~~~~~~~~ `distance` goes entry by entry
      note: counted from the last axis, lengths must be equal or one of them 1
      help: `print shape(x)` shows the shape of `x`
    > print distinct(3)
    status 1
    test.lab:1:7: error: expected a layer, found `3` [not-a-layer]
      print distinct(3)
            ^~~~~~~~~~~
    > print distinct()
    status 1
    test.lab:1:7: error: `distinct` needs `layer` [bad-call]
      print distinct()
            ^~~~~~~~~~ it is `distinct(layer)`
      help: `distinct(h1)`
    > print reshape([1,2,3,4,5,6,7,8,9,10], [100000,100000])
    status 1
    test.lab:1:39: error: 10 entries do not fill the shape [100000, 100000] [shape-mismatch]
      print reshape([1,2,3,4,5,6,7,8,9,10], [100000,100000])
                                            ^~~~~~~~~~~~~~~ expected a product of 10
      help: `[-1]` makes one axis of all
    """##
}
