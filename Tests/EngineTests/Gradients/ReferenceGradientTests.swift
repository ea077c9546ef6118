import Engine
import Tensor
import Testing

@Suite struct ReferenceGradientTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let file: String
    let activations: [String?]
    let loss: String
    /// Layer whose input is the network's input; 1 for the whole file.
    var first = 1
    var testDescription: String { file }
  }

  static let cases = [
    Case(file: "01_mlp_tanh_mse", activations: ["tanh", "tanh", nil], loss: "mse"),
    Case(file: "02_mlp_relu_softmax_ce", activations: ["relu", "relu", nil], loss: "cross_entropy"),
    Case(file: "02_mlp_relu_softmax_ce", activations: ["relu", "relu", "softmax"], loss: "cross_entropy"),
    Case(file: "03_mlp_sigmoid_bce_xor", activations: ["sigmoid", nil], loss: "bce"),
    Case(file: "03_mlp_sigmoid_bce_xor", activations: ["sigmoid", "sigmoid"], loss: "bce"),
    Case(
      file: "04_mlp_smooth_activations_huber", activations: ["elu", "selu", "softplus", nil], loss: "huber",
      first: 4),
    Case(file: "05_mlp_piecewise_activations_l1", activations: [nil], loss: "mae", first: 11),
    Case(file: "19_constant_init_tanh_mse", activations: ["tanh", "tanh", nil], loss: "mse"),
    Case(file: "20_zero_init_sigmoid_mse", activations: ["sigmoid", "sigmoid", nil], loss: "mse"),
  ]

  static let precisions: [(Precision, Double)] = [(.float64, 1e-10), (.float32, 2e-5)]

  @Test(arguments: cases, precisions)
  func lossGradientsAndActivationsAreThoseOfPyTorch(
    _ test: Case, _ precision: (name: Precision, tolerance: Double)
  ) throws {
    let reference = try Reference.load(test.file)
    let input = try #require(
      test.first == 1 ? reference.inputs["x"] : reference.intermediates?["h\(test.first - 1)"])
    let targets: Targets
    if let classes = reference.targets["classes"] {
      targets = .classes(classes.data.map { Int($0) }, names: ["a", "b", "c"])
    } else {
      targets = .values(try #require(reference.targets["y"]).tensor)
    }
    let data = try Dataset(name: "reference", inputs: input.tensor, targets: targets)
    var layers: [LayerDescription] = []
    for (index, activation) in test.activations.enumerated() {
      let number = test.first + index
      let shape = try #require(reference.params["W\(number)"]).shape
      layers.append(dense("l\(number)", shape[0], activation))
    }
    let network = try model(
      ModelDescription(layers: layers, loss: LossDescription(test.loss), precision: precision.name), data)
    for number in test.first..<test.first + layers.count {
      try network.setParameter(
        "l\(number)", "weight", to: try #require(reference.params["W\(number)"]).tensor)
      try network.setParameter("l\(number)", "bias", to: try #require(reference.params["b\(number)"]).tensor)
    }

    let loss = try #require(reference.loss)
    #expect(abs(network.loss - loss) <= precision.tolerance * abs(loss))
    for number in test.first..<test.first + layers.count {
      let name = "l\(number)"
      let weight = try #require(reference.grads?["W\(number)"]).tensor
      let bias = try #require(reference.grads?["b\(number)"]).tensor
      #expect(relativeError(try network.gradient(name, "weight"), weight) <= precision.tolerance)
      #expect(relativeError(try network.gradient(name, "bias"), bias) <= precision.tolerance)
      let sums = try #require(reference.intermediates?["z\(number)"]).tensor
      #expect(relativeError(try network.activations(name, .pre), sums) <= precision.tolerance)
      let delta = try #require(reference.intermediateGradients?["z\(number)"]).tensor
      #expect(relativeError(try network.activations(name, .delta), delta) <= precision.tolerance)
    }
  }

  @Test func activationsAndSlopesAreThoseOfPyTorch() throws {
    let files: [(String, [(String, Double?)?])] = [
      (
        "04_mlp_smooth_activations_huber",
        [("gelu", nil), ("silu", nil), nil, ("elu", 1), ("selu", nil), ("softplus", nil)]
      ),
      (
        "05_mlp_piecewise_activations_l1",
        [
          ("softsign", nil), ("hard_tanh", nil), ("leaky_relu", 0.2), nil, ("sin", nil), ("erf", nil), nil,
          nil, ("gelu_tanh", nil), nil,
        ]
      ),
    ]
    for (file, activations) in files {
      let reference = try Reference.load(file)
      for (index, named) in activations.enumerated() {
        guard let (name, parameter) = named else { continue }
        let chosen = try ChosenActivation(ActivationDescription(name, parameter: parameter))
        let sums = try #require(reference.intermediates?["z\(index + 1)"])
        let outputs = try #require(reference.intermediates?["h\(index + 1)"]).tensor
        let values = Tensor(shape: sums.shape, values: chosen.values(at: sums.data))
        #expect(relativeError(values, outputs) < 1e-14, "\(name)")
        let above = try #require(reference.intermediateGradients?["h\(index + 1)"])
        let below = try #require(reference.intermediateGradients?["z\(index + 1)"]).tensor
        let product = zip(chosen.slopes(at: sums.data), above.data).map { $0 * $1 }
        #expect(relativeError(Tensor(shape: sums.shape, values: product), below) < 1e-14, "\(name)")
      }
    }
  }
}
