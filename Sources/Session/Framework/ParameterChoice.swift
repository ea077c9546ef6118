import Engine
import Language

/// A parameter that a command of files is pointed at.
struct ParameterChoice {
  let layer: String
  let parameter: BlueprintParameter

  /// Its name in files, such as `h1.weight`.
  var name: String { "\(layer).\(parameter.name)" }

  /// The parameters that an argument names: a layer's, one, or all of the network without it.
  ///
  /// - Throws: `unknown-place`, or `no-weights` for a layer that has none.
  static func chosen(
    _ argument: Argument?, _ call: Call, _ model: Model
  ) throws(Diagnostic) -> [ParameterChoice] {
    let all = model.layers.flatMap { layer in
      layer.parameters.map { ParameterChoice(layer: layer.name, parameter: $0) }
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
}
