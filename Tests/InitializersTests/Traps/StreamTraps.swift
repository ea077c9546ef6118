import Analysis
import Engine
import InitKit
import Initializers
import Testing

extension Traps {
  /// Where random numbers come from.
  @Suite("streams")
  struct Streams {
    private let site = place([12, 20])

    // PyTorch sparse_ (issue 98200, pull request 196941), Flux sparse_init, Lux (Lux.jl issue 1185) and Blocks
    // draw the mask from a global generator even when one is handed over.
    @Test("the zeros of sparse come from the same stream as its numbers")
    func sparseMask() throws {
      let chosen = try initializer("sparse", ["sparsity": .number(0.5)])
      func mask(_ seed: UInt64) throws -> [Bool] { try chosen.values(at: site, seed: seed).map { $0 == 0 } }
      #expect(try mask(1) == mask(1))
      #expect(try mask(1) != mask(2))
      // And do not move when the numbers do.
      let wide = try initializer("sparse", ["sparsity": .number(0.5), "std": .number(3)])
      #expect(try wide.values(at: site, seed: 1).map { $0 == 0 } == mask(1))
    }

    // The same for every other: thinc draws from numpy's global generator, FANN from rand(), candle's CPU cannot
    // be seeded at all (candle issues 2651, 3297, 2216).
    @Test(
      "all that is random comes from the stream that is handed over",
      arguments: singleNames)
    func handedOver(name: String) throws {
      let chosen = try #require(BuiltInInitializers.table[name].flatMap { ConformanceSuite().sample(of: $0) })
      let square = place([16, 16], index: 1, count: 3, activation: ActivationSite(name: "tanh", gain: 1.5))
      let first = try chosen.values(at: square, seed: 5)
      _ = try chosen.values(at: square, seed: 6)
      #expect(try chosen.values(at: square, seed: 5) == first)
      let isRandom = !chosen.specification.isDeterministic
      #expect(try (chosen.values(at: square, seed: 7) != first) == isRandom)
    }

    // Keras: one initializer object for two layers of one shape gives equal weights (tensorflow issue 62577,
    // keras-hub issue 352, deel-lip issue 64).
    @Test(
      "one initializer for two layers gives two different starts", arguments: singleNames)
    func reuse(name: String) throws {
      let chosen = try #require(BuiltInInitializers.table[name].flatMap { ConformanceSuite().sample(of: $0) })
      guard !chosen.specification.isDeterministic else { return }
      let activation = ActivationSite(name: "tanh", gain: 1.5)
      let (first, second) = (
        place([16, 16], index: 1, count: 4, activation: activation),
        place([16, 16], index: 1, count: 4, activation: activation, layer: "h2")
      )
      #expect(try chosen.values(at: first) != chosen.values(at: second))
    }

    // keras_cv_attention_models issue 114 and others: equal projections in one attention.
    @Test("queries, keys and values of one attention start different")
    func projections() throws {
      let rows = try initializer("xavier_uniform").rows(at: place([12, 4]))
      #expect(Set(rows).count == 12)
    }

    // keras issue 9362: when is it drawn, and how does one draw again.
    @Test("drawing twice gives two starts, and a new run the first of them again")
    func again() throws {
      let chosen = try initializer("normal")
      func draw(_ number: UInt64) throws -> [Double] {
        let key = StreamKey(seed: 1, layer: "h1", parameter: "weight", draw: number)
        return try chosen.values(at: site, from: RandomStream(key))
      }
      #expect(try draw(0) != draw(1))
      #expect(try draw(0) == draw(0))
    }

    // Flax NNX counts streams in the order of creation, tinygrad devices in the order of first use.
    @Test("a layer's numbers know nothing of other layers")
    func independence() throws {
      func values(_ layers: [String]) throws -> [String: [Double]] {
        let chosen = try initializer("normal")
        return try Dictionary(
          uniqueKeysWithValues: layers.map { ($0, try chosen.values(at: place([3, 4], layer: $0))) })
      }
      let (few, many) = (try values(["a", "b"]), try values(["c", "b", "d", "a"]))
      #expect(few["a"] == many["a"] && few["b"] == many["b"])
    }

