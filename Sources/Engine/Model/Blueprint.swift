import CKernels
import InitKit
import Tensor

/// A layer of a blueprint: settings, shapes and parameters.
package struct BlueprintLayer: Sendable {
  /// The row of the table.
  package let kind: any LayerKind
  /// What was chosen.
  package let settings: LayerSettings
  /// Places of the layers that it reads; below 0 for the network's input.
  package let inputs: [Int]
  /// Shapes of one sample that come in.
  package let inputShapes: [[Int]]
  /// Shape of one sample that goes out.
  package let outputShape: [Int]
  /// Its parameters, in PyTorch's order.
  package let parameters: [BlueprintParameter]
  /// What training moves but nobody learns.
  package let statistics: [StatisticDeclaration]

  /// Its name.
  package var name: String { settings.name }
  /// Shape of one sample of its first, mostly its only, input.
  package var inputShape: [Int] { inputShapes.first ?? [] }
  /// How many numbers it learns.
  package var parameterCount: Int { parameters.reduce(0) { $0 + $1.site.count } }

  /// The parameter with a name.
  ///
  /// - Throws: `unknownName`.
  package func parameter(_ name: String) throws(EngineError) -> BlueprintParameter {
    guard let found = parameters.first(where: { $0.name == name }) else {
      throw .unknownName(name, subject: "parameter", known: parameters.map(\.name))
    }
    return found
  }
}

/// A parameter of a blueprint: where it stands and what draws it.
package struct BlueprintParameter: Sendable {
  /// What the layer declared.
  package let declaration: ParameterDeclaration
  /// What an initializer is told.
  package let site: WeightSite
  /// What draws it, as the parametrization has it.
  package let initializer: ChosenInitializer
  /// What draws it when it is drawn by itself: the same, but for a part of what a scheme initializes.
  package let alone: ChosenInitializer
  /// What draws it when nobody chose anything.
  package let standard: ChosenInitializer
  /// Whether the network's scheme may write it.
  package let isFree: Bool
  /// Factor on what was chosen, by the parametrization.
  package let startFactor: Double
  /// Factor on the learning rate: the layer's own and the parametrization's; 0 where it is frozen.
  package let rateFactor: Double
  /// Entries that belong to frozen neurons, ascending.
  package let frozenEntries: [Range<Int>]
  /// Which of its axes grow with the network's width; nil in the standard parametrization.
  package let widths: WidthScaling?
  /// Whether nobody chose the initializer.
  package let isDefault: Bool

  /// An initializer for it as the parametrization has it.
  package func scaled(_ initializer: ChosenInitializer) -> ChosenInitializer {
    widths.map { initializer.scaled(by: $0.start(of: initializer, at: site)) } ?? initializer
  }

  /// Name in the layer.
  package var name: String { declaration.name }
  /// Sizes of the axes.
  package var shape: [Int] { declaration.shape }
}

