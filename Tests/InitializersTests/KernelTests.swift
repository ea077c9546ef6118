import InitKit
import Testing

/// A kernel's place, with the fans of a convolution.
private func kernel(_ shape: [Int], groups: Int = 1) -> WeightSite {
  place(shape, fans: Fans(shape: shape, layout: .convolution(groups: groups)))
}

@Suite("kernels and fixed matrices")
struct KernelTests {
  @Test("dirac passes channels on; an even kernel's middle is the upper one, as in PyTorch")
  func dirac() throws {
    let odd = try initializer("dirac").values(at: kernel([2, 2, 3]))
    #expect(odd == [0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0])
    let even = try initializer("dirac").values(at: kernel([1, 1, 4, 2]))
    #expect(even.firstIndex(of: 1) == 2 * 2 + 1 && even.count { $0 != 0 } == 1)
    let grouped = try initializer("dirac", ["groups": .number(2)]).rows(at: kernel([4, 2, 1], groups: 2))
    #expect(grouped == [[1, 0], [0, 1], [1, 0], [0, 1]])
    #expect(throws: InitializerError.refused(reason: "3 outputs do not share out among 2 groups")) {
      try initializer("dirac", ["groups": .number(2)]).values(at: kernel([3, 2, 1]))
    }
    #expect(try initializer("dirac").values(at: kernel([2, 2, 0])) == [])
    // Lux's identity once filled the whole block and was of rank 1.
    #expect(try initializer("dirac").rows(at: place([3, 2])) == [[1, 0], [0, 1], [0, 0]])
  }

  @Test("delta_orthogonal: only the lower middle tap is filled, and it keeps lengths")
  func delta() throws {
    let site = kernel([6, 4, 4, 3])
    let values = try initializer("delta_orthogonal", ["gain": .number(2)]).values(at: site)
    #expect(values.count { $0 != 0 } == 24)
    // Entries of the tap [1, 1] of 4 by 3 taps.
    let middle = (0..<6).map { output -> [Double] in
      (0..<4).map { input -> Double in values[(output * 4 + input) * 12 + 4] }
    }
    let columns = transposed(middle)
    for first in 0..<4 {
      for second in 0..<4 {
        #expect(abs(dot(columns[first], columns[second]) - (first == second ? 4 : 0)) <= 1e-13)
      }
    }
    #expect(try initializer("delta_orthogonal").values(at: kernel([2, 3, 0])) == [])
  }

  @Test("rotations are drawn uniformly: the first entry is positive half of the time")
  func haar() throws {
    for (name, site) in [("delta_orthogonal", kernel([3, 3, 1])), ("orthogonal_gates", place([12, 3]))] {
      let chosen = try initializer(name)
      let positive = try (0..<2000).count { try chosen.values(at: site, seed: UInt64($0))[0] > 0 }
      // Without fixed signs 0 of 2000, from a singular value decomposition 460; 5 deviations are 112.
      #expect(abs(positive - 1000) <= 112)
    }
  }

  @Test("padded_identity leaves no neuron without input and no input unread")
  func padded() throws {
    let tall = try initializer("padded_identity").rows(at: place([5, 2]))
    #expect(tall == [[1, 0], [0, 1], [1, 0], [0, 1], [1, 0]])
    let wide = try initializer("padded_identity", ["gain": .number(3)]).rows(at: place([2, 5]))
    #expect(wide == [[3, 0, 3, 0, 3], [0, 3, 0, 3, 0]])
    #expect(try initializer("padded_identity").values(at: kernel([1, 1, 3])) == [0, 1, 0])
    #expect(try initializer("padded_identity").values(at: place([0, 3])) == [])
  }

  @Test("hadamard is Sylvester's matrix where a layer widens, else the identity")
  func hadamard() throws {
    let chosen = try initializer("hadamard")
    #expect(try chosen.rows(at: place([2, 3])) == [[1, 0, 0], [0, 1, 0]])
    let four = try chosen.rows(at: place([4, 3]))
    #expect(four == [[0.5, 0.5, 0.5], [0.5, -0.5, 0.5], [0.5, 0.5, -0.5], [0.5, -0.5, -0.5]])
    // Six of eight rows: columns of square length 6/8.
    let columns = transposed(try chosen.rows(at: place([6, 3])))
    for column in columns { #expect(abs(dot(column, column) - 0.75) <= 1e-15) }
    let square = transposed(try chosen.rows(at: place([16, 9])))
    for first in 0..<9 {
      for second in 0..<9 {
        #expect(abs(dot(square[first], square[second]) - (first == second ? 1 : 0)) <= 1e-15)
      }
    }
    let taps = try chosen.values(at: kernel([2, 1, 3]))
    #expect(taps[1] == taps[4] && abs(taps[1] - 0.5.squareRoot()) <= 2e-16)
    #expect(taps.count { $0 == 0 } == 4)
  }

  @Test("hadamard tells neurons apart when more than half an order of inputs is there")
  func hadamardSymmetry() throws {
    for (rows, columns) in [(4, 2), (4, 3), (6, 4), (6, 5), (2, 1), (16, 8), (16, 9), (3, 3), (1, 1)] {
      let site = place([rows, columns])
      let distinct = try Set(initializer("hadamard").rows(at: site)).count == rows
      #expect(try initializer("hadamard").promise(at: site)?.breaksSymmetry == distinct)
    }
  }

  @Test("bilinear has Caffe's weights, and an enlarged ramp stays a ramp")
  func bilinear() throws {
    let chosen = try initializer("bilinear")
    #expect(try chosen.values(at: kernel([1, 1, 4])) == [0.25, 0.75, 0.75, 0.25])
    #expect(try chosen.values(at: kernel([1, 1, 3])) == [0.5, 1, 0.5])
    let row = [0.125, 0.375, 0.375, 0.125]
    #expect(try chosen.values(at: kernel([1, 1, 2, 4])) == row + row)
    let same = try chosen.rows(at: kernel([2, 2, 1]))
    #expect(same == [[1, 0], [0, 1]])
    #expect(
      try initializer("bilinear", ["channels": .text("all")]).rows(at: kernel([2, 2, 1])) == [
        [1, 1], [1, 1],
      ])
    // Depthwise kernels have one input each.
    #expect(try chosen.values(at: kernel([3, 1, 1], groups: 3)) == [1, 1, 1])
    for stride in 2...5 {
      let size = 2 * stride - stride % 2
      let taps = try chosen.values(at: kernel([1, 1, size]))
      var output = [Double](repeating: 0, count: 12 * stride + size)
      for x in 0..<12 {
        for (tap, value) in taps.enumerated() { output[x * stride + tap] += Double(x) * value }
      }
      for x in size..<11 * stride { #expect(abs(output[x + 1] - output[x] - 1 / Double(stride)) <= 1e-12) }
    }
  }

  @Test(
    "a relu network of mirrored layers starts exactly linear",
    arguments: ["looks_linear", "gaussian_submatrix"])
  func linear(name: String) throws {
    let sizes = [5, 8, 12, 12, 10, 8, 3]
    let chosen = try initializer(name)
    let layers = try (0..<6).map { index in
      try chosen.rows(
        at: place([sizes[index + 1], sizes[index]], index: index, count: 6, layer: "h\(index)"))
    }
    func output(_ input: [Double]) -> [Double] {
      layers.dropLast().reduce(input) { product($1, $0).map { max($0, 0) } }
    }
    func end(_ input: [Double]) -> [Double] { product(layers[5], output(input)) }
    let (first, second) = ([1, -2, 0.5, 3, -0.7], [-0.3, 1.1, 2, -1, 0.4])
    let sum = end(zip(first, second).map { 2 * $0 - 3 * $1 })
    let expected = zip(end(first), end(second)).map { 2 * $0 - 3 * $1 }
    for (found, wanted) in zip(sum, expected) { #expect(abs(found - wanted) <= 1e-13) }
    #expect(sum.contains { abs($0) > 1e-3 })
  }

  @Test("mirrored layers keep the length of a signal, and odd sizes are refused")
  func mirrored() throws {
    let hidden = place([8, 6], index: 1, count: 3)
    let rows = try initializer("looks_linear").rows(at: hidden)
    for row in 0..<4 {
      for column in 0..<3 {
        let entry = rows[row][column]
        #expect(rows[row + 4][column + 3] == entry)
        #expect(rows[row + 4][column] == -entry && rows[row][column + 3] == -entry)
      }
    }
    let first = try initializer("looks_linear").rows(at: place([8, 3], count: 3))
    #expect(first[0..<4].map { $0.map { -$0 } } == Array(first[4...]))
    #expect(throws: InitializerError.refused(reason: "an odd number of inputs, 5, cannot be mirrored")) {
      try initializer("looks_linear").values(at: place([8, 5], index: 1, count: 3))
    }
    // Where inputs come twice, entries have He's variance.
    let he = try initializer("he_normal").deviation(at: hidden)
    #expect(try abs(initializer("gaussian_submatrix").deviation(at: hidden) / he - 1) <= 1e-15)
  }
}
