import InitKit
import Testing

@Suite("laws of the built-in initializers")
struct LawTests {
  @Test("constant_noise without noise is the constant, with noise no two weights are equal")
  func noise() throws {
    let site = place([5, 4])
    let still = try initializer("constant_noise", ["noise": .number(0)])
    #expect(try still.values(at: site) == [Double](repeating: 0.5, count: 20))
    #expect(still.promise(at: site)?.breaksSymmetry == false)
    let little = try initializer("constant_noise", ["noise": .number(1e-8)]).values(at: site)
    #expect(Set(little).count == 20 && little.allSatisfy { abs($0 - 0.5) < 1e-7 })
    let uniform = try initializer(
      "constant_noise", ["noise": .number(0.1), "distribution": .text("uniform")])
    #expect(try uniform.values(at: site).allSatisfy { $0 >= 0.4 && $0 <= 0.6 })
    // Noise below the spacing of numbers near 0.5 is gone, and nothing else is promised.
    let lost = try initializer("constant_noise", ["noise": .number(1e-18)])
    #expect(try Set(lost.values(at: site)) == [0.5])
    #expect(lost.promise(at: site)?.breaksSymmetry == nil)
  }

  @Test("truncated forms are cut at two deviations before the correction and have the whole variance after")
  func truncated() throws {
    let site = place([40, 25])
    for (name, variance) in [
      ("lecun_truncated", 1 / 25.0), ("he_truncated", 2 / 25.0), ("glorot_truncated", 2 / 65.0),
    ] {
      let chosen = try initializer(name)
      let promise = try #require(chosen.promise(at: site))
      #expect(abs(promise.variance / variance - 1) <= 1e-14)
      // Flux and PyTorch would cut at 2 itself, which with these deviations cuts nothing.
      let bound = 2 * variance.squareRoot() / 0.8796256610342398
      #expect(abs(promise.upper / bound - 1) <= 1e-14)
      let values = try chosen.values(at: site)
      #expect(values.allSatisfy { abs($0) <= bound } && values.contains { abs($0) > 0.9 * bound })
    }
    let scaled = try initializer("variance_scaling", ["scale": .number(2)])
    #expect(try scaled.values(at: site) == initializer("he_truncated").values(at: site))
  }

  @Test("fan_uniform gives a bias the bound of its layer's weights")
  func fanUniform() throws {
    let bias = place([7], role: .bias, fans: Fans(input: 16, output: 7))
    let promise = try #require(try initializer("fan_uniform").promise(at: bias))
    #expect(promise.upper == 0.25 && promise.lower == -0.25)
  }

  @Test("siren takes the wide rule for the first layer alone and folds omega in on request")
  func siren() throws {
    let (first, hidden) = (place([8, 24], index: 0, count: 3), place([8, 24], index: 1, count: 3))
    #expect(try initializer("siren").promise(at: first)?.upper == 1 / 24.0)
    let bound = try #require(try initializer("siren").promise(at: hidden)).upper
    #expect(abs(bound - 0.5 / 30) <= 1e-17)
    let folded = try initializer("siren", ["folded": .boolean(true)])
    #expect(try abs(#require(folded.promise(at: hidden)).upper - 0.5) <= 1e-15)
    #expect(try abs(#require(folded.promise(at: first)).upper - 30 / 24.0) <= 1e-15)
  }

  @Test("a siren's first layer on -1 ... 1 gives outputs of variance one half, the arcsine law's")
  func sirenOutputs() throws {
    let folded = try initializer("siren", ["folded": .boolean(true)])
    let weights = try folded.rows(at: place([1024, 2], count: 3))
    let biases = try initializer("fan_uniform").values(
      at: place([1024], role: .bias, fans: Fans(input: 2, output: 1024)))
    var sum = 0.0
    for (row, bias) in zip(weights, biases) {
      let output = PortableMath.sin(dot(row, [0.7, -0.4]) + 30 * bias)
      sum += output * output
    }
    // Sines of a spread phase: variance 1/2, whose mean over 1024 has a deviation of 0.011.
    #expect(abs(sum / 1024 - 0.5) <= 0.06)
  }

  @Test("fourier_features counts frequencies in periods, biases are phases")
  func fourier() throws {
    let chosen = try initializer("fourier_features", ["scale": .number(3)])
    #expect(try abs(chosen.deviation(at: place([4, 2])) - 6 * Double.pi) <= 1e-14)
    let phases = try #require(chosen.promise(at: place([4], role: .bias)))
    #expect(phases.upper == Double.pi && phases.lower == -Double.pi)
  }

