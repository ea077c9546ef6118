import Analysis
import Engine
import InitKit
import Initializers
import Tensor
import Testing

extension Traps {
  /// Who feeds whom.
  @Suite("fans")
  struct FanTraps {
    private func deviation(_ name: String, _ shape: [Int], _ layout: WeightLayout) throws -> Double {
      try initializer(name).deviation(at: place(shape, fans: Fans(shape: shape, layout: layout)))
    }

    // PyTorch, timm: fan_out 576 (pytorch issue 23854, timm issue 84); Keras: fan_in 576 (keras issue 11773, tfjs
    // issue 8568).
    @Test("a depthwise kernel of 3 x 3 has 9 inputs and 9 outputs")
    func depthwise() throws {
      let fans = Fans(shape: [64, 1, 3, 3], layout: .convolution(groups: 64))
      #expect(fans == Fans(input: 9, output: 9))
      #expect(
        try abs(
          deviation("xavier_normal", [64, 1, 3, 3], .convolution(groups: 64)) - (1 / 9.0).squareRoot())
          < 1e-15)
    }

    // Keras Conv2D(groups), JAX, Flux: fan_out counts all groups.
    @Test("a grouped kernel's outputs are those of one group")
    func grouped() {
      #expect(Fans(shape: [64, 16, 3, 3], layout: .convolution(groups: 4)) == Fans(input: 144, output: 144))
    }

    // MLX and tinygrad: 1 / sqrt(in k) with all channels, sqrt(groups) too small (mlx issue 4536).
    @Test("the bound of a grouped kernel's weights and biases is that of one group's inputs")
    func groupedBound() throws {
      let fans = Fans(shape: [64, 1, 3, 3], layout: .convolution(groups: 64))
      for site in [place([64, 1, 3, 3], fans: fans), place([64], role: .bias, fans: fans)] {
        let promise = try #require(try initializer("fan_uniform").promise(at: site))
        #expect(abs(promise.upper - 1 / 3.0) < 1e-15)
      }
    }

