import Engine
import Language
import Text

/// What to say about the first number of training that is not finite.
struct DivergenceWording {
  private let place: NonFinitePlace
  private let model: Model

  init(_ place: NonFinitePlace, _ model: Model) {
    self.place = place
    self.model = model
  }

  var diagnostic: Diagnostic {
    let value = place.value.isNaN ? "nan" : place.value < 0 ? "-inf" : "inf"
    return Diagnostic(
      "diverged", "training stopped before step \(place.step + 1): the loss would not be finite",
      notes: [
        "the first number that is not finite is \(what) (\(value))",
        "the state is kept: the weights are those after step \(place.step)",
      ], help: remedy)
  }

  /// Whether the data alone are too large for the precision: no learning rate helps.
  private var isOfData: Bool { place.quantity == .input }

  /// Commands that can be typed as they stand.
  var remedies: [String] {
    if isOfData { return ["set precision float64"] }
    let optimizer = model.blueprint.optimizer
    let rate = NumberFormat(digits: 2).string(optimizer.learningRate / 10)
    return ["optimizer \(optimizer.optimizer.name) lr=\(rate)", "init"]
  }

  private var what: String {
    let layer = place.layer ?? ""
    let neuron = place.neuron.map { "\(layer)[\($0)]" } ?? layer
    let sample = place.sample.map { ", sample \($0) of the batch" } ?? ""
    switch place.quantity {
    case .input: return "input \(place.neuron ?? 0)\(sample)"
    case .parameter(let name): return "in `\(layer).\(name)`, neuron \(place.neuron ?? 0)"
    case .preActivation: return "the pre-activation of `\(neuron)`\(sample)"
    case .activation: return "the activation of `\(neuron)`\(sample)"
    case .loss: return "the loss itself"
    }
  }

  private var remedy: String {
    let commands = remedies.map { "`\($0)`" }.joined(separator: ", ")
    return isOfData
      ? "the number is too large for float32: \(commands), or smaller numbers by `standardize=true`"
      : "a smaller learning rate, then start anew: \(commands)"
  }
}
