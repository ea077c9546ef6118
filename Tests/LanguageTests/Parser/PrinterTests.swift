import Testing

@testable import Language

@Suite struct PrinterTests {
  @Test(
    "a script keeps its tree through printing and parsing",
    arguments: [
      "", "# only a comment", "let x = 3; let y = -x ^ 2 ^ -1", "step 3 - 1", "step 3 -1",
      "data csv ../data/iris-2.csv target=species split=0.2", "layer dense 8 leaky_relu(0.2) name=h1",
      "residual { layer dense 8 tanh; layer dense 8 }", "init h1[0:4].weight normal(std=0.02, mean=-1)",
      "init define mine(p, gain=1 in 0..10) = gain * p", "set", "set precision float64",
      "set h1.weight[3, 0] = 0.1 * 2", "copy h1[0] to h1[1]",
      "until loss < 0.1 and step > 3 max=100", "reverse until loss > 0.1",
      "plot loss, norm(h1.weight.grad) log=true",
      "expect loss ~ 0.25 within 1e-6", "expect not (a and b) or c", "time time step 3", "!ls -l; # all",
      "for k in 1e-6..10 {\n if k > 1 { step } else if k == 1 { } else { echo \"{k}; \\{\" done }\n}",
      "repeat 3 { frobnicate { a; b } (1, 2)\n step }", "echo loss is {loss} now", "echo", "print (1..3)[0]",
      "print (a < b) < c", "print h1.weight[-1, :, 2:, :3][0].grad", "init h1 normal(\n std=0.1 # small\n)",
      "compare zeros constant(0.5) steps=10", "print \"σ \\\"q\\\" \\u{1}\"", "let σw = 1e300 - 5e-324",
    ])
  func roundTrip(_ text: String) throws {
    let tree = try SampleGrammar.parse(text)
    let printed = StatementPrinter.text(tree)
    #expect(try SampleGrammar.parse(printed) == tree, "\(printed)")
  }
}
