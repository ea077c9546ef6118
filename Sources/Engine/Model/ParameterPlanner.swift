import InitKit

/// Gives planned layers their parameters: sites for the initializers, and the initializers.
struct ParameterPlanner {
  /// What was asked for.
  private let description: ModelDescription
  /// Where default initializers are found.
  private let initializers: InitializerTable
  /// Most bytes allowed, for errors.
  private let memoryLimit: Int

  /// Plans the parameters of a description.
  init(_ description: ModelDescription, _ initializers: InitializerTable, memoryLimit: Int) {
    self.description = description
    self.initializers = initializers
    self.memoryLimit = memoryLimit
  }

  /// How many numbers the layers learn; to be asked before the sites are made, which count without care.
  ///
  /// - Throws: `memory` when that is too many to count, or to hold.
  func count(_ layers: [PlannedLayer]) throws(EngineError) -> Int {
    let layout = ArenaLayout(limit: memoryLimit)
    var total = 0
    for layer in layers {
      for parameter in layer.kind.parameters(of: layer.settings, input: layer.inputShape) {
        let (sum, overflow) = total.addingReportingOverflow(try layout.product(parameter.shape))
        guard !overflow else { throw .memory(bytes: nil, limit: memoryLimit) }
        total = sum
      }
    }
    let (bytes, overflow) = total.multipliedReportingOverflow(by: description.precision.bytes)
    guard !overflow else { throw .memory(bytes: nil, limit: memoryLimit) }
    guard bytes <= memoryLimit else { throw .memory(bytes: bytes, limit: memoryLimit) }
    return total
  }

  /// The layers with their parameters.
  ///
  /// - Throws: `initializer` when a default is not in the table; `unknownName` for an initializer of a
  ///   parameter that the layer does not have.
  func complete(
    _ layers: [PlannedLayer], optimizer: Optimizer? = nil
  ) throws(EngineError) -> [BlueprintLayer] {
    let declared = layers.map { $0.kind.parameters(of: $0.settings, input: $0.inputShape) }
    let widths: WidthPlanner? =
      if case .maximalUpdate(let base) = description.parametrization {
        WidthPlanner(base: base, layers, declared)
      } else {
        nil
      }
    let depth = declared.count { !$0.isEmpty }
    var index = 0
    var result: [BlueprintLayer] = []
    for (place, layer) in layers.enumerated() {
      let (activation, end) = reader(of: place, in: layers)
      let known = declared[place].map(\.name)
      for name in layer.description.parameterInitializers.keys.sorted() where !known.contains(name) {
        throw .unknownName(name, subject: "parameter", known: known)
      }
      let frozen = layer.description.frozen
      for name in frozen.parameters.union(frozen.entries.keys).sorted() where !known.contains(name) {
        throw .unknownName(name, subject: "parameter", known: known)
      }
      let parts =
        frozen.units.isEmpty ? [] : layer.kind.unitParts(of: layer.settings, input: layer.inputShape)
      let site = activation.site(isOutput: end == layers.count - 1)
      var parameters: [BlueprintParameter] = []
      for declaration in declared[place] {
        let choice = try choice(of: declaration, layer.description, activation)
        let own = WeightSite(
          layer: layer.settings.name, parameter: declaration.name, role: declaration.role,
          shape: declaration.shape, fans: declaration.fans, layout: declaration.layout, layerIndex: index,
          layerCount: depth, activation: site)
        let scaling = widths?.scaling(of: declaration, at: place)
        let start = scaling?.start(of: choice.alone, at: own) ?? 1
        let rate = scaling.flatMap { widths in optimizer.map { widths.rate(under: $0) } } ?? 1
        // A scheme sees to sizes itself.
        let initializer = choice.isFree ? choice.initializer : choice.initializer.scaled(by: start)
        parameters.append(
          BlueprintParameter(
            declaration: declaration, site: own, initializer: initializer,
            alone: choice.alone.scaled(by: start), standard: choice.standard, isFree: choice.isFree,
            startFactor: start,
            rateFactor: frozen.parameters.contains(declaration.name) ? 0 : layer.settings.rateFactor * rate,
            frozenEntries: frozen.ranges(of: declaration.name, shape: declaration.shape, parts),
            widths: scaling, isDefault: choice.isDefault))
      }
      if !parameters.isEmpty { index += 1 }
      result.append(
        BlueprintLayer(
          kind: layer.kind, settings: layer.settings, inputs: layer.inputs, inputShapes: layer.inputShapes,
          outputShape: layer.outputShape, parameters: parameters,
          statistics: layer.kind.statistics(of: layer.settings, input: layer.inputShape)))
    }
    return result
  }

