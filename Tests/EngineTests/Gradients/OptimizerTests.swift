import Engine
import InitKit
import Tensor
import Testing

@Suite struct OptimizerTests {
  static let settings: [(String, OptimizerDescription)] = [
    ("sgd", optimizer("sgd", ["lr": 0.1])),
    ("sgd_weight_decay", optimizer("sgd", ["learning_rate": 0.1, "weight_decay": 0.01])),
    ("momentum", optimizer("sgd", ["lr": 0.05, "momentum": 0.9])),
    (
      "nesterov",
      OptimizerDescription(
        "sgd",
        options: [
          NamedArgument("lr", .number(0.05)), NamedArgument("mu", .number(0.9)),
          NamedArgument("nesterov", .boolean(true)),
        ])
    ),
    ("momentum", optimizer("momentum", ["lr": 0.05])),
    ("nesterov", optimizer("nesterov", ["lr": 0.05])),
    ("adam", optimizer("adam", ["lr": 0.01])),
    ("adamw", optimizer("adamw", ["lr": 0.01, "wd": 0.1])),
    ("rmsprop", optimizer("rmsprop", ["lr": 0.01, "alpha": 0.99])),
    ("adagrad", optimizer("adagrad", ["lr": 0.1, "eps": 1e-10])),
  ]

  @Test(arguments: settings, ReferenceGradientTests.precisions)
  func twentyStepsAreThoseOfPyTorch(
    _ setting: (name: String, optimizer: OptimizerDescription),
    _ precision: (name: Precision, tolerance: Double)
  ) throws {
    let reference = try Reference.load("21_optimizer_trajectories")
    let trajectory = try #require(reference.trajectories?[setting.name])
    let data = try Dataset(
      name: "reference", inputs: try #require(reference.inputs["x"]).tensor,
      targets: .values(try #require(reference.targets["y"]).tensor))
    let network = try model(
      ModelDescription(
        layers: [dense("l1", 4, "tanh"), dense("l2", 2)], optimizer: setting.optimizer,
        precision: precision.name), data)
    for layer in 1...2 {
      try network.setParameter("l\(layer)", "weight", to: try #require(reference.params["W\(layer)"]).tensor)
      try network.setParameter("l\(layer)", "bias", to: try #require(reference.params["b\(layer)"]).tensor)
    }
    for step in 1...20 {
      #expect(abs(network.loss - trajectory.lossBeforeStep[step - 1]) <= precision.tolerance * network.loss)
      let outcome = network.run(steps: 1)
      #expect(outcome.stoppedBy == .count)
      guard let after = trajectory.paramsAfterStep["\(step)"] else { continue }
      for layer in 1...2 {
        let weight = try #require(after["W\(layer)"]).tensor
        let bias = try #require(after["b\(layer)"]).tensor
        #expect(relativeError(try network.parameter("l\(layer)", "weight"), weight) <= precision.tolerance)
        #expect(relativeError(try network.parameter("l\(layer)", "bias"), bias) <= precision.tolerance)
      }
    }
  }

  @Test func nesterovWithoutMomentumIsRefused() {
    #expect(
      throws: EngineError.option(
        owner: "sgd", reason: .conflict(parameter: "nesterov", with: "momentum"))
    ) {
      try ChosenOptimizer(
        OptimizerDescription("sgd", options: [NamedArgument("nesterov", .boolean(true))]))
    }
  }
}
