import Engine
import Language
import Tensor

/// A parameter, or a statistic, that a command of files is pointed at.
struct ParameterChoice {
  let layer: String
  let parameter: String
  let shape: [Int]
  /// Whether it is moved by training but not learnt, such as `running_mean`.
  let isStatistic: Bool

  /// Its name in files, such as `h1.weight`.
  var name: String { "\(layer).\(parameter)" }

  /// The parameters that an argument names: a layer's, one, or all of the network without it; and statistics.
  ///
  /// - Throws: `unknown-place`, or `no-weights` for a layer that has none.
  static func chosen(
    _ argument: Argument?, _ call: Call, _ model: Model, withStatistics: Bool
  ) throws(Diagnostic) -> [ParameterChoice] {
    let all = model.layers.flatMap { layer in
      layer.parameters.map {
        ParameterChoice(layer: layer.name, parameter: $0.name, shape: $0.shape, isStatistic: false)
      }
        + (withStatistics ? layer.statistics : []).map {
          ParameterChoice(layer: layer.name, parameter: $0.name, shape: $0.shape, isStatistic: true)
        }
    }
    guard let argument else { return all }
    let place = try call.binder.word(of: argument)
    let found = place == "all" ? all : all.filter { $0.layer == place || $0.name == place }
    guard found.isEmpty else { return found }
    if model.layers.contains(where: { $0.name == place }) {
      throw call.failure(
        "no-weights", "`\(place)` has no weights", at: argument, help: "`net` lists the layers")
    }
    throw call.failure(
      "unknown-place", "no layer or parameter is called `\(place)`", at: argument, label: "not known",
      help: "`net` lists the layers",
      suggestions: Suggestions.near(place, among: model.layers.map(\.name) + all.map(\.name)))
  }

  /// Its numbers of now.
  ///
  /// - Throws: `unknownName`.
  func value(in model: Model) throws(EngineError) -> Tensor {
    if isStatistic, let value = try model.statistic(layer, parameter) { return value }
    return try model.parameter(layer, parameter)
  }
}
