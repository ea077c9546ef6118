import Engine
import InitKit
import Initializers
import Tensor
import Testing

extension Traps {
  /// Factors that answer an activation.
  @Suite("gains")
  struct Gains {
    private func moments(_ activation: String) throws -> ActivationMoments {
      try ChosenActivation(ActivationDescription(activation)).moments()
    }

    // PyTorch and Paddle raise "Unsupported nonlinearity" for GELU, SiLU, ELU, softplus and sine.
    @Test("every activation has a gain, forward and backward")
    func all() throws {
      for (name, forward, backward) in [
        ("gelu", 1.533530, 1.481114), ("silu", 1.676532, 1.623320), ("mish", 1.486848, 1.444755),
        ("softplus", 1.041867, 1.846229), ("sin", 1.520867, 1.327251), ("elu", 1.245198, 1.223429),
        ("softsign", 2.337533, 2.095781), ("hard_tanh", 1.392036, 1.210287),
      ] {
        let moments = try moments(name)
        #expect(abs(moments.forwardGain - forward) < 1e-6, "\(name)")
        #expect(abs(moments.backwardGain - backward) < 1e-6, "\(name)")
      }
    }

    // pytorch issue 24991 and forum posts: 1 / sd(f), wrong wherever the mean of f is not zero.
    @Test("a gain keeps the mean square, not the variance")
    func meanSquare() throws {
      #expect(try abs(moments("sigmoid").forwardGain - 1.846229) < 1e-6)
      #expect(try abs(moments("relu").forwardGain - 2.0.squareRoot()) < 1e-6)
    }

    // PyTorch: 5/3 for tanh and 3/4 for selu (found by trial, pull request 50664); its own documentation advises
    // against the latter.
    @Test("the layer's gain is computed; PyTorch's numbers are to be had by its names")
    func table() throws {
      #expect(try abs(moments("tanh").forwardGain - 1.592537) < 1e-6)
      #expect(try abs(moments("selu").forwardGain - 1) < 1e-6)
      let site = place([4, 9], activation: ActivationSite(name: "selu", gain: 1))
      for (nonlinearity, gain) in [("tanh", 5.0 / 3), ("selu", 0.75), ("layer", 1), ("sigmoid", 1)] {
        let chosen = try initializer("he_normal", ["nonlinearity": .text(nonlinearity)])
        #expect(try abs(chosen.deviation(at: site) - gain / 3) < 1e-15)
      }
    }
  }

  /// Starts of whole layers.
  @Suite("layers")
  struct Layers {
    private func sequences(_ layers: [LayerDescription], _ shape: [Int]) throws -> Model {
      let numbers = [Double](repeating: 0, count: 2 * shape.reduce(1, *))
      let data = try Dataset(
        name: "zeros", inputs: Tensor(shape: [2] + shape, values: numbers),
        targets: .values(Tensor(shape: [2, 1], values: [0, 1])))
      let out = LayerDescription(name: "out", size: 1)
      return try Model(
        ModelDescription(layers: layers + [out]), data: data, initializers: BuiltInInitializers.table)
    }

    private func layer(_ kind: String, _ size: Int? = nil, _ options: [NamedArgument] = [])
      -> LayerDescription
    {
      LayerDescription(name: "l", kind: kind, size: size, options: options)
    }

    // candle: a variable fetched without an initializer is 0 everywhere, a start that stays symmetric.
    @Test("every kind of layer starts without equal neurons unless told")
    func defaults() throws {
      let pool = LayerDescription(name: "p", kind: "mean_pool")
      for (layers, shape) in [
        ([layer("dense", 6)], [5]), ([layer("lstm", 6)], [3, 5]), ([layer("gru", 6)], [3, 5]),
        ([layer("rnn", 6)], [3, 5]),
        ([layer("attention", nil, [NamedArgument("heads", .number(2))]), pool], [3, 6]),
      ] {
        let model = try sequences(layers, shape)
        for parameter in model.layers[0].parameters where [.weight, .recurrent].contains(parameter.site.role)
        {
          let values = try model.parameter("l", parameter.name).values
          let width = parameter.site.columns
          let rows = (0..<parameter.site.rows).map { Array(values[$0 * width..<($0 + 1) * width]) }
          #expect(Set(rows).count == rows.count, "\(layers[0].kind) \(parameter.name)")
        }
      }
    }

    // PyTorch: two random biases, forget gates at 0 on average (issues 750, 20102); Lasagne refused it (368).
    @Test("an LSTM's forget gate starts at 1, once though there are two biases")
    func forgetGate() throws {
      let model = try sequences([layer("lstm", 3)], [2, 4])
      let (input, hidden) = (
        try model.parameter("l", "bias_ih_l0").values, try model.parameter("l", "bias_hh_l0").values
      )
      #expect(zip(input, hidden).map { $0 + $1 } == [0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0])
    }

    // PyTorch's BatchNorm began with weights from U(0, 1) (pull request 9038).
    @Test("a norm's factors start at 1 and its shifts at 0")
    func norms() throws {
      for kind in ["layer_norm", "batch_norm", "rms_norm", "group_norm"] {
        let options = kind == "group_norm" ? [NamedArgument("groups", .number(2))] : []
        let model = try sequences(
          [LayerDescription(name: "d", size: 4), layer(kind, nil, options)], [5])
        #expect(try Set(model.parameter("l", "weight").values) == [1], "\(kind)")
        if model.layers[1].parameters.contains(where: { $0.name == "bias" }) {
          #expect(try Set(model.parameter("l", "bias").values) == [0], "\(kind)")
        }
      }
    }

    // Encog and FANN: after Nguyen and Widrow's name, but all weights positive and of no common length.
    @Test("nguyen_widrow has weights of both signs, and rows of one length")
    func nguyenWidrow() throws {
      let rows = try initializer("nguyen_widrow").rows(at: place([10, 2]))
      #expect(rows.joined().contains { $0 < 0 } && rows.joined().contains { $0 > 0 })
      // R's brnn counts cases for inputs in 0.7 H^(1 / I).
      for row in rows { #expect(abs(dot(row, row).squareRoot() - 2.21359436211787) < 1e-13) }
    }

    // torch: the padding row of an embedding must be zeroed by hand after every fill from outside.
    @Test("a padding row is zero, and the other rows are as without it")
    func padding() throws {
      let site = place([4, 3], role: .embedding)
      let padded = try initializer("embedding_normal", ["padding": .number(2)]).rows(at: site)
      let plain = try initializer("embedding_normal").rows(at: site)
      #expect(
        padded[2] == [0, 0, 0] && [padded[0], padded[1], padded[3]] == [plain[0], plain[1], plain[3]])
    }

    // net2net.torch issue 3 waits for rounding to part copied neurons; it never does.
    @Test("a constant start stays one neuron, and the smallest noise breaks it")
    func noise() throws {
      let site = place([3, 2])
      #expect(try Set(initializer("constant", ["value": .number(0.5)]).rows(at: site)).count == 1)
      #expect(try Set(initializer("constant_noise", ["noise": .number(1e-8)]).rows(at: site)).count == 3)
    }
  }
}