    // Flax Linen hashed names without a separator, so that two paths could share a key (flax_fix_rng_separator).
    @Test("names are told apart where they join")
    func separators() {
      #expect(
        StreamKey(seed: 1, layer: "ab", parameter: "c") != StreamKey(seed: 1, layer: "a", parameter: "bc"))
      #expect(
        StreamKey(seed: 1, layer: "a", parameter: "b") != StreamKey(seed: 1, layer: "b", parameter: "a"))
    }

    // NumPy promises no such thing: rng.random(5) need not be five calls.
    @Test("many draws at once are as many draws one by one")
    func bulk() {
      var (once, singly) = (RandomStream(StreamKey(bits: 3)), RandomStream(StreamKey(bits: 3)))
      var context = FillContext(random: once, arithmetic: KernelArithmetic())
      let numbers = context.draws(1000, of: .normal(mean: 0, deviation: 1))
      #expect(numbers == (0..<1000).map { _ in singly.normal() })
      once = context.random
      #expect(once == singly)
    }

    // JAX and PyTorch draw other numbers when the shape changes.
    @Test("more neurons leave those there were as they are")
    func widening() throws {
      for name in ["normal", "uniform", "truncated_normal", "orthogonal", "unit_rows"] {
        let chosen = try initializer(name)
        let (few, many) = (try chosen.rows(at: place([5, 9])), try chosen.rows(at: place([8, 9])))
        #expect(Array(many.prefix(5)) == few, "\(name)")
      }
    }

    // PyTorch: other numbers on another device, processor or release, by design (pytorch issues 79496, 2976,
    // 153102), orthogonal_ on CPU and GPU (19013).
    @Test("the first numbers are these, whatever the machine; Python's statistics finds them to 15 digits")
    func published() throws {
      for (name, first) in [
        ("uniform", 0.00509322792411776), ("normal", 0.006400854472150948),
        ("truncated_normal", 0.006108125743172191), ("orthogonal", 0.05140918472768564),
      ] {
        #expect(try initializer(name).values(at: place([2, 2]))[0] == first, "\(name)")
      }
    }
  }

  /// Weights of which many are zero.
  @Suite("sparse")
  struct SparseTraps {
    // Lasagne Sparse: sparsity 0.1 is a tenth that is not zero; PyTorch, MLX and Flux: a tenth that is.
    @Test("sparse(0.1) leaves a tenth zero")
    func share() throws {
      let values = try initializer("sparse", ["sparsity": .number(0.1)]).values(at: place([30, 20]))
      #expect(values.count { $0 == 0 } == 60)
    }

    // PyTorch and Flux count zeros along an input's outgoing weights: a neuron may read nothing. Martens' rule
    // limits what a neuron reads.
    @Test("every neuron reads the same number of inputs")
    func axis() throws {
      let rows = try initializer("sparse", ["sparsity": .number(0.7)]).rows(at: place([40, 10]))
      for row in rows { #expect(row.count { $0 != 0 } == 3) }
    }

    // Caffe draws each zero by chance, so that a neuron has so many on average (as pytorch issue 6021 proposes).
    @Test("the number of zeros is exact, also where the share is no whole number")
    func exact() throws {
      let rows = try initializer("sparse", ["sparsity": .number(0.55)]).rows(at: place([9, 100]))
      for row in rows { #expect(row.count { $0 == 0 } == 55) }
    }

    // MLX: deviation 1; PyTorch, Flux and Lasagne: 0.01.
    @Test("what is not zero has the deviation 0.01 unless told")
    func deviation() throws {
      let values = try initializer("sparse").values(at: place([100, 100])).filter { $0 != 0 }
      let square = values.reduce(0) { $0 + $1 * $1 } / Double(values.count)
      #expect(abs(square.squareRoot() / 0.01 - 1) < 5 * (0.5 / Double(values.count)).squareRoot())
    }
  }
}
