import InitKit

/// How starts and learning rates follow the widths of the layers.
package enum Parametrization: Equatable, Sendable {
  /// As initializers and optimizer say.
  case standard
  /// Maximal update, muP: at this width it is the standard one, at others the changes of all activations stay
  /// as large as there.
  case maximalUpdate(base: Int)
}

/// Which axes of a parameter grow with the width of the network.
package enum WidthRole: String, Equatable, Sendable {
  /// It reads the network's input and feeds a layer that may grow; embeddings too.
  case input
  /// Both axes grow.
  case hidden
  /// It reads what grows and gives the network's answer.
  case output
  /// A bias or a scale of units that may grow.
  case vector
  /// Neither axis grows.
  case fixed
}

/// A parameter's place in muP: how many times wider it is than at the base width, on either side.
///
/// Source: Yang, Hu, Babuschkin et al. 2022, Tensor programs V, arXiv:2203.03466, table 3, which needs no
/// multipliers: an output multiplier 1/m with its weight's start and rate is the same network.
package struct WidthScaling: Equatable, Sendable {
  /// Which axes grow.
  package let role: WidthRole
  /// How many times more inputs than at the base; 1 where they do not grow.
  package let input: Double
  /// How many times more outputs.
  package let output: Double

  /// Whatever the width, nothing changes.
  package static let fixed = WidthScaling(role: .fixed, input: 1, output: 1)

  /// What the deviation is multiplied by that the parameter would have at the base width.
  private var startShrinkage: Double {
    switch role {
    case .hidden: 1 / input.squareRoot()
    case .output: 1 / input
    case .input, .vector, .fixed: 1
    }
  }

  /// The factor on what an initializer draws at a place.
  ///
  /// It makes the deviation that which the initializer has at the base width, times what the role asks for: what
  /// follows fan_in already is left alone in hidden layers, a fixed deviation is not. Numbers without chance are
  /// taken as they stand, and so is what promises nothing, but for the output.
  package func start(of initializer: ChosenInitializer, at site: WeightSite) -> Double {
    guard !initializer.specification.isDeterministic, role != .fixed else { return 1 }
    guard let own = initializer.promise(at: site)?.variance, own > 0,
      let base = initializer.promise(at: atBase(site))?.variance, base > 0
    else { return role == .output ? startShrinkage * input.squareRoot() : 1 }
    return startShrinkage * (base / own).squareRoot()
  }

  /// The factor on the learning rate under an optimizer.
  package func rate(under optimizer: Optimizer) -> Double {
    optimizer.followsGradientSize ? output / input : 1 / input
  }

  /// The place as it would be at the base width.
  private func atBase(_ site: WeightSite) -> WeightSite {
    func narrowed(_ size: Int, _ factor: Double) -> Int { max(1, Int((Double(size) / factor).rounded())) }
    var base = site
    base.fanIn = narrowed(site.fanIn, input)
    base.fanOut = narrowed(site.fanOut, output)
    if role == .vector {
      base.shape = site.shape.map { narrowed($0, output) }
    } else {
      for (axis, factor) in zip(base.shape.indices.prefix(2), [output, input]) {
        base.shape[axis] = narrowed(site.shape[axis], factor)
      }
    }
    return base
  }
}

extension Optimizer {
  /// Whether a step is as large as the gradient; others divide by its size.
  package var followsGradientSize: Bool { ["sgd", "momentum", "nesterov"].contains(name) }
}

/// Draws of an initializer times a number.
private struct ScaledFilling: WeightFilling {
  let base: any WeightFilling
  let factor: Double

  func fill(
    _ weights: inout MutableSpan<Double>, at site: WeightSite, using context: inout FillContext
  ) throws(InitializerError) {
    try base.fill(&weights, at: site, using: &context)
    for index in weights.indices { weights[index] *= factor }
  }

  func promise(at site: WeightSite) -> Promise? {
    guard var promise = base.promise(at: site) else { return nil }
    promise.mean *= factor
    promise.variance *= factor * factor
    promise.lower *= factor
    promise.upper *= factor
    promise.orthogonalGain = promise.orthogonalGain.map { $0 * factor }
    promise.law = nil
    return promise
  }
}

extension ChosenInitializer {
  /// The same initializer, whose draws are multiplied.
  func scaled(by factor: Double) -> ChosenInitializer {
    guard factor != 1 else { return self }
    return ChosenInitializer(
      specification: specification, origin: origin, scope: scope, arguments: arguments,
      filling: ScaledFilling(base: filling, factor: factor))
  }
}
