import Foundation
import Tensor

/// A reference file: numbers computed by PyTorch in double precision.
struct Reference: Decodable {
  /// A flat row-major list with its shape.
  struct Block: Decodable {
    let shape: [Int]
    let data: [Double]

    var tensor: Tensor { Tensor(shape: shape, values: data) }
  }

  /// A trained network's past.
  struct Trajectory: Decodable {
    let lossBeforeStep: [Double]
    let paramsAfterStep: [String: [String: Block]]

    enum CodingKeys: String, CodingKey {
      case lossBeforeStep = "loss_before_step"
      case paramsAfterStep = "params_after_step"
    }
  }

  let inputs: [String: Block]
  let targets: [String: Block]
  let params: [String: Block]
  let loss: Double?
  let grads: [String: Block]?
  let intermediates: [String: Block]?
  let intermediateGradients: [String: Block]?
  let output: Block?
  let trajectories: [String: Trajectory]?
  let runningMean: Block?
  let runningVariance: Block?

  enum CodingKeys: String, CodingKey {
    case inputs, targets, params, loss, grads, intermediates, output, trajectories
    case intermediateGradients = "intermediate_grads"
    case runningMean = "running_mean_after_one_step_momentum_0_1"
    case runningVariance = "running_var_after_one_step_momentum_0_1_unbiased"
  }

  /// Reads a file of the Reference folder.
  static func load(_ name: String) throws -> Reference {
    let folder = Bundle.module.bundleURL.appendingPathComponent("Reference")
    let file = folder.appendingPathComponent("\(name).json")
    return try JSONDecoder().decode(Reference.self, from: Data(contentsOf: file))
  }
}