  @Test("class_prior is the logit of the share")
  func prior() throws {
    let rare = try initializer("class_prior").values(at: place([1], role: .bias))
    #expect(abs(rare[0] + 4.59511985013459) <= 1e-14)
    #expect(try initializer("class_prior", ["p": .number(0.5)]).values(at: place([2])) == [0, 0])
    #expect(throws: InitializerError.self) { try initializer("class_prior", ["p": .number(1)]) }
  }

  @Test("small_init meets 0.02 at a width of 1000, sigmoid_uniform is four times xavier's")
  func named() throws {
    #expect(try abs(initializer("small_init").deviation(at: place([3, 1000])) - 0.02) <= 1e-16)
    let site = place([16, 24])
    let four = try initializer("xavier_uniform", ["gain": .number(4)])
    #expect(try initializer("sigmoid_uniform").values(at: site) == four.values(at: site))
  }

  @Test("embedding_normal gives rows a length of about one and leaves padding at zero")
  func embedding() throws {
    let table = place([50, 400], role: .embedding, fans: Fans(shape: [50, 400], layout: .embedding))
    #expect(try abs(initializer("embedding_normal").deviation(at: table) - 0.05) <= 1e-17)
    let padded = try initializer("embedding_normal", ["padding": .number(3)])
    let rows = try padded.rows(at: table)
    let plain = try initializer("embedding_normal").rows(at: table)
    #expect(rows[3].allSatisfy { $0 == 0 })
    for row in 0..<50 where row != 3 { #expect(rows[row] == plain[row]) }
    #expect(throws: InitializerError.refused(reason: "row 3 of 2 rows cannot be padding")) {
      try padded.values(at: place([2, 4]))
    }
  }

  @Test("unit_rows have the stated length, whatever their number")
  func unitRows() throws {
    let chosen = try initializer("unit_rows", ["gain": .number(3)])
    for row in try chosen.rows(at: place([20, 7])) {
      #expect(abs(dot(row, row).squareRoot() - 3) <= 1e-14)
    }
    #expect(try chosen.values(at: place([4, 1])).allSatisfy { abs($0) == 3 })
    #expect(try chosen.values(at: place([4, 0])) == [])
    let wide = try chosen.rows(at: place([9, 7]))
    #expect(try chosen.rows(at: place([3, 7])) == Array(wide.prefix(3)))
  }

  @Test("nguyen_widrow: 10 units on 2 inputs have rows of length 2.2136, of both signs")
  func nguyenWidrow() throws {
    let chosen = try initializer("nguyen_widrow")
    let rows = try chosen.rows(at: place([10, 2]))
    for row in rows { #expect(abs(dot(row, row).squareRoot() - 2.21359436211787) <= 1e-13) }
    // Encog's and FANN's weights are all positive.
    #expect(rows.joined().contains { $0 < 0 } && rows.joined().contains { $0 > 0 })
    let bias = place([10], role: .bias, fans: Fans(input: 2, output: 10))
    #expect(try abs(#require(chosen.promise(at: bias)).upper - 2.21359436211787) <= 1e-13)
    // Entries go with the corners of a square, not with a circle: a uniform draw is normed.
    #expect(try chosen.values(at: place([3, 1])).allSatisfy { abs(abs($0) - 2.1) <= 1e-14 })
  }

  @Test("one of the new initializers never gives two layers equal weights, and repeats itself exactly")
  func layers() throws {
    for name in [
      "constant_noise", "chrono", "delta_orthogonal", "edge_of_chaos", "embedding_normal", "fan_uniform",
      "fixup", "gaussian_submatrix", "like_keras", "like_pytorch", "looks_linear", "nguyen_widrow",
      "orthogonal_gates", "random_walk", "siren", "unit_rows",
    ] {
      let activation = ActivationSite(name: "tanh", gain: 1)
      let site = place([4, 4], count: 3, activation: activation)
      let other = place([4, 4], count: 3, activation: activation, layer: "h2")
      let chosen = try initializer(name)
      #expect(try chosen.values(at: site) != chosen.values(at: other))
      #expect(try chosen.values(at: site) == chosen.values(at: site))
    }
  }
}
