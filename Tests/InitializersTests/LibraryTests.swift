import InitKit
import Initializers
import Testing

@Suite("starts of other libraries")
struct LibraryTests {
  private static let names = BuiltInInitializers.table.names.filter { $0.hasPrefix("like_") }
  private let square = place([64, 64])

  @Test("the standard deviation of a square dense layer is each library's, whatever names say")
  func dense() throws {
    let root = 1 / 64.0.squareRoot()
    let expected: [String: Double] = [
      "burn": root / 3.0.squareRoot(), "caffe": root, "candle": 2.0.squareRoot() * root,
      "fann": 0.1 / 3.0.squareRoot(), "flax": root, "flux": root, "haiku": 0.8796256610342398 * root,
      "keras": root, "micrograd": 1 / 3.0.squareRoot(), "mlx": root / 3.0.squareRoot(),
      "mxnet": 0.07 / 3.0.squareRoot(), "playground": 0.5 / 3.0.squareRoot(),
      "pytorch": root / 3.0.squareRoot(), "sklearn": root, "tinygrad": root / 3.0.squareRoot(),
    ]
    #expect(expected.keys.map { "like_" + $0 }.sorted() == Self.names)
    for (library, deviation) in expected {
      #expect(try abs(initializer("like_" + library).deviation(at: square) / deviation - 1) <= 1e-14)
    }
  }

  @Test("like(library) draws what like_library draws, for every role", arguments: names)
  func like(name: String) throws {
    let library = try initializer("like", ["library": .text(String(name.dropFirst(5)))])
    for role in ParameterRole.allCases {
      let site = place([8, 4], role: role)
      #expect(try library.values(at: site) == initializer(name).values(at: site))
      #expect(library.promise(at: site) != nil)
    }
    #expect(BuiltInInitializers.table[String(name.dropFirst(5))]?.specification.name == name)
  }

  @Test("scales start at one in every library", arguments: names)
  func scales(name: String) throws {
    #expect(try initializer(name).values(at: place([3], role: .scale)) == [1, 1, 1])
  }

  @Test("biases are random in some libraries, with the bound of their layer's weights")
  func biases() throws {
    let bias = place([8], role: .bias, fans: Fans(input: 25, output: 8))
    let random = ["burn": 0.2, "candle": 0.2, "fann": 0.1, "mlx": 0.2, "pytorch": 0.2, "tinygrad": 0.2]
    for name in Self.names {
      let bound = random[String(name.dropFirst(5))]
      let promise = try #require(try initializer(name).promise(at: bias))
      switch name {
      case "like_playground": #expect(promise.mean == 0.1 && promise.variance == 0)
      case "like_sklearn": #expect(abs(promise.upper - (6 / 33.0).squareRoot()) <= 1e-15)
      default: #expect(abs(promise.upper - (bound ?? 0)) <= 1e-16 && promise.mean == 0)
      }
    }
  }

  @Test("embeddings differ by library")
  func embeddings() throws {
    let table = place([100, 25], role: .embedding, fans: Fans(shape: [100, 25], layout: .embedding))
    let expected = [
      "pytorch": 1, "flux": 1, "burn": 1, "candle": 1, "flax": 0.2, "mlx": 0.2, "haiku": 0.8796256610342398,
      "keras": 0.05 / 3.0.squareRoot(), "tinygrad": (2 / 125.0).squareRoot(),
    ]
    for (library, deviation) in expected {
      #expect(try abs(initializer("like_" + library).deviation(at: table) / deviation - 1) <= 1e-14)
    }
  }

  @Test("scikit-learn takes a third of the variance before sigmoid")
  func sklearn() throws {
    let site = place([64, 64], activation: ActivationSite(name: "sigmoid", gain: 1.8))
    let chosen = try initializer("like_sklearn")
    #expect(try abs(chosen.deviation(at: square) / chosen.deviation(at: site) - 3.0.squareRoot()) <= 1e-14)
  }

  @Test("PyTorch's start loses five sixths of a relu layer's power, Caffe's xavier is LeCun's")
  func quirks() throws {
    // Without biases E[h^2] is multiplied by fan_in Var(w) / 2.
    let variance = try #require(try initializer("like_pytorch").promise(at: square)).variance
    #expect(abs(64 * variance / 2 - 1 / 6.0) <= 1e-15)
    #expect(
      try initializer("like_caffe").values(at: square) == initializer("lecun_uniform").values(at: square))
    let recurrent = place([8, 8], role: .recurrent)
    #expect(
      try initializer("like_flax").values(at: recurrent) == initializer("orthogonal").values(at: recurrent))
  }

  @Test("PyTorch starts recurrent layers by their units and attention as one matrix")
  func recurrentAndAttention() throws {
    let pytorch = try initializer("like_pytorch")
    func variance(_ parameter: String, _ role: ParameterRole, _ shape: [Int], _ fans: Fans) throws -> Double {
      let site = WeightSite(layer: "r", parameter: parameter, role: role, shape: shape, fans: fans)
      return try #require(pytorch.promise(at: site)?.variance)
    }
    let lstm = Fans(input: 3, output: 16)
    for (name, role, shape) in [
      ("weight_ih_l0", ParameterRole.weight, [64, 3]), ("weight_hh_l0", .recurrent, [64, 16]),
      ("bias_ih_l0", .bias, [64]), ("bias_hh_l0", .bias, [64]),
    ] {
      let fans = name == "weight_hh_l0" ? Fans(input: 16, output: 16) : lstm
      #expect(abs(try variance(name, role, shape, fans) - 1 / 48.0) < 1e-15)
    }
    let square = Fans(input: 8, output: 8)
    #expect(abs(try variance("in_proj_weight", .weight, [24, 8], square) - 1 / 16.0) < 1e-15)
    #expect(try variance("self_attn.in_proj_bias", .bias, [24], square) == 0)
    #expect(abs(try variance("out_proj.weight", .weight, [8, 8], square) - 1 / 24.0) < 1e-15)
  }
}