  /// The activation that reads a layer's sums, and its place: its own, or that of a layer above.
  ///
  /// Between the two may stand layers that weigh nothing, such as normalization and pooling.
  private func reader(of place: Int, in layers: [PlannedLayer]) -> (ChosenActivation, Int) {
    let own = layers[place].settings.activation
    guard own.activation.name == "identity" else { return (own, place) }
    let graph = LayerGraph(layers.map(\.inputs))
    var next = place
    while let reader = graph.readers[next].first, graph.readers[next].count == 1 {
      let layer = layers[reader]
      if layer.kind.activationRule == .required { return (layer.settings.activation, reader) }
      let roles = layer.kind.parameters(of: layer.settings, input: layer.inputShape).map(\.role)
      guard !layer.kind.isJoin, roles.allSatisfy({ $0 == .scale || $0 == .bias }) else { break }
      guard layer.settings.activation.activation.name == "identity" else { break }
      next = reader
    }
    return (own, place)
  }

  /// What draws a parameter.
  private struct Choice {
    /// What is shown and promises.
    let initializer: ChosenInitializer
    /// What draws it by itself.
    let alone: ChosenInitializer
    /// What suits it.
    let standard: ChosenInitializer
    var isFree = false
    var isDefault = false
  }

  /// What was chosen for a parameter, for its layer or for the network, or the default that suits it.
  private func choice(
    of parameter: ParameterDeclaration, _ layer: LayerDescription, _ activation: ChosenActivation
  ) throws(EngineError) -> Choice {
    let standard = try standard(of: parameter, layer, activation)
    if let own = own(of: parameter, layer) { return Choice(initializer: own, alone: own, standard: standard) }
    guard let chosen = description.networkInitializer else {
      return Choice(initializer: standard, alone: standard, standard: standard, isDefault: true)
    }
    if chosen.scope.isNetworkWide {
      return Choice(initializer: chosen.asScheme, alone: standard, standard: standard, isFree: true)
    }
    let isMeant: Bool =
      switch parameter.role {
      case .weight, .recurrent, .embedding: true
      case .bias: chosen.scope == .parameters
      case .scale: false
      }
    let initializer = isMeant ? chosen : standard
    return Choice(initializer: initializer, alone: initializer, standard: standard, isDefault: !isMeant)
  }

  /// What was chosen for a parameter or for its layer.
  private func own(of parameter: ParameterDeclaration, _ layer: LayerDescription) -> ChosenInitializer? {
    if let chosen = layer.parameterInitializers[parameter.name] { return chosen }
    return switch parameter.role {
    case .bias: layer.biasInitializer
    case .weight, .recurrent, .embedding: layer.weightInitializer
    case .scale: nil
    }
  }

  /// The default that suits a parameter.
  private func standard(
    of parameter: ParameterDeclaration, _ layer: LayerDescription, _ activation: ChosenActivation
  ) throws(EngineError) -> ChosenInitializer {
    let fallback =
      switch parameter.role {
      case .bias: "zeros"
      case .scale: "ones"
      default: activation.activation.defaultInitializer
      }
    do throws(InitializerError) {
      return try initializers.choose(parameter.defaultInitializer ?? fallback, parameter.defaultArguments)
    } catch {
      throw .initializer(layer: layer.name, parameter: parameter.name, reason: error)
    }
  }
}
