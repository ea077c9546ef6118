import Analysis
import Engine
import InitKit
import Initializers
import Tensor
import Testing

@Suite("starts of other libraries, kind of layer by kind of layer")
struct PresetTests {
  private func kernel(_ shape: [Int], _ layout: WeightLayout) -> (weight: WeightSite, bias: WeightSite) {
    let fans = Fans(shape: shape, layout: layout)
    var outputs = shape[0]
    if case .transposedConvolution(let groups) = layout { outputs = shape[1] * groups }
    return (
      WeightSite(layer: "c", shape: shape, fans: fans, layout: layout),
      WeightSite(layer: "c", parameter: "bias", role: .bias, shape: [outputs], fans: fans, layout: layout)
    )
  }

  private func gates(_ count: Int, units: Int, inputs: Int) -> [String: WeightSite] {
    let fans = Fans(input: inputs, output: units)
    let rows = count * units
    return [
      "weight_ih_l0": WeightSite(layer: "r", parameter: "weight_ih_l0", shape: [rows, inputs], fans: fans),
      "weight_hh_l0": WeightSite(
        layer: "r", parameter: "weight_hh_l0", role: .recurrent, shape: [rows, units],
        fans: Fans(input: units, output: units)),
      "bias_ih_l0": WeightSite(layer: "r", parameter: "bias_ih_l0", role: .bias, shape: [rows], fans: fans),
      "bias_hh_l0": WeightSite(layer: "r", parameter: "bias_hh_l0", role: .bias, shape: [rows], fans: fans),
    ]
  }

  private func promise(_ library: String, _ site: WeightSite?) throws -> Promise {
    let site = try #require(site)
    return try #require(try initializer("like_" + library).promise(at: site))
  }

  private func variance(_ library: String, _ site: WeightSite?) throws -> Double {
    try promise(library, site).variance
  }

  // 64 -> 64 channels in 4 groups, 3 x 3: one group has 16 channels.
  @Test(
    "a grouped convolution starts as each library's fans have it",
    arguments: [
      ("pytorch", 1 / 144.0 / 3, 1 / 144.0 / 3), ("keras", 2 / (144.0 + 576), 0), ("flax", 1 / 144.0, 0),
      ("flux", 2 / (144.0 + 576), 0), ("mlx", 1 / 576.0 / 3, 0), ("tinygrad", 1 / 576.0 / 3, 1 / 576.0 / 3),
      ("burn", 1 / 144.0 / 3, 1 / 144.0 / 3), ("candle", 2 / 144.0, 1 / 144.0 / 3), ("caffe", 1 / 144.0, 0),
      ("haiku", 0.7737413035499233 / 144, 0), ("mxnet", 0.07 * 0.07 / 3, 0), ("fann", 0.01 / 3, 0.01 / 3),
    ] as [(String, Double, Double)])
  func groups(library: String, weight: Double, bias: Double) throws {
    let sites = kernel([64, 16, 3, 3], .convolution(groups: 4))
    #expect(try abs(variance(library, sites.weight) - weight) <= 1e-14 * weight)
    #expect(try abs(variance(library, sites.bias) - bias) <= 1e-14 * bias)
  }

  // The same number by another way: table of fans of a depthwise kernel.
  @Test("a depthwise kernel has fan_in 9 in PyTorch and Burn, 576 in MLX and tinygrad")
  func depthwise() throws {
    let site = kernel([64, 1, 3, 3], .convolution(groups: 64)).weight
    for (library, fan) in [("pytorch", 9.0), ("burn", 9), ("mlx", 576), ("tinygrad", 576)] {
      #expect(try abs(promise(library, site).upper - 1 / fan.squareRoot()) < 1e-15, "\(library)")
    }
    #expect(try abs(variance("keras", site) - 2 / 585.0) < 1e-17)
  }

  // 32 -> 8 channels, 2 x 2: true fan_in 128, that of PyTorch's shape 32.
  @Test(
    "a transposed convolution's fan_in is that of the outputs in PyTorch, Burn, candle and Caffe",
    arguments: [
      ("pytorch", 1 / 32.0 / 3), ("burn", 1 / 32.0 / 3), ("candle", 2 / 32.0), ("caffe", 1 / 32.0),
      ("keras", 2 / 160.0), ("flux", 2 / 160.0), ("flax", 1 / 128.0), ("mlx", 1 / 128.0 / 3),
      ("tinygrad", 1 / 128.0 / 3),
    ] as [(String, Double)])
  func transposedKernel(library: String, weight: Double) throws {
    let sites = kernel([32, 8, 2, 2], .transposedConvolution(groups: 1))
    #expect(try abs(variance(library, sites.weight) - weight) <= 1e-14 * weight)
    // Where the bias is random it has the bound of the weights.
    if ["pytorch", "burn"].contains(library) {
      #expect(try abs(variance(library, sites.bias) - weight) <= 1e-14 * weight)
    }
  }

  @Test("PyTorch's recurrent layers have the reference's bounds", arguments: [32, 128, 512])
  func pytorchRecurrent(units: Int) throws {
    let bounds = [32: 0.17677669529663687, 128: 0.08838834764831843, 512: 0.044194173824159216]
    let bound = try #require(bounds[units])
    for count in [1, 3, 4] {
      for site in gates(count, units: units, inputs: 20).values {
        #expect(try abs(promise("pytorch", site).upper - bound) < 1e-16)
      }
    }
  }