/// A description made complete against data: all names found, all shapes known, nothing allocated.
package struct Blueprint: Sendable {
  /// What it was made from.
  package let description: ModelDescription
  /// The layers, each behind those that it reads.
  package let layers: [BlueprintLayer]
  /// The loss, chosen or as the targets ask for it.
  package let loss: Loss
  /// Options of the loss, defaults filled in.
  package let lossOptions: OptionValues
  /// Whether the last activation is part of the loss.
  package let isActivationFused: Bool
  /// The optimizer, chosen or sgd.
  package let optimizer: ChosenOptimizer
  /// How the learning rate goes with the step.
  package let schedule: ChosenSchedule
  /// Most rows of a batch.
  package let batchRows: Int
  /// Whether every step takes all rows, in order.
  package let isFullBatch: Bool
  /// The kernel of the loss and the layout of its targets.
  let lossForm: Loss.Form
  /// Sizes of the axes along which a sample is answered: none, or the time steps of a sequence.
  let targetPositions: [Int]
  /// What reads what.
  let graph: LayerGraph

  /// How many numbers the network learns.
  package let parameterCount: Int

  /// How targets are laid out.
  package var targetEncoding: TargetEncoding { lossForm.encoding }

  /// Completes a description.
  ///
  /// - Throws: every `EngineError` about names, options, shapes, losses and targets, and `memory` for sizes
  ///   that cannot be counted.
  package init(
    _ description: ModelDescription, data: Dataset, initializers: InitializerTable,
    memoryLimit: Int = Model.defaultMemoryLimit
  ) throws(EngineError) {
    var planner = LayerPlanner(description, data: data)
    targetPositions = data.targets.positions
    let chosen = try planner.layers()
    guard let last = chosen.last else { throw .noLayers }
    // Before shapes are compared: a size that no machine holds is wrong whatever follows it.
    let parameters = ParameterPlanner(description, initializers, memoryLimit: memoryLimit)
    parameterCount = try parameters.count(chosen)
    try Blueprint.checkTokens(chosen, data)
    let outputs = data.targets.outputs(of: last.outputShape)

    let lossName = description.loss?.name ?? LossTable.defaultName(for: data.targets.kind, outputs: outputs)
    loss = try LossTable.builtin.row(lossName)
    lossOptions = try OptionValues(named: description.loss?.options ?? [], for: loss.specification)
    lossForm = try Blueprint.form(loss, targets: data.targets, last: last)
    try loss.check(data.targets)
    if let held = data.heldOut { try loss.check(held.targets) }
    isActivationFused = loss.fusedActivation == last.settings.activation.activation.name

    optimizer = try ChosenOptimizer(description.optimizer ?? OptimizerDescription("sgd"))
    schedule = try ChosenSchedule(description.schedule)
    let defaultBatch = data.rows <= 256 ? BatchSize.full : .rows(32)
    switch description.batch ?? defaultBatch {
    case .full: batchRows = data.rows
    case .rows(let rows):
      guard rows >= 1 else {
        let range = NumberRange(1, .infinity, includesUpper: false)
        throw .option(
          owner: "batch", reason: .outOfRange(parameter: "rows", value: Double(rows), range: range))
      }
      batchRows = min(rows, data.rows)
    }
    isFullBatch = batchRows == data.rows
    layers = try parameters.complete(chosen, optimizer: optimizer.optimizer)
    graph = LayerGraph(layers.map(\.inputs))
    self.description = description
    guard parameterCount > 0 else { throw .noParameters }
    if optimizer.quasiNewton != nil { try checkQuasiNewton(rows: data.rows) }
  }

  /// A line search compares losses of the same samples, along one direction of all parameters.
  private func checkQuasiNewton(rows: Int) throws(EngineError) {
    guard isFullBatch else {
      throw .fullBatchOnly(optimizer: optimizer.optimizer.name, batchRows: batchRows, rows: rows)
    }
    if description.parametrization != .standard {
      throw .noWidthRule(optimizer: optimizer.optimizer.name)
    }
    for layer in layers where layer.settings.rateFactor != 1 {
      throw .oneRateOnly(optimizer: optimizer.optimizer.name, layer: layer.name)
    }
    for layer in layers where layer.parameters.contains(where: { !$0.stillEntries.isEmpty }) {
      throw .partlyFrozen(optimizer: optimizer.optimizer.name, layer: layer.name)
    }
  }

  /// The layer with a name.
  ///
  /// - Throws: `unknownName`.
  package func layer(_ name: String) throws(EngineError) -> BlueprintLayer {
    guard let found = layers.first(where: { $0.name == name }) else {
      throw .unknownName(name, subject: "layer", known: layers.map(\.name))
    }
    return found
  }

  /// How the targets meet the last layer.
  private static func form(
    _ loss: Loss, targets: Targets, last: PlannedLayer
  ) throws(EngineError) -> Loss.Form {
    let outputs = targets.outputs(of: last.outputShape)
    guard let needed = loss.outputsNeeded(targets.kind) else {
      throw .lossTargets(loss: loss.name, targets: targets.kind, outputs: outputs)
    }
    guard last.outputShape == targets.positions + [outputs], let form = loss.form(targets.kind, outputs)
    else {
      throw .outputShape(
        layer: last.settings.name, found: last.outputShape, needed: targets.positions + [needed],
        loss: loss.name)
    }
    return form
  }
}

extension Targets {
  /// Outputs at one position of a network that gives a shape; all of them where the axes do not fit.
  fileprivate func outputs(of shape: [Int]) -> Int {
    if shape.count == positions.count + 1, let last = shape.last { return last }
    return shape.reduce(1, *)
  }
}
