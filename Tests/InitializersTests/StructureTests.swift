import InitKit
import Testing

@testable import Initializers

/// Initializers whose structure, not whose law, is the point.
@Suite("initializers with a structure of their own")
struct StructureTests {
  private func rows(_ values: [Double], _ columns: Int) -> [[Double]] {
    stride(from: 0, to: values.count, by: columns).map { Array(values[$0..<$0 + columns]) }
  }

  @Test("averaging passes on the mean of what is read, whatever the layout says of fans")
  func averaging() throws {
    let kernel = place([4, 2, 3, 3])
    let values = try initializer("averaging", ["gain": .number(2)]).values(at: kernel)
    #expect(values.allSatisfy { $0 == 2.0 / 18 })
  }

  @Test("constant_per_layer goes through its list, and stays at the last")
  func perLayer() throws {
    let chosen = try initializer("constant_per_layer", ["values": .list([.number(1), .number(-2)])])
    for (index, value) in [(0, 1.0), (1, -2), (2, -2)] {
      var site = place([2, 2])
      site.layerIndex = index
      #expect(try chosen.values(at: site) == [value, value, value, value])
    }
    #expect(throws: InitializerError.refused(reason: "an empty list has no number for the first layer")) {
      try initializer("constant_per_layer", ["values": .list([])])
    }
    #expect(throws: InitializerError.self) {
      try initializer("constant_per_layer", ["values": .list([.text("a")])])
    }
  }

  @Test("icnr repeats each filter r^2 times in a row, with He's deviation")
  func icnr() throws {
    let filters = rows(try initializer("icnr").values(at: place([12, 3, 3, 3])), 27)
    for (index, filter) in filters.enumerated() { #expect(filter == filters[index / 4 * 4]) }
    #expect(Set(filters).count == 3)
    #expect(throws: InitializerError.refused(reason: "6 filters do not share out among 4 places of a pixel"))
    {
      try initializer("icnr").values(at: place([6, 3, 3, 3]))
    }
    let he = try initializer("he_normal").deviation(at: place([8, 3, 3, 3]))
    #expect(try abs(initializer("icnr").deviation(at: place([8, 3, 3, 3])) / he - 1) < 1e-14)
  }

  @Test("positive_unitball gives each neuron positive weights that sum to one")
  func unitball() throws {
    let chosen = try initializer("positive_unitball")
    for row in rows(try chosen.values(at: place([50, 7])), 7) {
      #expect(row.allSatisfy { $0 > 0 })
      #expect(abs(row.reduce(0, +) - 1) < 1e-15)
    }
    // u / v has density 1/2 below 1 and 1 / (2 r^2) above, so that E[(u / (u + v))^2] = 1 - log 2.
    let two = try #require(chosen.promise(at: place([4, 2])))
    #expect(abs(two.variance + 0.25 - (1 - PortableMath.log(2))) < 1e-12)
  }

  @Test("stft's rows are waves: orthogonal without a window, silent at frequency 0 on the imaginary side")
  func stft() throws {
    let chosen = try initializer("stft", ["window": .text("none"), "scaling": .text("none")])
    let waves = rows(try chosen.values(at: place([5, 1, 8])), 8)
    #expect(waves[0] == [1, 1, 1, 1, 1, 1, 1, 1])
    for (tap, value) in waves[4].enumerated() { #expect(abs(value - (tap % 2 == 0 ? 1 : -1)) < 1e-15) }
    for first in 0..<5 { for second in 0..<first { #expect(abs(dot(waves[first], waves[second])) < 1e-14) } }
    let imaginary = rows(
      try initializer("stft", ["side": .text("imag"), "window": .text("none"), "scaling": .text("none")])
        .values(at: place([5, 1, 8])), 8)
    #expect(imaginary[0].allSatisfy { $0 == 0 })
    #expect(abs(imaginary[2][1] + 1) < 1e-15)
    let both = rows(
      try initializer("stft", ["side": .text("both"), "window": .text("none"), "scaling": .text("none")])
        .values(at: place([10, 1, 8])), 8)
    #expect(both == waves + imaginary)
    // SciPy's hann(8, sym=True): 0, 0.1883, 0.6113, 0.9505, ...
    let window = try initializer("stft", ["scaling": .text("none")]).values(at: place([1, 1, 8]))
    for (found, expected) in zip(window, [0, 0.1882550990706332, 0.6112604669781572, 0.9504844339512095]) {
      #expect(abs(found - expected) < 1e-15)
    }
    let density = try initializer("stft").values(at: place([1, 1, 8]))
    #expect(abs(dot(density, density) - 1) < 1e-15)
    let spectrum = try initializer("stft", ["scaling": .text("spectrum")]).values(at: place([1, 2, 8]))
    #expect(abs(spectrum.reduce(0, +) - 2) < 1e-15)
    #expect(throws: InitializerError.shape(found: [4, 1, 3, 3], needed: .axes(3))) {
      try initializer("stft").values(at: place([4, 1, 3, 3]))
    }
  }

  @Test("subln multiplies xavier by the roots of logarithms")
  func subln() throws {
    let site = place([16, 16], count: 12)
    let xavier = try initializer("xavier_normal").deviation(at: site)
    // Python: sqrt(log(24)), sqrt(log(36)), sqrt(log(18) log(24) / 3) for N = 12, M = 6.
    for (part, gain) in [
      ("alone", 1.782709687623856), ("decoder", 1.8930184728248454), ("encoder", 1.7498339955846698),
    ] {
      let chosen = try initializer("subln", ["part": .text(part), "other": .number(6)])
      #expect(try abs(chosen.deviation(at: site) / xavier / gain - 1) < 1e-12)
    }
  }

  @Test("uniform_gate spreads the forget gates evenly, and only them")
  func uniformGate() throws {
    let values = try initializer("uniform_gate").values(at: place([8000], role: .bias))
    #expect(values[0..<2000].allSatisfy { $0 == 0 } && values[4000...].allSatisfy { $0 == 0 })
    let gates = values[2000..<4000].map { 1 / (1 + PortableMath.exp(-$0)) }.sorted()
    // Kolmogorov and Smirnov at one in a million: 2.7 / sqrt(n).
    let distance = gates.enumerated().map { abs(Double($0.offset) / 2000 - $0.element) }.max() ?? 1
    #expect(distance < 2.7 / 2000.0.squareRoot())
    let mirrored = try initializer("uniform_gate", ["margin": .number(0.25), "input": .number(1)])
      .values(at: place([400], role: .bias))
    #expect(zip(mirrored[0..<100], mirrored[100..<200]).allSatisfy { $0 == -$1 })
    #expect(mirrored.allSatisfy { abs($0) <= PortableMath.log(3) * (1 + 1e-12) })
  }

  @Test("unitary has orthonormal rows, commutes with i, and is another matrix each time")
  func unitary() throws {
    let size = 12
    let matrix = rows(try initializer("unitary").values(at: place([size, size])), size)
    for first in 0..<size {
      for second in 0...first {
        #expect(abs(dot(matrix[first], matrix[second]) - (first == second ? 1 : 0)) < 1e-14)
      }
    }
    let half = size / 2
    for row in 0..<half {
      for column in 0..<half {
        #expect(matrix[row][column] == matrix[row + half][column + half])
        #expect(matrix[row][column + half] == -matrix[row + half][column])
      }
    }
    #expect(throws: InitializerError.self) { try initializer("unitary").values(at: place([3, 3])) }
    #expect(throws: InitializerError.self) { try initializer("unitary").values(at: place([4, 6])) }
  }

  @Test("identity may be shifted around the end")
  func shift() throws {
    let shifted = try initializer("identity", ["shift": .number(1)])
    #expect(try shifted.values(at: place([3, 3])) == [0, 1, 0, 0, 0, 1, 1, 0, 0])
    let back = try initializer("identity", ["shift": .number(-1)])
    #expect(try back.values(at: place([2, 3])) == [0, 0, 1, 1, 0, 0])
  }

  @Test("sparse draws over another scheme, keeps a count, and may keep the variance")
  func sparse() throws {
    let count = rows(
      try initializer("sparse", ["std": .number(1), "count": .number(15)]).values(at: place([20, 40])), 40)
    #expect(count.allSatisfy { $0.count { $0 != 0 } == 15 })
    let base = try initializer("orthogonal").values(at: place([8, 8]))
    let thinned = try initializer("sparse", ["sparsity": .number(0.5), "base": .text("orthogonal")])
      .values(at: place([8, 8]))
    for (kept, whole) in zip(thinned, base) { #expect(kept == 0 || kept == whole) }
    let chosen = try initializer(
      "sparse", ["sparsity": .number(0.75), "base": .text("he_normal"), "rescale": .boolean(true)])
    let he = try initializer("he_normal").deviation(at: place([8, 8]))
    #expect(try abs(chosen.deviation(at: place([8, 8])) / he - 1) < 1e-14)
    #expect(throws: InitializerError.conflict(parameter: "std", with: "base")) {
      try initializer("sparse", ["std": .number(1), "base": .text("he_normal")])
    }
    #expect(throws: InitializerError.conflict(parameter: "count", with: "sparsity")) {
      try initializer("sparse", ["sparsity": .number(0.5), "count": .number(3)])
    }
  }

  @Test("variance_scaling takes other fans, and JAX's geometric mean")
  func fans() throws {
    let site = place([8, 2])
    let geometric = try initializer("variance_scaling", ["mode": .text("fan_geo_avg"), "scale": .number(1)])
    #expect(abs(try #require(geometric.promise(at: site)).variance - 0.25) < 1e-15)
    let other = try initializer("variance_scaling", ["fan_in": .number(50)])
    #expect(abs(try #require(other.promise(at: site)).variance - 0.02) < 1e-16)
    let mean = try initializer(
      "variance_scaling", ["fan_out": .number(18), "mode": .text("fan_avg")])
    #expect(abs(try #require(mean.promise(at: site)).variance - 0.1) < 1e-16)
  }

  @Test("he's `layer` takes the backward gain where the gradients are kept")
  func backwardGain() throws {
    let activation = ActivationSite(name: "tanh", gain: 1.6, backwardGain: 1.5)
    let site = place([4, 9], activation: activation)
    for (mode, gain, fan) in [("fan_in", 1.6, 9.0), ("fan_out", 1.5, 4)] {
      let chosen = try initializer("he_normal", ["mode": .text(mode), "nonlinearity": .text("layer")])
      #expect(try abs(chosen.deviation(at: site) - gain / fan.squareRoot()) < 1e-15)
    }
    #expect(ActivationSite(name: "relu", gain: 1.4).backwardGain == 1.4)
  }

  @Test("FANN's variant of nguyen_widrow has positive weights only")
  func fann() throws {
    let chosen = try initializer("nguyen_widrow", ["variant": .text("fann")])
    // (0.7 * 10)^(1/2) / 2
    let bound = 1.3228756555322954
    let law = try #require(chosen.promise(at: place([10, 2])))
    #expect(law.lower == 0 && abs(law.upper - bound) < 1e-14)
    let bias = try #require(chosen.promise(at: place([10], role: .bias, fans: Fans(input: 2, output: 10))))
    #expect(abs(bias.lower + bound) < 1e-14 && abs(bias.upper - bound) < 1e-14)
  }

  @Test("mimetic's products are the identity and noise, a head having the largest parts of its own")
  func mimetic() throws {
    let width = 24
    func site(_ name: String, _ shape: [Int]) -> WeightSite {
      var site = place(shape, fans: Fans(input: width, output: width))
      site.parameter = name
      return site
    }
    let whole = try initializer("mimetic")
    let stack = rows(try whole.values(at: site("in_proj_weight", [3 * width, width])), width)
    let queries = Array(stack[0..<width])
    let keys = Array(stack[width..<2 * width])
    let values = Array(stack[2 * width..<3 * width])
    let output = rows(try whole.values(at: site("out_proj.weight", [width, width])), width)
    // Rows are neurons: x W_Q (x W_K)^T is x Q^T K x^T, and x W_V W_O is x V^T O^T.
    let attention = product(transposed(queries), keys)
    let mixture = product(transposed(values), transposed(output))
    for (matrix, noise, identity) in [(attention, 0.7, 0.7), (mixture, 0.4, -0.4)] {
      var rest: [Double] = []
      for (i, row) in matrix.enumerated() {
        for (j, entry) in row.enumerated() { rest.append(i == j ? entry - identity : entry) }
      }
      let count = Double(rest.count)
      let deviation = (dot(rest, rest) / count).squareRoot()
      let found = deviation * Double(width).squareRoot() / noise
      // Five standard errors of a deviation, and of a mean.
      #expect(abs(found - 1) < 5 / (2 * count).squareRoot())
      #expect(abs(rest.reduce(0, +) / count) < 5 * deviation / count.squareRoot())
    }
    let heads = try initializer("mimetic", ["heads": .number(3)])
    let stacked = rows(try heads.values(at: site("in_proj_weight", [3 * width, width])), width)
    for head in 0..<3 {
      let own = stacked[head * 8..<(head + 1) * 8]
      let lengths = own.map { dot($0, $0) }
      #expect(lengths == lengths.sorted(by: >))
      for (row, query) in own.enumerated() {
        let key = stacked[width + head * 8 + row]
        #expect(abs(dot(key, key) / dot(query, query) - 1) < 1e-12)
        for other in own.prefix(row) { #expect(abs(dot(query, other)) < 1e-13) }
      }
    }
    #expect(throws: InitializerError.self) {
      try initializer("mimetic", ["heads": .number(5)]).values(at: site("in_proj_weight", [72, 24]))
    }
    #expect(throws: InitializerError.self) { try whole.values(at: site("in_proj_weight", [48, 24])) }
    #expect(try whole.values(at: place([3], role: .bias)) == [0, 0, 0])
  }

  @Test("singular values put the matrix together again")
  func singularValues() throws {
    let size = 7
    var stream = RandomStream(StreamKey(bits: 4))
    var matrix = (0..<size * size).map { _ in stream.normal() }
    // A column of zeros has a value of 0.
    for row in 0..<size { matrix[row * size + 3] = 0 }
    let parts = SingularValues(matrix, size: size)
    #expect(parts.values == parts.values.sorted(by: >))
    #expect(parts.values[size - 1] < 1e-14)
    for row in 0..<size {
      for column in 0..<size {
        let sum = (0..<size).reduce(0.0) {
          $0 + parts.values[$1] * parts.left[$1][row] * parts.right[$1][column]
        }
        #expect(abs(sum - matrix[row * size + column]) < 1e-13)
      }
    }
    for (first, one) in parts.right.enumerated() {
      for (second, other) in parts.right.enumerated() {
        #expect(abs(dot(one, other) - (first == second ? 1 : 0)) < 1e-13)
      }
    }
    #expect(SingularValues([], size: 0).values.isEmpty)
  }

  /// Matrix times matrix.
  private func product(_ left: [[Double]], _ right: [[Double]]) -> [[Double]] {
    let columns = transposed(right)
    return left.map { row in columns.map { dot(row, $0) } }
  }
}
