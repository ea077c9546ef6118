import Engine
import InitKit
import Tensor

/// Trains a network at several widths for some steps, and measures how much the sums of each layer changed.
///
/// Under muP the changes do not depend on the width; that they do not is the test of an implementation
/// (Yang, Hu, Babuschkin et al. 2022, arXiv:2203.03466, appendix D.1).
package struct CoordinateCheck: Sendable {
  /// The network; its seed is the first of the seeds.
  package var description: ModelDescription
  /// The samples.
  package var data: Dataset
  /// The plugin table.
  package var initializers: InitializerTable
  /// Widths of the first layer that grows; the others keep their ratio to it.
  package var widths = [64, 128, 256, 512]
  /// Steps of each training.
  package var steps = 3
  /// How many seeds.
  package var seeds = 3

  /// Checks a network.
  package init(_ description: ModelDescription, data: Dataset, initializers: InitializerTable) {
    self.description = description
    self.data = data
    self.initializers = initializers
  }

  /// What became of one layer.
  package struct Row: Equatable, Sendable {
    /// Its name.
    package let layer: String
    /// Mean magnitude of the change of its sums, by width; not finite where training diverged.
    package let changes: [Double]
    /// Exponent of the width, fitted; nil where it cannot be told.
    package let slope: Double?
    /// The exponent of the limit of wide networks; nil where no rule is known.
    package let predicted: Double?
  }

  /// Runs it.
  ///
  /// - Returns: nil when it was interrupted.
  /// - Throws: what is wrong with the network; `notAvailable` where no layer grows.
  package func run(
    interrupt: UnsafePointer<Int32>? = nil, progress: (_ width: Int) -> Void = { _ in }
  ) throws(EngineError) -> [Row]? {
    let blueprint = try Blueprint(description, data: data, initializers: initializers)
    var changes: [[Double]] = []
    for width in widths {
      progress(width)
      var sums: [Double] = []
      for seed in 0..<seeds {
        var wide = try widened(blueprint, to: width)
        wide.seed = description.seed &+ UInt64(seed)
        guard let found = try change(of: wide, interrupt) else { return nil }
        sums = sums.isEmpty ? found : zip(sums, found).map { $0 + $1 }
      }
      changes.append(sums.map { $0 / Double(max(1, seeds)) })
    }
    let layers = blueprint.layers.filter(\.hasWeight)
    let limits = limits(of: layers, under: blueprint.optimizer.optimizer)
    return layers.indices.map { place in
      let own = changes.map { $0[place] }
      return Row(
        layer: layers[place].name, changes: own, slope: Self.slope(own, widths), predicted: limits[place])
    }
  }

  /// The network with other sizes of all layers that grow.
  private func widened(_ blueprint: Blueprint, to width: Int) throws(EngineError) -> ModelDescription {
    let last = blueprint.layers.lastIndex(where: \.hasWeight) ?? 0
    let places = description.layers.indices.filter { place in
      place < last && description.layers[place].size != nil && blueprint.layers[place].kind.sizeRule != .none
    }
    guard let first = places.first.flatMap({ description.layers[$0].size }) else {
      throw .notAvailable(
        quantity: "layer below it that could be wider", layer: blueprint.layers[last].name)
    }
    var wide = description
    for place in places {
      let size = Double(description.layers[place].size ?? 1) * Double(width) / Double(first)
      wide.layers[place].size = max(1, Int(size.rounded()))
    }
    return wide
  }

  /// Mean change of the sums of each layer with weights, on the first batch; nil when interrupted.
  private func change(
    of description: ModelDescription, _ interrupt: UnsafePointer<Int32>?
  ) throws(EngineError) -> [Double]? {
    let model = try Model(description, data: data, initializers: initializers)
    let layers = model.weightedLayers
    let before = try sums(of: layers, model)
    let start = model.snapshot()
    let outcome = model.run(steps: steps, interrupt: interrupt)
    if outcome.stoppedBy == .interrupt { return nil }
    guard outcome.stoppedBy == .count else { return layers.map { _ in .infinity } }
    var trained: [(layer: String, name: String, value: Tensor)] = []
    for layer in model.layers {
      for parameter in layer.parameters {
        trained.append((layer.name, parameter.name, try model.parameter(layer.name, parameter.name)))
      }
    }
    // Back at the start the batch is the first one again.
    try model.restore(start)
    for item in trained { try model.setParameter(item.layer, item.name, to: item.value) }
    return zip(before, try sums(of: layers, model)).map { old, new in
      zip(old.values, new.values).reduce(0) { $0 + ($1.0 - $1.1).magnitude } / Double(max(1, old.count))
    }
  }

  private func sums(of layers: [BlueprintLayer], _ model: Model) throws(EngineError) -> [Tensor] {
    var result: [Tensor] = []
    for layer in layers { result.append(try model.activations(layer.name, .pre)) }
    return result
  }

  /// Exponents of the width in the limit, for starts whose variance falls as 1 / fan_in.
  ///
  /// A layer changes by its own weights' update, and by what changes below it: the larger exponent counts. With
  /// deltas of 1 at the output and width^(-1/2) below, a step of sgd gives -1/2, 1/2 and 1 to input, hidden and output
  /// weights; where the step has the size of the rate, 0, 1 and 1.
  private func limits(of layers: [BlueprintLayer], under optimizer: Optimizer) -> [Double?] {
    guard description.parametrization == .standard else { return layers.map { _ in 0 } }
    guard optimizer.name != "lbfgs" else { return layers.map { _ in nil } }
    let (first, hidden) = optimizer.followsGradientSize ? (-0.5, 0.5) : (0.0, 1.0)
    var below = first
    return layers.indices.map { place in
      let own = place == layers.count - 1 ? 1 : place == 0 ? first : hidden
      below = max(below, own)
      return below
    }
  }

  /// The slope of the logarithms by least squares; nil for fewer than two widths, or where something is no number
  /// above 0.
  static func slope(_ changes: [Double], _ widths: [Int]) -> Double? {
    guard changes.allSatisfy({ $0 > 0 && $0.isFinite }), Set(widths).count > 1 else { return nil }
    let x = widths.map { PortableMath.log(Double($0)) }
    let y = changes.map(PortableMath.log)
    let (meanX, meanY) = (x.reduce(0, +) / Double(x.count), y.reduce(0, +) / Double(y.count))
    let over = zip(x, y).reduce(0) { $0 + ($1.0 - meanX) * ($1.1 - meanY) }
    return over / x.reduce(0) { $0 + ($1 - meanX) * ($1 - meanX) }
  }
}
