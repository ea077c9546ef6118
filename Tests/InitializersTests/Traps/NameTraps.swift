import InitKit
import Testing

/// Traps that users of other libraries fell into, one test each: the library and where it is told in a comment.
@Suite("traps of other libraries")
struct Traps {}

extension Traps {
  /// The same name, another law.
  @Suite("names")
  struct Names {
    private let site = place([30, 50])

    private func variance(_ name: String, _ arguments: [String: ArgumentValue] = [:]) throws -> Double {
      try #require(try initializer(name, arguments).promise(at: site)).variance
    }

    // MLX he_normal and he_uniform, Lasagne He: the gain is 1 unless told, which is LeCun's rule.
    @Test("he's rules have He's gain without being told one")
    func heGain() throws {
      for name in ["he_normal", "he_uniform", "he_truncated"] {
        #expect(try abs(variance(name) * 25 - 1) < 1e-14)
      }
    }

    // MXNet MSRAPrelu: slope 0.25 unless told, so that the variance is 1.882 / fan_in.
    @Test("he_normal means relu, not a leaky one, unless a slope is given")
    func heSlope() throws {
      #expect(try abs(variance("he_normal") - 2 / 50.0) < 1e-16)
      #expect(try abs(variance("he_normal", ["a": .number(0.25)]) - 2 / (1.0625 * 50)) < 1e-16)
    }

    // MXNet Xavier('gaussian'): magnitude 3, right for the uniform law alone.
    @Test("xavier_normal and xavier_uniform have one variance")
    func xavier() throws {
      #expect(try abs(variance("xavier_normal") - 2 / 80.0) < 1e-16)
      #expect(try abs(variance("xavier_uniform") - 2 / 80.0) < 1e-16)
    }

    // DL4J LECUN_UNIFORM and VAR_SCALING_UNIFORM_*: bound 3 / sqrt(n), three times the variance.
    @Test("a uniform law's bound is sqrt(3 / n), not 3 / sqrt(n)")
    func uniformBounds() throws {
      for (name, arguments) in [
        ("lecun_uniform", [:]), ("variance_scaling", ["distribution": ArgumentValue.text("uniform")]),
      ] {
        let promise = try #require(try initializer(name, arguments).promise(at: site))
        #expect(abs(promise.upper - (3 / 50.0).squareRoot()) < 1e-15)
        #expect(abs(promise.variance - 1 / 50.0) < 1e-16)
      }
    }

