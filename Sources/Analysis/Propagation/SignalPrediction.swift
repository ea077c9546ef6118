import Engine
import InitKit
import Tensor

/// What the laws of the initializers predict of a network's signals, layer by layer.
///
/// Forward (He et al. 2015; Poole et al. 2016): q = fan_in Var(w) E[h^2] + (fan_in E[w] mean(h))^2 + Var(b), where E[h^2]
/// is that of normal sums of the layer below, or measured where another kind of layer lies between. Backward:
/// E[delta^2] = units above · E[w^2] E[phi'^2] E[delta above^2], from the measured delta of the last layer. A finite
/// layer scatters: Var ln q = 2 / n plus what the layers below pass on.
struct SignalPrediction {
  /// A prediction with three deviations of its logarithm.
  struct Figure {
    let value: Double
    let spread: Double
  }

  private(set) var forward: [String: Figure] = [:]
  private(set) var backward: [String: Figure] = [:]
  private(set) var correlation: [String: Double] = [:]

  /// What rounding and quadrature may do to the logarithm.
  private static let rounding = 1e-3
  private let model: Model
  /// By the name of the layer that gives them: what the sums of the layer below become.
  private var passed: [String: Passed] = [:]

  /// What a layer hands up, predicted.
  private struct Passed {
    let layer: String
    let activation: ChosenActivation
    let variance: Double
    let scatter: Double
    let correlation: Double?
  }

  init(_ model: Model) { self.model = model }

  /// Predicts a layer from the one below.
  mutating func goUp(_ layer: BlueprintLayer) throws(EngineError) {
    guard let weight = layer.parameters.first(where: { $0.site.role == .weight }),
      let law = weight.initializer.promise(at: weight.site)
    else { return }
    let bias = layer.parameters.first { $0.site.role == .bias }
    let biasLaw = bias.flatMap { $0.initializer.promise(at: $0.site) }
    let shift = biasLaw.map { $0.variance + $0.mean * $0.mean } ?? 0
    let fan = Double(weight.declaration.fans.input)
    let below = model.blueprint.layersBelow(layer).only.flatMap { passed[$0.name] }
    // E[h^2], and E over samples of the squared mean of h over the inputs.
    let (square, squaredMean): (Double, Double)
    var scatter = 0.0
    var inputCorrelation: Double?
    if let below {
      let moments = SignalMoments(below.activation, variance: below.variance)
      (square, squaredMean) = (moments.meanSquare, moments.mean * moments.mean)
      let units = Double(max(1, try model.blueprint.layer(below.layer).units))
      scatter = below.scatter * moments.sensitivity * moments.sensitivity + moments.forwardScatter / units
      inputCorrelation = below.correlation.map {
        let product = SignalMoments.product(below.activation, variance: below.variance, correlation: $0)
        return square > 0 ? product / square : 0
      }
    } else {
      let input = try model.layerInput(layer.name)
      square = input.meanSquareOfEntries
      squaredMean = input.squaredMeanOfRows
      inputCorrelation = input.meanCosine
    }
    let drawn = fan * law.variance * square
    let fixed = fan * law.mean * fan * law.mean * squaredMean
    let value = drawn + fixed + shift
    guard value.isFinite else { return }
    let share = value > 0 ? drawn / value : 0
    scatter *= share * share
    let total = scatter + 2 * share * share / Double(max(1, layer.units))
    forward[layer.name] = Figure(value: value, spread: 3 * total.squareRoot() + Self.rounding)
    let now = inputCorrelation.map { value > 0 ? (drawn * $0 + fixed + shift) / value : 0 }
    correlation[layer.name] = now
    // Neurons that are mostly alike are no normal sums: what they give is measured.
    guard share > 0.5 else { return }
    let (outlet, activation) = try model.outlet(of: layer)
    passed[outlet] = Passed(
      layer: layer.name, activation: activation, variance: value, scatter: scatter, correlation: now)
  }

  /// Predicts the deltas from the last layer down.
  mutating func goDown(_ layers: [BlueprintLayer]) throws(EngineError) {
    guard let last = layers.last else { return }
    let start = try model.activations(last.name, .delta).meanSquareOfEntries
    backward[last.name] = Figure(value: start, spread: Self.rounding)
    for layer in layers.dropLast().reversed() {
      let (outlet, activation) = try model.outlet(of: layer)
      guard let reader = model.denseReader(of: outlet), let above = backward[reader.name],
        let weight = reader.parameters.first(where: { $0.site.role == .weight }),
        let law = weight.initializer.promise(at: weight.site), let sums = forward[layer.name]
      else { continue }
      let moments = SignalMoments(activation, variance: sums.value)
      let square = law.variance + law.mean * law.mean
      let value = Double(reader.units) * square * moments.slopeMeanSquare * above.value
      let before = above.spread / 3
      let scatter = before * before + moments.backwardScatter / Double(max(1, layer.units))
      // Few outputs: their weights, one draw each, scatter as well.
      let total = scatter + 2 / Double(max(1, reader.units))
      backward[layer.name] = Figure(value: value, spread: 3 * total.squareRoot() + Self.rounding)
    }
  }
}

extension Tensor {
  /// Mean over the rows of the square of each row's mean.
  fileprivate var squaredMeanOfRows: Double {
    guard rows > 0, columns > 0 else { return 0 }
    return (0..<rows).reduce(0) { sum, row in
      let mean = rowEntries(row).reduce(0, +) / Double(columns)
      return sum + mean * mean
    } / Double(rows)
  }
}
