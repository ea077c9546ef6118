import InitKit
import Initializers
import Testing

private func site(_ shape: [Int], layer: String = "h1", gain: Double = 1) -> WeightSite {
  WeightSite(
    layer: layer, shape: shape, fans: Fans(shape: shape, layout: .dense),
    activation: ActivationSite(name: "any", gain: gain))
}

private func draw(
  _ name: String, _ positional: [ArgumentValue] = [], _ named: [NamedArgument] = [], at site: WeightSite
) throws -> [Double] {
  let stream = RandomStream(StreamKey(seed: 0, layer: site.layer, parameter: site.parameter))
  return try BuiltInInitializers.table.choose(name, positional, named).values(at: site, from: stream)
}

@Suite("values of the built-in initializers")
struct BuiltInValueTests {
  @Test("fixed ones are what their formulas say")
  func fixed() throws {
    #expect(try draw("zeros", at: site([2, 2])) == [0, 0, 0, 0])
    #expect(try draw("ones", at: site([3])) == [1, 1, 1])
    #expect(try draw("constant", [.number(0.5)], at: site([1, 2])) == [0.5, 0.5])
    #expect(try draw("identity", at: site([2, 3])) == [1, 0, 0, 0, 1, 0])
    #expect(try draw("identity", [.number(2)], at: site([3, 2])) == [2, 0, 0, 2, 0, 0])
    #expect(try draw("linspace", [.number(1), .number(6)], at: site([2, 3])) == [1, 2, 3, 4, 5, 6])
    #expect(try draw("linspace", [.number(3), .number(9)], at: site([1, 1])) == [3])
    let centered = try draw("linspace", at: site([7, 9]))
    #expect(centered.reversed().map { -$0 } == centered && centered[31] == 0)
    #expect(try draw("linspace", at: site([0, 4])) == [])
  }

  @Test("positional arguments follow the order of the parameters")
  func order() throws {
    let named = [NamedArgument("std", .number(0.01)), NamedArgument("mean", .number(4))]
    #expect(
      try draw("normal", [.number(4), .number(0.01)], at: site([3, 3]))
        == draw("normal", [], named, at: site([3, 3])))
    #expect(
      try draw("uniform", [.number(2), .number(2.5)], at: site([9, 9])).allSatisfy { $0 >= 2 && $0 <= 2.5 })
  }

  @Test("what single parameters cannot tell is refused")
  func misuse() {
    #expect(throws: InitializerError.missing(parameter: "value")) { try draw("constant", at: site([2])) }
    #expect(throws: InitializerError.unordered(lower: "low", upper: "high")) {
      try draw("uniform", [.number(1), .number(0)], at: site([2]))
    }
    #expect(throws: InitializerError.unordered(lower: "lower", upper: "upper")) {
      try draw("truncated_normal", [], [NamedArgument("lower", .number(2))], at: site([2]))
    }
    for other in [NamedArgument("a", .number(0.1)), NamedArgument("nonlinearity", .text("tanh"))] {
      #expect(throws: InitializerError.conflict(parameter: "gain", with: other.name)) {
        try draw("he_normal", [], [NamedArgument("gain", .number(1)), other], at: site([2]))
      }
    }
    #expect(throws: InitializerError.outOfRange(parameter: "std", value: -1, range: .nonNegative)) {
      try draw("normal", [.number(0), .number(-1)], at: site([2]))
    }
    for name in ["orthogonal", "sparse", "identity"] {
      #expect(throws: InitializerError.self) { try draw(name, at: site([5])) }
    }
    #expect(throws: InitializerError.shape(found: [2, 2, 2], needed: .axes(2))) {
      try draw("identity", at: site([2, 2, 2]))
    }
    #expect(throws: InitializerError.self) {
      try draw("linspace", [.number(-1e308), .number(1e308)], at: site([2, 2]))
    }
    // Numbers that overflow are found, not handed on.
    #expect(throws: InitializerError.self) {
      try draw("normal", [.number(0), .number(1.7e308)], at: site([50, 50]))
    }
  }

  @Test("storage of another size is refused, not run over", arguments: ["orthogonal", "sparse", "identity"])
  func storage(name: String) throws {
    let chosen = try BuiltInInitializers.table.choose(name)
    var values = [Double](repeating: 0, count: 5)
    var context = FillContext(random: RandomStream(StreamKey(bits: 0)))
    #expect(throws: InitializerError.storage(found: 5, needed: 6)) {
      var span = values.mutableSpan
      try chosen.filling.fill(&span, at: site([2, 3]), using: &context)
    }
  }

  @Test("one initializer never gives two layers equal weights")
  func layers() throws {
    for name in ["normal", "uniform", "orthogonal", "sparse", "truncated_normal"] {
      let arguments = name == "sparse" ? [ArgumentValue.number(0.5)] : []
      let first = try draw(name, arguments, at: site([4, 4]))
      #expect(try first != draw(name, arguments, at: site([4, 4], layer: "h2")))
      #expect(try first == draw(name, arguments, at: site([4, 4])))
    }
  }

  @Test("neurons added to a layer leave the weights of those before them")
  func widening() throws {
    for name in ["normal", "uniform", "truncated_normal", "lecun_normal", "he_uniform"] {
      let narrow = try draw(name, at: site([3, 5]))
      #expect(try Array(draw(name, at: site([9, 5])).prefix(15)) == narrow)
    }
  }

  @Test("he takes the layer's own gain on request, and PyTorch's gains by name")
  func heGains() throws {
    func deviation(_ named: [NamedArgument]) throws -> Double {
      let chosen = try BuiltInInitializers.table.choose("he_normal", [], named)
      return try #require(chosen.promise(at: site([7, 25], gain: 1.6))).variance.squareRoot() * 5
    }
    #expect(try abs(deviation([]) - 2.0.squareRoot()) <= 1e-15)
    #expect(try abs(deviation([NamedArgument("gain", .number(3))]) - 3) <= 1e-15)
    let gains = [
      "layer": 1.6, "tanh": 5.0 / 3, "selu": 0.75, "linear": 1, "sigmoid": 1, "relu": 2.0.squareRoot(),
    ]
    for (name, gain) in gains {
      #expect(try abs(deviation([NamedArgument("nonlinearity", .text(name))]) - gain) <= 1e-15)
    }
  }

  @Test("sparse keeps the stated number of weights for each neuron, or for each input")
  func sparse() throws {
    let rows = try draw("sparse", [.number(0.55), .number(1)], at: site([4, 100]))
    for row in 0..<4 { #expect(rows[row * 100..<(row + 1) * 100].count { $0 == 0 } == 55) }
    let columns = try draw("sparse", [.number(0.3), .number(1), .text("input")], at: site([10, 6]))
    for column in 0..<6 { #expect((0..<10).count { columns[$0 * 6 + column] == 0 } == 3) }
    // A tenth of three rounds up to one.
    #expect(try draw("sparse", [.number(0.1)], at: site([1, 3])).count { $0 == 0 } == 1)
  }
}