    // Caffe calls LeCun's uniform rule "xavier"; thinc, Keras and PyTorch mean both fans.
    @Test("xavier_uniform minds both fans")
    func caffe() throws {
      let wide = place([300, 50])
      #expect(
        try initializer("xavier_uniform").deviation(at: wide)
          < initializer("xavier_uniform").deviation(at: site))
      #expect(
        try initializer("lecun_uniform").deviation(at: wide)
          == initializer("lecun_uniform").deviation(at: site))
    }

    // Keras and JAX cut every *_normal rule at two deviations, PyTorch and Flux none: transformers issue 38.
    @Test("a rule that is cut says so in its name")
    func cuts() throws {
      for name in ["he_normal", "lecun_normal", "xavier_normal"] {
        #expect(try #require(try initializer(name).promise(at: site)).upper == .infinity)
      }
      for name in ["he_truncated", "lecun_truncated", "glorot_truncated"] {
        #expect(try #require(try initializer(name).promise(at: site)).upper.isFinite)
      }
    }

    // JAX uniform(scale) is U[0, scale), PyTorch uniform_ U[0, 1): neither has mean zero.
    @Test("uniform is even about zero unless told")
    func oneSided() throws {
      let promise = try #require(try initializer("uniform").promise(at: site))
      #expect(promise.mean == 0 && promise.lower == -promise.upper)
    }

    // PyTorch nn.Linear: kaiming_uniform_(a=sqrt(5)) is U(-1 / sqrt n, 1 / sqrt n): pytorch issues 15314, 57109.
    @Test("the slope sqrt(5) of PyTorch's layers is the bound 1 / sqrt(fan_in), a third of LeCun's variance")
    func rootFive() throws {
      let five = ["a": ArgumentValue.number(5.0.squareRoot())]
      #expect(try abs(variance("kaiming_uniform", five) - 1 / 150.0) < 1e-16)
      #expect(try abs(variance("fan_uniform") - 1 / 150.0) < 1e-16)
      #expect(try abs(variance("like_pytorch") - 1 / 150.0) < 1e-16)
    }

    // efficient-kan scaled a in the hope of larger weights: Blealtan/efficient-kan issue 72.
    @Test("a larger slope makes weights smaller; the factor is called gain")
    func slopeIsNoScale() throws {
      #expect(
        try variance("he_uniform", ["a": .number(5)]) < variance("he_uniform", ["a": .number(1)]))
      #expect(
        try variance("he_uniform", ["gain": .number(5)]) > variance("he_uniform", ["gain": .number(1)]))
      #expect(throws: InitializerError.conflict(parameter: "gain", with: "a")) {
        try initializer("he_uniform", ["gain": .number(2), "a": .number(5)])
      }
    }

    // DL4J VAR_SCALING_NORMAL_*: not cut, which a comment in its source regrets.
    @Test("variance_scaling is cut and corrected unless told, and untruncated_normal is not cut")
    func varianceScaling() throws {
      let cut = try #require(try initializer("variance_scaling").promise(at: site))
      #expect(cut.upper.isFinite && abs(cut.variance * 50 - 1) < 1e-14)
      let whole = ["distribution": ArgumentValue.text("untruncated_normal")]
      #expect(try #require(try initializer("variance_scaling", whole).promise(at: site)).upper == .infinity)
    }
  }

  /// Normal laws without those far out.
  @Suite("cut laws")
  struct Cuts {
    private let site = place([60, 70])

    // PyTorch trunc_normal_, timm, Flux, Lux: bounds -2 and 2 themselves, with std 0.02 a hundred deviations.
    @Test("the cut-offs of a cut law are deviations")
    func units() throws {
      let chosen = try initializer("truncated_normal", ["std": .number(0.02)])
      let largest = try #require(try chosen.values(at: site).map(\.magnitude).max())
      #expect(largest <= 0.04 && largest > 0.038)
    }

    // Flux lecun_normal hands its deviation on but leaves the bounds at -2 and 2.
    @Test("lecun_truncated is cut at two of its own deviations")
    func lecun() throws {
      let bound = 2 / (0.8796256610342398 * 70.0.squareRoot())
      #expect(try abs(#require(try initializer("lecun_truncated").promise(at: site)).upper - bound) < 1e-15)
    }

    // TensorFlow until 2018 (issues 16344, 18706), TensorFlow.js leCunNormal (8594): variance 0.7737 of the rule.
    @Test("rules that are cut have the whole variance after the cut")
    func compensation() throws {
      for (name, variance) in [
        ("lecun_truncated", 1 / 70.0), ("he_truncated", 2 / 70.0), ("glorot_truncated", 2 / 130.0),
      ] {
        let values = try initializer(name).values(at: place([600, 70], fans: Fans(input: 70, output: 60)))
        let found = values.reduce(0) { $0 + $1 * $1 } / Double(values.count)
        #expect(abs(found / variance - 1) < 5 * (1.3655 / 42_000).squareRoot())
      }
    }

    // The same libraries' TruncatedNormal is not corrected: Keras, JAX, Haiku, Sonnet say so, PyTorch does not.
    @Test("truncated_normal's deviation is that before the cut, unless corrected is said")
    func correction() throws {
      let plain = try initializer("truncated_normal", ["std": .number(1)])
      #expect(try abs(plain.deviation(at: site) - 0.8796256610342398) < 1e-15)
      let corrected = try initializer(
        "truncated_normal", ["std": .number(1), "corrected": .boolean(true)])
      #expect(try abs(corrected.deviation(at: site) - 1) < 1e-15)
    }

    // R torch trunc_normal_: both bounds were -2: mlverse/torch issue 534.
    @Test("an empty cut is refused, and the defaults are no such one")
    func emptyCut() throws {
      #expect(throws: InitializerError.unordered(lower: "lower", upper: "upper")) {
        try initializer("truncated_normal", ["lower": .number(-2), "upper": .number(-2)])
      }
      let promise = try #require(try initializer("truncated_normal").promise(at: site))
      #expect(promise.lower == -promise.upper && promise.upper > 0)
    }

    // PyTorch warns that its law may be wrong where the mean lies two deviations outside the bounds.
    @Test("a cut far out in the tail keeps its law")
    func tail() throws {
      let chosen = try initializer(
        "truncated_normal", ["std": .number(1), "lower": .number(6), "upper": .number(30)])
      let values = try chosen.values(at: site)
      // The mean of what lies beyond x is about x + 1 / x: 6.158 beyond 6, with a deviation of 0.155.
      let mean = values.reduce(0, +) / Double(values.count)
      #expect(values.allSatisfy { $0 >= 6 } && abs(mean - 6.1584) < 5 * 0.155 / 4200.0.squareRoot())
    }

    // JAX cuts complex numbers by their modulus with the constant sqrt(1 - 5 exp(-4)) = 0.9531 for 0.9620: there
    // are no complex weights here, and the constant of real ones is the exact one, for any cut.
    @Test("the correction is that of the very cut, to the last digit")
    func constants() throws {
      for (cut, deviation) in [(1.0, 0.5395600937548969), (2, 0.8796256610342398), (3, 0.9865783925581086)] {
        let law = NormalCut(lower: -cut, upper: cut)
        #expect(abs(law.variance.squareRoot() / deviation - 1) < 1e-14)
      }
    }
  }
}