    // PyTorch, candle, Burn, dfdx: fan_in = out / groups taps; Keras: both exchanged (tensorflow issue 31192).
    @Test("a transposed kernel's inputs are its inputs")
    func transposed() throws {
      let fans = Fans(shape: [32, 8, 2, 2], layout: .transposedConvolution(groups: 1))
      #expect(fans == Fans(input: 128, output: 32))
      #expect(
        try abs(
          deviation("he_normal", [32, 8, 2, 2], .transposedConvolution(groups: 1))
            - (2 / 128.0).squareRoot()) < 1e-15)
    }

    // PyTorch MultiheadAttention: xavier_uniform_ over (3 E, E), bound 0.0541 for 0.0765 (pytorch issue 166378).
    @Test("queries, keys and values are three matrices, not one")
    func stackedAttention() throws {
      let model = try Self.model(
        [
          LayerDescription(name: "a", kind: "attention", options: [NamedArgument("heads", .number(2))])
        ], features: 512)
      let site = try Self.site("a", "in_proj_weight", in: model)
      #expect(site.shape == [1536, 512] && site.fanIn == 512 && site.fanOut == 512)
      let bound = try #require(try initializer("xavier_uniform").promise(at: site)).upper
      #expect(abs(bound - 0.0765465544619743) < 1e-15)
      let packed = try #require(try initializer("like_pytorch").promise(at: site)).upper
      #expect(abs(packed - 0.05412658773652741) < 1e-15)
    }

    // Keras: glorot_uniform over (in, 4 H), one orthogonal matrix over (H, 4 H) with no gate orthogonal.
    @Test("gates are four matrices, not one")
    func stackedGates() throws {
      let model = try Self.model([LayerDescription(name: "r", kind: "lstm", size: 6)], features: 5)
      #expect(try Self.site("r", "weight_ih_l0", in: model).fanOut == 6)
      let recurrent = try Self.site("r", "weight_hh_l0", in: model)
      #expect(recurrent.shape == [24, 6] && recurrent.fanIn == 6 && recurrent.fanOut == 6)
      let rows = try initializer("orthogonal_gates").rows(at: recurrent)
      for gate in 0..<4 {
        for (first, second) in [(0, 1), (2, 5), (3, 3)] {
          let product = dot(rows[6 * gate + first], rows[6 * gate + second])
          #expect(abs(product - (first == second ? 1 : 0)) < 1e-14)
        }
      }
    }

    // Keras and Paddle: fan_in = fan_out = n for a vector; Flux: (1, n); PyTorch, JAX, MLX: an error.
    @Test("a bias has the fans of its layer's weights")
    func vector() throws {
      let model = try Self.model([LayerDescription(name: "d", kind: "dense", size: 7)], features: 5)
      let bias = try Self.site("d", "bias", in: model)
      #expect(bias.shape == [7] && bias.fanIn == 5 && bias.fanOut == 7)
      #expect(try abs(initializer("he_normal").deviation(at: bias) - (2 / 5.0).squareRoot()) < 1e-15)
    }

    // PyTorch notes it in its documentation: a matrix used as x W must be handed over transposed. Lasagne's He
    // takes shape[0]; Caffe says in a comment that its inner products' fans are wrong.
    @Test("a dense matrix is [outputs, inputs]: its columns feed a neuron")
    func orientation() {
      #expect(Fans(shape: [7, 5], layout: .dense) == Fans(input: 5, output: 7))
    }

    // tinygrad glorot_uniform: fan_out without the kernel's area.
    @Test("both fans of a kernel count its taps")
    func taps() {
      #expect(Fans(shape: [8, 4, 3, 5], layout: .convolution(groups: 1)) == Fans(input: 60, output: 120))
    }

    // candle Conv2d: bound 1 / sqrt(channels) for biases, the kernel's area forgotten.
    @Test("a convolution's bias counts the taps of its weights")
    func convolutionBias() throws {
      let bias = place([8], role: .bias, fans: Fans(shape: [8, 4, 3, 3], layout: .convolution(groups: 1)))
      #expect(try abs(#require(try initializer("fan_uniform").promise(at: bias)).upper - 1 / 6.0) < 1e-15)
    }

    // tinygrad glorot_uniform(vocabulary, features) for embeddings: the variance falls with the vocabulary.
    @Test("an embedding's row is read alone, whatever the vocabulary")
    func embedding() throws {
      let small = try deviation("embedding_normal", [10, 16], .embedding)
      #expect(
        try deviation("embedding_normal", [10_000, 16], .embedding) == small && abs(small - 0.25) < 1e-15)
    }

    /// A network over sequences or vectors of some features.
    private static func model(_ layers: [LayerDescription], features: Int) throws -> Model {
      let isSequence = layers.contains { $0.kind != "dense" }
      var description = ModelDescription(layers: layers)
      if layers.contains(where: { $0.kind == "attention" }) {
        description.layers.append(LayerDescription(name: "m", kind: "mean_pool"))
      }
      description.layers.append(LayerDescription(name: "out", kind: "dense", size: 1))
      let shape = isSequence ? [3, features] : [features]
      let data = try Dataset(
        name: "zeros",
        inputs: Tensor(shape: [2] + shape, values: .init(repeating: 0, count: 2 * shape.reduce(1, *))),
        targets: .values(Tensor(shape: [2, 1], values: [0, 1])))
      return try Model(description, data: data, initializers: BuiltInInitializers.table)
    }

    private static func site(_ layer: String, _ parameter: String, in model: Model) throws -> WeightSite {
      let found = model.layers.first { $0.name == layer }?.parameters.first { $0.name == parameter }
      return try #require(found).site
    }
  }

  /// Matrices that are more than numbers.
  @Suite("structure")
  struct Structure {
    // Lux identity_init filled the whole block with the gain: rank 1, as its own example showed (Lux.jl issue 1543).
    @Test("an identity is zero off its diagonal")
    func identity() throws {
      let rows = try initializer("identity", ["gain": .number(2)]).rows(at: place([3, 3]))
      #expect(rows == [[2, 0, 0], [0, 2, 0], [0, 0, 2]])
      #expect(Set(rows).count == 3)
    }

    // MLX and DL4J refuse it; PyTorch, Keras, Blocks and Flux put ones on the main diagonal.
    @Test("an identity need not be square")
    func oblong() throws {
      #expect(try initializer("identity").rows(at: place([2, 3])) == [[1, 0, 0], [0, 1, 0]])
      #expect(try initializer("identity").rows(at: place([3, 2])) == [[1, 0], [0, 1], [0, 0]])
    }

    // PyTorch dirac_ rounds the middle of an even kernel up, JAX delta_orthogonal down.
    @Test("the middle of an even kernel is dirac's upper one and delta_orthogonal's lower one")
    func middles() throws {
      #expect(try initializer("dirac").values(at: place([1, 1, 4])) == [0, 0, 1, 0])
      let delta = try initializer("delta_orthogonal").values(at: place([1, 1, 4]))
      #expect(delta[1].magnitude == 1 && delta[2] == 0)
    }

    // PyTorch alone has groups in dirac_.
    @Test("dirac passes on each group's channels")
    func groups() throws {
      let chosen = try initializer("dirac", ["groups": .number(2)])
      #expect(try chosen.values(at: place([4, 2, 1])) == [1, 0, 0, 1, 1, 0, 0, 1])
    }

    // MXNet Orthogonal: 1.414 unless told, out of a uniform matrix.
    @Test("orthogonal has gain 1 unless told")
    func gain() throws {
      let rows = try initializer("orthogonal").rows(at: place([4, 9]))
      for row in rows { #expect(abs(dot(row, row) - 1) < 1e-14) }
    }

    // Lasagne, MXNet and LSUV's code: U of a singular value decomposition, P(Q00 > 0) = 0.23; a QR decomposition
    // without signs: 0.
    @Test("the first entry of an orthogonal matrix is as often positive as negative")
    func signs() throws {
      let chosen = try initializer("orthogonal")
      let positive = try (0..<2000).count { try chosen.values(at: place([3, 3]), seed: UInt64($0))[0] > 0 }
      #expect(abs(positive - 1000) < 112)
    }

    // PyTorch flattens to (first, rest), Keras and Flux to (all others, last), MLX refuses.
    @Test("the filters of an orthogonal kernel are orthonormal")
    func flattening() throws {
      let rows = try initializer("orthogonal").rows(at: place([8, 4, 3, 3]))
      #expect(rows.count == 8 && rows[0].count == 36)
      #expect(abs(dot(rows[0], rows[0]) - 1) < 1e-14 && abs(dot(rows[0], rows[7])) < 1e-14)
    }

    // PyTorch warns of tensors without entries; others divide by zero.
    @Test("a parameter without entries is filled with none", arguments: singleNames)
    func empty(name: String) throws {
      let chosen = try #require(
        BuiltInInitializers.table[name].flatMap { ConformanceSuite().sample(of: $0) })
      for shape in [[0, 3], [3, 0], [0, 4, 3, 3], [0]] {
        do throws(InitializerError) {
          #expect(try chosen.values(at: place(shape), from: RandomStream(StreamKey(bits: 0))) == [])
        } catch .shape {
          // A vector is no matrix, with or without entries.
        } catch .refused {
          // Three rows are no four gates.
        } catch {
          Issue.record("\(name) at \(shape): \(error)")
        }
      }
    }

    // JAX, PyTorch and MLX fail on scalars and vectors deep inside, by an index.
    @Test(
      "a scalar or a vector is filled or refused by its shape", arguments: singleNames)
    func small(name: String) throws {
      let chosen = try #require(
        BuiltInInitializers.table[name].flatMap { ConformanceSuite().sample(of: $0) })
      for shape in [[], [1], [8]] {
        do throws(InitializerError) {
          let values = try chosen.values(at: place(shape), from: RandomStream(StreamKey(bits: 0)))
          #expect(values.count == shape.reduce(1, *))
        } catch .shape(let found, _) {
          #expect(found == shape)
        } catch .refused {
          continue
        } catch {
          Issue.record("\(name) at \(shape): \(error)")
        }
      }
    }
  }
}
