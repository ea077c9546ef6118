import Testing

@testable import Language

@Suite struct CompletenessTests {
  @Test(
    "an open bracket, an open block and a last backslash ask for more",
    arguments: [
      "print (1 +", "print norm(", "init h1 normal(std=1,", "repeat 3 {", "repeat 3 {\n step", "print [1,\n2",
      "step \\",
      "if a {\n} else {", "residual {", "foo (", "foo {", "echo {1 +", "print \"a\\", "set x[0",
      "layer dense (8", "# c\nprint (",
      "repeat 2 { if x { step }", "echo a \\", "print h1[",
    ])
  func unfinished(_ text: String) {
    #expect(Completeness(text, grammar: SampleGrammar.prompt) == .unfinished)
  }

  @Test(
    "whole commands, and mistakes that no further line mends, do not",
    arguments: [
      "", "step 3", "print (1 + 2)", "repeat 3 { step }", "print )", "print \"abc", "print 1 +", "repeat 3",
      "foo bar",
      "print (1]", "} {", "step # \\", "!ls (", "echo \"a", "print 3x (", "step 3 \\\n",
    ])
  func complete(_ text: String) {
    #expect(Completeness(text, grammar: SampleGrammar.prompt) == .complete)
  }
}
