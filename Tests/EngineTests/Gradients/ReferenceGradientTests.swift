import Engine
import Tensor
import Testing

@Suite struct ReferenceGradientTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let file: String
    let activations: [String?]
    let loss: String
    /// Parameter of leaky_relu.
    var slope: Double?
    /// Layers up to this one get their derivatives through a slope that PyTorch rounds to float32: the 1/6 of
    /// hard_sigmoid, 3e-8 too large. Central differences say that 1/6 it is.
    var roundedUpTo = 0
    var testDescription: String { file }
  }

  static let cases = [
    Case(file: "01_mlp_tanh_mse", activations: ["tanh", "tanh", nil], loss: "mse"),
    Case(file: "02_mlp_relu_softmax_ce", activations: ["relu", "relu", nil], loss: "cross_entropy"),
    Case(file: "02_mlp_relu_softmax_ce", activations: ["relu", "relu", "softmax"], loss: "cross_entropy"),
    Case(file: "03_mlp_sigmoid_bce_xor", activations: ["sigmoid", nil], loss: "bce"),
    Case(file: "03_mlp_sigmoid_bce_xor", activations: ["sigmoid", "sigmoid"], loss: "bce"),
    Case(
      file: "04_mlp_smooth_activations_huber",
      activations: ["gelu", "silu", "mish", "elu", "selu", "softplus", nil], loss: "huber"),
    Case(
      file: "05_mlp_piecewise_activations_l1",
      activations: [
        "softsign", "hard_tanh", "leaky_relu", "hard_swish", "sin", "erf", "relu6", "hard_sigmoid",
        "gelu_tanh",
        "atan", nil,
      ], loss: "mae", slope: 0.2, roundedUpTo: 8),
    Case(file: "19_constant_init_tanh_mse", activations: ["tanh", "tanh", nil], loss: "mse"),
    Case(file: "20_zero_init_sigmoid_mse", activations: ["sigmoid", "sigmoid", nil], loss: "mse"),
  ]

  static let precisions: [(Precision, Double)] = [(.float64, 1e-10), (.float32, 2e-5)]

  @Test(arguments: cases, precisions)
  func lossGradientsAndActivationsAreThoseOfPyTorch(
    _ test: Case, _ precision: (name: Precision, tolerance: Double)
  ) throws {
    let reference = try Reference.load(test.file)
    let input = try #require(reference.inputs["x"])
    let targets: Targets
    if let classes = reference.targets["classes"] {
      targets = .classes(classes.data.map { Int($0) }, names: ["a", "b", "c"])
    } else {
      targets = .values(try #require(reference.targets["y"]).tensor)
    }
    let data = try Dataset(name: "reference", inputs: input.tensor, targets: targets)
    var layers: [LayerDescription] = []
    for (index, activation) in test.activations.enumerated() {
      let number = index + 1
      let shape = try #require(reference.params["W\(number)"]).shape
      layers.append(
        dense("l\(number)", shape[0], activation, activation == "leaky_relu" ? test.slope : nil))
    }
    let network = try model(
      ModelDescription(layers: layers, loss: LossDescription(test.loss), precision: precision.name), data)
    for number in 1...layers.count {
      try network.setParameter(
        "l\(number)", "weight", to: try #require(reference.params["W\(number)"]).tensor)
      try network.setParameter("l\(number)", "bias", to: try #require(reference.params["b\(number)"]).tensor)
    }

    let loss = try #require(reference.loss)
    #expect(abs(network.loss - loss) <= precision.tolerance * abs(loss))
    for number in 1...layers.count {
      let name = "l\(number)"
      let tolerance = number <= test.roundedUpTo ? max(1e-7, precision.tolerance) : precision.tolerance
      let weight = try #require(reference.grads?["W\(number)"]).tensor
      let bias = try #require(reference.grads?["b\(number)"]).tensor
      #expect(relativeError(try network.gradient(name, "weight"), weight) <= tolerance)
      #expect(relativeError(try network.gradient(name, "bias"), bias) <= tolerance)
      let sums = try #require(reference.intermediates?["z\(number)"]).tensor
      #expect(relativeError(try network.activations(name, .pre), sums) <= precision.tolerance)
      let delta = try #require(reference.intermediateGradients?["z\(number)"]).tensor
      #expect(relativeError(try network.activations(name, .delta), delta) <= tolerance)
    }
  }

  @Test func activationsAndSlopesAreThoseOfPyTorch() throws {
    let files: [(String, [(String, Double?)])] = [
      (
        "04_mlp_smooth_activations_huber",
        [("gelu", nil), ("silu", nil), ("mish", nil), ("elu", 1), ("selu", nil), ("softplus", nil)]
      ),
      (
        "05_mlp_piecewise_activations_l1",
        [
          ("softsign", nil), ("hard_tanh", nil), ("leaky_relu", 0.2), ("hard_swish", nil), ("sin", nil),
          ("erf", nil), ("relu6", nil), ("hard_sigmoid", nil), ("gelu_tanh", nil), ("atan", nil),
        ]
      ),
    ]
    for (file, activations) in files {
      let reference = try Reference.load(file)
      for (index, named) in activations.enumerated() {
        let (name, parameter) = named
        let chosen = try ChosenActivation(ActivationDescription(name, parameter: parameter))
        let sums = try #require(reference.intermediates?["z\(index + 1)"])
        let outputs = try #require(reference.intermediates?["h\(index + 1)"]).tensor
        let values = Tensor(shape: sums.shape, values: chosen.values(at: sums.data))
        #expect(relativeError(values, outputs) < 1e-14, "\(name)")
        let above = try #require(reference.intermediateGradients?["h\(index + 1)"])
        let below = try #require(reference.intermediateGradients?["z\(index + 1)"]).tensor
        let product = zip(chosen.slopes(at: sums.data), above.data).map { $0 * $1 }
        let tolerance = name == "hard_sigmoid" ? 1e-7 : 1e-14
        #expect(relativeError(Tensor(shape: sums.shape, values: product), below) < tolerance, "\(name)")
      }
    }
  }
}
