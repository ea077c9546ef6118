import InitKit
import Tensor
import Testing

@testable import Engine
@testable import Session

/// What schemes that look at data promise, measured by the language's own expressions.
@Suite struct DataSchemeTests {
  private static let deep = """
    data blobs n=96 features=6 classes=3; batch 96; layer dense 10 relu name=h1; layer dense 9 relu name=h2
    layer dense 8 relu name=h3; layer dense name=out
    """

  @Test func `weight norm's start gives every unit mean 0 and variance 1 on the batch`() {
    let test = TestSession()
    let commands = "\(Self.deep); init network weight_norm_init"
    #expect(test.run(commands).outcome == .completed)
    for layer in ["h1", "h2", "h3", "out"] {
      let check = """
        expect mean(\(layer).pre, axis=0) ~ 0 within 1e-6; expect std(\(layer).pre, axis=0) ~ 1 within 1e-6
        """
      #expect(test.run(check).outcome == .completed, "\(layer)")
    }
  }

  @Test func `and of filters every channel, over samples and places`() throws {
    let test = TestSession()
    test.run(
      """
      data noise n=20 features=50; layer reshape [2, 5, 5]; layer conv2d 3 tanh kernel=3 name=c1
      layer flatten; layer dense; batch full; init network weight_norm_init(2)
      """)
    let model = try test.session.laboratory.model()
    let sums = try model.activations("c1", .pre)
    for channel in 0..<3 {
      let entries = (0..<20).flatMap { sample in
        (0..<9).map { sums.values[(sample * 3 + channel) * 9 + $0] }
      }
      let mean = entries.reduce(0, +) / 180
      #expect(abs(mean) < 1e-6)
      #expect(abs(entries.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 180 - 4) < 1e-5)
    }
  }

  @Test func `a unit that does not vary is refused, and twins stay twins`() {
    let test = TestSession()
    test.run("\(Self.deep); init all constant(0.2)")
    #expect(test.run("init network weight_norm_init(start=present)").outcome == .completed)
    #expect(test.run("expect distinct(h2) == 1; step 5; expect distinct(h2) == 1").outcome == .completed)
    test.run("init h3 zeros; init")
    #expect(
      test.failures("init network weight_norm_init(start=zeros)").map(\.code) == ["scheme-unmeasurable"])
  }

  @Test func `Kraehenbuehl's layers learn at one rate, and their network still gives the same answers`()
    throws
  {
    let (even, plain) = (TestSession(), TestSession())
    even.run("set precision float64; \(Self.deep); init network kraehenbuehl")
    plain.run("set precision float64; \(Self.deep); init network kraehenbuehl(between=false)")
    let ratios = ["h1", "h2", "h3", "out"].compactMap {
      even.number("norm(\($0).weight.grad) / norm(\($0).weight)")
    }
    #expect(ratios.count == 4)
    for ratio in ratios { #expect(abs(PortableMath.log(ratio / ratios[0])) < 0.02) }
    // relu is homogeneous: what one layer gains another loses.
    let outputs = try [even, plain].map { try $0.session.laboratory.model().output.values }
    for (one, other) in zip(outputs[0], outputs[1]) { #expect(abs(one - other) < 1e-9) }
    #expect(plain.run("expect std(h2.pre, axis=0) ~ 1 within 1e-6").outcome == .completed)
  }

  @Test func `its first units are principal components: their sums do not correlate`() throws {
    let test = TestSession()
    test.run("\(Self.deep); init network kraehenbuehl(pca, between=false)")
    let sums = try test.session.laboratory.model().activations("h1", .pre)
    let width = 10
    for first in 0..<6 {
      for second in 0..<first {
        let product = (0..<96).reduce(0) {
          $0 + sums.values[$1 * width + first] * sums.values[$1 * width + second]
        }
        #expect(abs(product / 96) < 1e-5)
      }
    }
    for kind in ["kmeans", "patches"] {
      #expect(test.run("init network kraehenbuehl(\(kind)); expect distinct(h1) == 10").outcome == .completed)
    }
  }

  @Test func `AutoInit's formula is He's between relu layers, draw by draw`() throws {
    let (found, drawn) = (TestSession(), TestSession())
    for test in [found, drawn] { test.run("set precision float64; \(Self.deep)") }
    found.run("init network auto_init(normal, standard)")
    drawn.run("init all he_normal")
    let models = try [found, drawn].map { try $0.session.laboratory.model() }
    for layer in ["h2", "h3", "out"] {
      let weights = try models.map { try $0.parameter(layer, "weight").values }
      for (one, other) in zip(weights[0], weights[1]) { #expect(abs(one - other) < 1e-12) }
    }
    // In front of the first layer stand inputs of mean 0 and variance 1: LeCun's rule.
    let first = try models.map { try $0.parameter("h1", "weight").values }
    for (one, other) in zip(first[0], first[1]) { #expect(abs(one * 2.0.squareRoot() - other) < 1e-12) }
  }

  @Test(arguments: ["relu", "gelu", "sigmoid", "softplus", "selu"])
  func `it keeps the variance of every layer near 1, whatever the activation`(activation: String) throws {
    let test = TestSession()
    test.run(
      """
      data noise n=200 features=64; batch full; layer dense 128 \(activation) name=a
      residual { layer dense 128 \(activation) name=b; layer dense 128 name=c }; layer dropout 0.2
      layer layer_norm; layer dense 128 \(activation) name=d; layer dense 16 name=e; layer dense; init network auto_init
      """)
    for layer in ["a", "b", "c", "d", "e"] {
      let variance = try #require(test.number("std(\(layer).pre)^2"))
      #expect(variance > 0.6 && variance < 1.6, "\(layer) after \(activation): \(variance)")
    }
  }
}
