import Analysis
import InitKit
import Initializers
import Testing

// Beyond the defaults: other laws, one-sided cuts, values without spread, everything zero.
private let calls: [(name: String, positional: [ArgumentValue], named: [NamedArgument])] = [
  ("constant", [.number(0)], []), ("constant", [.number(-3.5)], []),
  ("uniform", [.number(1), .number(1)], []), ("uniform", [.number(-3), .number(8)], []),
  ("normal", [.number(2), .number(0)], []), ("normal", [.number(-4), .number(1.5)], []),
  ("truncated_normal", [.number(1), .number(2), .number(0), .number(4)], []),
  ("truncated_normal", [.number(0), .number(1), .number(5), .number(9), .boolean(true)], []),
  ("truncated_normal", [.number(0), .number(1), .number(-30), .number(-29)], []),
  ("variance_scaling", [.number(3), .text("fan_out"), .text("uniform")], []),
  ("variance_scaling", [.number(0.1), .text("fan_avg"), .text("untruncated_normal")], []),
  ("xavier_uniform", [.number(0)], []), ("xavier_normal", [.number(5.0 / 3)], []),
  ("he_uniform", [], [NamedArgument("gain", .number(1))]),
  ("he_normal", [], [NamedArgument("nonlinearity", .text("layer"))]),
  ("orthogonal", [.number(2)], []), ("orthogonal", [.number(0)], []),
  ("identity", [.number(-2)], []), ("identity", [.number(0)], []),
  ("sparse", [.number(0)], []), ("sparse", [.number(1)], []), ("sparse", [.number(0.5), .number(0)], []),
  ("sparse", [.number(0.5), .number(1), .text("input")], []),
  ("constant_noise", [.number(3), .number(0)], []), ("constant_noise", [.number(0), .number(1)], []),
  ("constant_noise", [.number(1), .number(0.5), .text("uniform")], []),
  ("class_prior", [.number(0.5)], []), ("fan_uniform", [.number(0)], []),
  ("siren", [.number(30), .text("hidden"), .boolean(true)], []),
  ("embedding_normal", [.number(1)], []), ("embedding_normal", [.number(0)], []),
  ("embedding_normal", [], [NamedArgument("padding", .number(0))]),
  ("unit_rows", [.number(0)], []), ("unit_rows", [.number(5)], []), ("nguyen_widrow", [.number(0)], []),
  ("edge_of_chaos", [.number(0)], []), ("edge_of_chaos", [.number(0.3), .text("softsign")], []),
  ("tfixup", [.text("embedding"), .number(6)], []), ("deepnorm", [.text("encoder"), .number(6)], []),
  ("forget_gate", [.number(2), .number(2)], []),
  ("forget_gate", [.number(0), .number(3), .number(1)], [NamedArgument("forget", .number(1))]),
  ("forget_gate", [], [NamedArgument("gates", .number(2))]),
  ("chrono", [.number(2)], []), ("chrono", [.number(1e9), .number(2)], []),
  ("chrono", [.number(10), .number(2)], [NamedArgument("input", .number(0))]),
  ("chrono", [.number(3), .number(1), .number(1), .number(0)], []),
  ("edge_of_chaos", [.number(1), .text("elu")], []),
  ("orthogonal_gates", [.number(2), .number(1)], []), ("orthogonal_gates", [.number(0)], []),
  ("dirac", [.number(-2)], []), ("dirac", [.number(0)], []), ("dirac", [.number(1), .number(4)], []),
  ("padded_identity", [.number(0)], []), ("padded_identity", [.number(-1e-6)], []),
  ("bilinear", [.text("all")], []), ("delta_orthogonal", [.number(0)], []),
  ("delta_orthogonal", [.number(3)], []),
  ("looks_linear", [.number(0)], []), ("looks_linear", [.number(2), .text("both")], []),
  ("looks_linear", [.number(1), .text("inputs")], []), ("gaussian_submatrix", [.number(0)], []),
  ("gaussian_submatrix", [.number(2), .text("both")], []),
  ("like", [.text("haiku")], []),
  ("averaging", [.number(0)], []), ("constant_per_layer", [.list([.number(0)])], []),
  ("icnr", [.number(1)], []), ("icnr", [.number(4), .number(0)], []),
  ("stft", [.text("both"), .text("none"), .text("none")], []),
  ("stft", [.text("imag"), .text("hamming")], []),
  ("subln", [.text("encoder"), .number(6), .number(4)], []), ("subln", [.text("decoder")], []),
  ("uniform_gate", [.number(0.1)], [NamedArgument("input", .number(1))]),
  ("uniform_gate", [.number(0.25), .number(1), .number(1)], []),
  ("identity", [.number(2), .number(-3)], []), ("nguyen_widrow", [.number(0.7), .text("fann")], []),
  ("variance_scaling", [.number(2), .text("fan_geo_avg")], []),
  ("variance_scaling", [], [NamedArgument("fan_in", .number(7))]),
  ("sparse", [], [NamedArgument("count", .number(3))]),
  ("sparse", [.number(0.5)], [NamedArgument("base", .text("orthogonal"))]),
  (
    "sparse", [.number(0.75)],
    [NamedArgument("base", .text("he_uniform")), NamedArgument("rescale", .boolean(true))]
  ),
  ("linspace", [.number(2), .number(-1)], []), ("linspace", [.number(1), .number(1)], []),
]

@Suite("conformance of the built-in initializers")
struct ConformanceTests {
  private let table = BuiltInInitializers.table

  @Test(
    "every row of single weights keeps the rules",
    arguments: BuiltInInitializers.table.entries.filter { $0.scope != .network }.map(\.specification.name))
  func rows(name: String) throws {
    let report = ConformanceSuite().check(try #require(table[name]))
    #expect(report.findings == [])
    // What was not checked cannot be said to hold.
    for rule in [
      ConformanceRule.makes, .repeatable, .streamMatters, .finite, .shapes, .mean, .variance, .symmetry,
    ] {
      #expect((report.checks[rule] ?? 0) > 0)
    }
  }

  @Test("so does every other form", arguments: calls.indices)
  func forms(row: Int) throws {
    let call = calls[row]
    let report = ConformanceSuite(seed: 5, poolSize: 3000).check(
      try table.choose(call.name, call.positional, call.named))
    #expect(report.findings == [])
  }

  @Test("random entries are tested against their law", arguments: ["uniform", "normal", "truncated_normal"])
  func laws(name: String) throws {
    #expect(ConformanceSuite(poolSize: 1).check(try table.choose(name)).checks[.law] == 1)
  }
}
