import Testing

@testable import Language

@Suite struct ArgumentDiagnosticTests {
  @Test("the messages for arguments of commands", arguments: Golden.cases(golden))
  func messages(_ golden: Golden) {
    #expect(SampleSession.transcript(golden.script) == golden.output)
  }

  private static let golden = ##"""
    > step 0
    status 1
    test.lab:1:6: error: expected a whole number of at least 1 as `n` of `step`, found `0` [bad-argument]
      step 0
           ^ expected a whole number of at least 1
      help: `help step` shows how it is used
    > step 1.5
    status 1
    test.lab:1:6: error: expected a whole number of at least 1 as `n` of `step`, found `1.5` [bad-argument]
      step 1.5
           ^~~ expected a whole number of at least 1
      help: `help step` shows how it is used
    > step h1
    status 1
    test.lab:1:6: error: expected a whole number of at least 1 as `n` of `step`, found a layer [bad-argument]
      step h1
           ^~ expected a whole number of at least 1
      help: `help step` shows how it is used
    > step 2 3
    status 1
    test.lab:1:8: error: `step` has no use for `3` [too-many-arguments]
      step 2 3
             ^ one too many
      help: `help step` shows how it is used
    > step n=3
    status 1
    test.lab:1:6: error: `step` has no option `n` [unknown-option]
      step n=3
           ^ not an option
      help: it has none
    > until loss < 1 mx=3
    status 1
    test.lab:1:16: error: `until` has no option `mx` [unknown-option]
      until loss < 1 mx=3
                     ^~ not an option
      help: did you mean `max`? it has `max=`
    > until loss < 1 max=1 max=2
    status 1
    test.lab:1:22: error: `max=` is given twice [repeated-option]
      until loss < 1 max=1 max=2
                           ^~~ the second one
      help: remove one of them
    """##
}