  // 5 inputs, 6 units, 4 gates; variances of the four parameters, -1 for a rotation, -2 for an open forget gate.
  @Test(
    "an LSTM starts as in each library",
    arguments: [
      ("keras", 2 / 29.0, -1, -2, 0), ("flax", 1 / 5.0, -1, 0, 0),
      ("haiku", 0.7737413035499233 / 11, -3, -2, 0),
      ("mlx", 1 / 18.0, 1 / 18.0, 1 / 18.0, 0), ("tinygrad", 1 / 18.0, 1 / 18.0, 0, 0),
      ("flux", 2 / 29.0, 2 / 30.0, 0, 0), ("burn", 2 / 11.0, 2 / 12.0, 2 / 11.0, 2 / 12.0),
      ("candle", 2 / 5.0, 2 / 6.0, 0, 0), ("pytorch", 1 / 18.0, 1 / 18.0, 1 / 18.0, 1 / 18.0),
      ("mxnet", 0.0049 / 3, 0.0049 / 3, 0, 0),
    ] as [(String, Double, Double, Double, Double)])
  func lstm(library: String, input: Double, recurrent: Double, first: Double, second: Double) throws {
    let sites = gates(4, units: 6, inputs: 5)
    for (name, expected) in [
      ("weight_ih_l0", input), ("weight_hh_l0", recurrent), ("bias_ih_l0", first), ("bias_hh_l0", second),
    ] where expected >= 0 {
      #expect(try abs(variance(library, sites[name]) - expected) <= 1e-14, "\(name)")
    }
    if first == -2 {
      let site = try #require(sites["bias_ih_l0"])
      let bias = try initializer("like_" + library).values(at: site)
      #expect(bias == (0..<24).map { (6..<12).contains($0) ? 1 : 0 })
    }
  }

  @Test("a stacked recurrent matrix is orthogonal as a whole in Keras, gate by gate in Flax")
  func rotations() throws {
    let site = try #require(gates(4, units: 6, inputs: 5)["weight_hh_l0"])
    let (keras, flax) = (
      try initializer("like_keras").rows(at: site), try initializer("like_flax").rows(at: site)
    )
    let columns = transposed(keras)
    #expect(abs(dot(columns[0], columns[0]) - 1) < 1e-14 && abs(dot(columns[1], columns[4])) < 1e-14)
    #expect(abs(dot(keras[0], keras[0]) - 1) > 0.1)
    for gate in 0..<4 {
      #expect(abs(dot(flax[6 * gate], flax[6 * gate]) - 1) < 1e-14)
      #expect(abs(dot(flax[6 * gate], flax[6 * gate + 5])) < 1e-14)
    }
  }

  @Test("a GRU has no forget gate to open, and a plain recurrent layer is one gate")
  func otherCells() throws {
    for library in ["keras", "haiku"] {
      #expect(try promise(library, gates(3, units: 6, inputs: 5)["bias_ih_l0"]).upper == 0)
    }
    let plain = gates(1, units: 6, inputs: 5)
    #expect(try abs(variance("keras", plain["weight_ih_l0"]) - 2 / 11.0) < 1e-15)
    #expect(try abs(variance("haiku", plain["weight_ih_l0"]) - 0.7737413035499233 / 5) < 1e-15)
  }

  @Test("the network tells a preset which layers are convolutions, transposed ones and embeddings")
  func layouts() throws {
    let layers = [
      LayerDescription(
        name: "c", kind: "conv2d", size: 8,
        options: [NamedArgument("kernel", .number(3)), NamedArgument("groups", .number(2))]),
      LayerDescription(
        name: "t", kind: "conv_transpose2d", size: 4, options: [NamedArgument("kernel", .number(2))]),
      LayerDescription(name: "f", kind: "flatten"), LayerDescription(name: "out", size: 1),
    ]
    let data = try Dataset(
      name: "zeros", inputs: Tensor(shape: [2, 4, 6, 6], values: [Double](repeating: 0, count: 288)),
      targets: .values(Tensor(shape: [2, 1], values: [0, 1])))
    let model = try Model(
      ModelDescription(layers: layers), data: data,
      initializers: BuiltInInitializers.table)
    func layout(_ layer: String, _ parameter: String) throws -> WeightLayout {
      let found = model.layers.first { $0.name == layer }
      return try #require(found?.parameters.first { $0.name == parameter }).site.layout
    }
    for parameter in ["weight", "bias"] {
      #expect(try layout("c", parameter) == .convolution(groups: 2))
      #expect(try layout("t", parameter) == .transposedConvolution(groups: 1))
      #expect(try layout("out", parameter) == .dense)
    }
  }

  @Test(
    "quirks are told where one asks",
    arguments: [
      ("pytorch", "kaiming_uniform"), ("keras", "forget gate"), ("flax", "corrected"), ("haiku", "0.8796"),
      ("mlx", "forget groups"), ("tinygrad", "forget groups"), ("flux", "lecun_normal"), ("burn", "groups"),
      ("sklearn", "dense layers alone"), ("mxnet", "magnitude 3"), ("caffe", "lecun_uniform"),
      ("fann", "positive weights"), ("candle", "symmetry"),
    ])
  func told(library: String, words: String) throws {
    let specification = try #require(BuiltInInitializers.table["like_" + library]).specification
    #expect(specification.notes.contains { $0.contains(words) })
  }
}
