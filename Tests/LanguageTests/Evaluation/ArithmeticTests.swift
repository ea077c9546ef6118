import Testing

@testable import Language

@Suite struct ArithmeticTests {
  @Test(
    "numbers follow the rules of arithmetic",
    arguments: [
      ("1 + 2 * 3", "7"), ("(1 + 2) * 3", "9"), ("-2 ^ 2", "-4"), ("(-2) ^ 2", "4"), ("2 ^ 3 ^ 2", "512"),
      ("2 ** 3", "8"), ("2 ^ -1", "0.5"), ("5 / 3", "1.6666666666666667"), ("7 % 3", "1"), ("-7 % 3", "2"),
      ("7 % -3", "-2"), ("5.5 % 2", "1.5"), ("10 - 3 - 2", "5"), ("1e-3", "0.001"), (".5", "0.5"),
      ("5.", "5"),
      ("2 ^ 0.5", "1.4142135623730951"), ("0 ^ 0", "1"), ("-8 ^ 3", "-512"),
      ("2 ^ 1023", "8.98846567431158e+307"),
      ("inf - inf", "nan"), ("-inf", "-inf"), ("true + true", "2"), ("--3", "3"), ("1 - -1", "2"),
    ])
  func numbers(_ text: String, _ expected: String) {
    #expect(SampleSession.shown(text) == expected)
  }

  @Test(
    "conditions compare and join",
    arguments: [
      ("1 < 2", "true"), ("2 <= 2", "true"), ("1 == 1.0", "true"), ("1 != 1", "false"),
      ("nan == nan", "false"),
      ("not 1 == 2", "true"), ("1 < 2 and 2 < 3", "true"), ("false or true", "true"), ("true == 1", "true"),
      ("false and 1 / 0 == 1", "false"), ("true or nowhere", "true"), ("not (true and false)", "true"),
      ("\"a\" < \"b\"", "true"), ("\"a\" == \"a\"", "true"), ("[1, 2] == [1, 2]", "true"),
      ("[1] == [1, 2]", "false"),
      ("shape(h1.weight) == [2, 3]", "true"), ("1..2 == 1..2", "true"), ("h1 == h2", "false"),
      ("h1 == h1", "true"),
      ("\"\\u{3C3}\" == \"σ\"", "true"),
    ])
  func conditions(_ text: String, _ expected: String) {
    #expect(SampleSession.shown(text) == expected)
  }

  @Test(
    "shapes broadcast as in NumPy",
    arguments: [
      ("h1.weight + 1", "[[2, 3, 4], [5, 6, 7]]"), ("1 - h1.weight", "[[0, -1, -2], [-3, -4, -5]]"),
      ("h1.weight * [1, 0, 1]", "[[1, 0, 3], [4, 0, 6]]"),
      ("h1.weight + [[10], [20]]", "[[11, 12, 13], [24, 25, 26]]"),
      ("[[1], [2]] + [10, 20, 30]", "[[11, 21, 31], [12, 22, 32]]"), ("[1, 2] / 0", "[inf, inf]"),
      ("[0] / [0]", "[nan]"), ("[1, 2] < 2", "[1, 0]"), ("not [1, 0]", "[0, 1]"),
      ("[1, 0] and [1, 1]", "[1, 0]"),
      ("[1, 0] or [0, 0]", "[1, 0]"), ("-[1, 2]", "[-1, -2]"), ("[] + 1", "[]"), ("[4, 9] ^ 0.5", "[2, 3]"),
      ("[true, false] + 0", "[1, 0]"), ("h1.weight[0] == h1.weight[0]", "[1, 1, 1]"),
    ])
  func broadcasting(_ text: String, _ expected: String) {
    #expect(SampleSession.shown(text) == expected)
  }

  @Test("powers agree with repeated multiplication and IEEE 754")
  func powers() {
    #expect(Mathematics.power(-.infinity, 3) == -.infinity)
    #expect(Mathematics.power(-.infinity, -3).sign == .minus)
    #expect(Mathematics.power(0.5, .infinity) == 0)
    #expect(Mathematics.power(-1, .infinity) == 1)
    #expect(Mathematics.power(-8, 1.0 / 3).isNaN)
    #expect(Mathematics.power(3, 20) == 3_486_784_401)
    #expect((Mathematics.power(2, 0.75) - 1.681792830507429).magnitude < 1e-15)
    #expect((Mathematics.power(10, -2.5) - 0.0031622776601683794).magnitude < 1e-17)
  }
}
