import Analysis
import Engine
import InitKit
import Tensor

/// Data, network and training of a session.
///
/// The description is what was asked for; the model is compiled from it once it is whole, and keeps what it
/// learned through later changes. When that happens never changes a bit.
package final class Laboratory {
  /// The network as asked for.
  package var description: ModelDescription
  /// The samples.
  package var dataset: Dataset?
  /// The plugin table.
  package var initializers: InitializerTable {
    didSet { tableRevision += 1 }
  }
  /// Counts changes of the table.
  private(set) var tableRevision = 0
  /// Whether training records the accuracy of each epoch; in full batches, where every step is one, that is slow.
  var recordsAccuracy = false {
    didSet {
      compiled?.recordsAccuracy = recordsAccuracy
      if recordsAccuracy != oldValue { noteChange() }
    }
  }
  /// Factors on the learning rate that frozen layers had before, by name.
  var frozenRates: [String: Double] = [:]
  /// How often noise was added by hand: each time it is other noise.
  var perturbations: UInt64 = 0
  /// What was done so far, with states to go back to.
  var past: Past
  /// Counts changes and trained steps, so that a command that did nothing is told from others.
  var revision = 0
  /// The last network that was whole; what it learned goes over into the next.
  var compiled: Model?
  /// Whether `compiled` was made from the description and data of now.
  var isCurrent = false
  /// When each layer's neurons parted, and whether that was looked at since the last change.
  var symmetry = SymmetryWatch()
  var isObserved = false
  /// What `init` asked for while the network was not whole.
  var pendingDraws: [Model.Scope] = []
  /// Which samples `dataset` are, among all that were taken.
  var dataNumber = 0
  /// Which samples `compiled` was made for.
  var compiledDataNumber = 0
  /// The number of the next samples.
  var nextDataNumber = 1
  /// Any number but 0 there ends a scheme that looks at data.
  let interrupt: UnsafePointer<Int32>?
  /// What was changed, but for training, since the past was last told.
  var pendingChange = PendingChange.none

  /// What a command did besides training.
  enum PendingChange: Comparable {
    case none
    /// Weights were written by hand.
    case edit
    /// Anything else: the network is another one.
    case arrangement
  }

  init(
    _ configuration: SessionConfiguration, initializers: InitializerTable,
    interrupt: UnsafePointer<Int32>? = nil
  ) {
    description = ModelDescription(seed: configuration.seed)
    self.initializers = initializers
    self.interrupt = interrupt
    past = Past(Arrangement(description: description))
    Kernels.setThreads(configuration.threads)
  }

  /// The seed of everything random.
  var seed: UInt64 { description.seed }

  /// The number type of training.
  var precision: Precision { description.precision }

  /// The model of now.
  ///
  /// - Throws: why there is none: no layers, no data, or what does not fit.
  package func model() throws(EngineError) -> Model {
    if let compiled, isCurrent { return compiled }
    guard !description.layers.isEmpty else { throw .noLayers }
    guard let dataset else { throw .noData }
    let model: Model
    if let compiled {
      try compiled.apply(description, data: dataset)
      model = compiled
    } else {
      model = try Model(description, data: dataset, initializers: initializers, interrupt: interrupt)
    }
    for scope in pendingDraws { try model.reinitialize(scope) }
    pendingDraws = []
    model.recordsAccuracy = recordsAccuracy
    (compiled, compiledDataNumber) = (model, dataNumber)
    isCurrent = true
    isObserved = false
    return model
  }

  /// The model, if the network is whole.
  package func modelIfWhole() -> Model? { try? model() }

  /// A layer with its parameters: of the model, or as it would be alone; nil where it fits no plain input.
  func planned(_ name: String) throws(EngineError) -> BlueprintLayer? {
    if let model = modelIfWhole() { return try model.blueprint.layer(name) }
    return description.layers.first { $0.name == name }
      .flatMap { Blueprint.alone($0, initializers: initializers) }
  }

  /// The names of a layer's parameters; nil while they cannot be told.
  func parameterNames(of layer: String) -> [String]? {
    (try? planned(layer))?.parameters.map(\.name)
  }

  /// The names of those that an initializer of the layer's weights draws.
  func weightNames(of layer: String) -> [String] {
    let parameters = (try? planned(layer))?.parameters ?? []
    return parameters.filter { ![.bias, .scale].contains($0.site.role) }.map(\.name)
  }

  /// Changes the description; a change that can never fit is refused and leaves all as it was.
  ///
  /// - Throws: what is wrong with the change.
  func change(_ edit: (inout ModelDescription) throws -> Void) throws {
    var next = description
    try edit(&next)
    try check(next, dataset)
    try adopt(next, dataset)
  }

  /// Takes other samples; the layers stay.
  ///
  /// - Throws: what does not fit.
  func setData(_ data: Dataset) throws(EngineError) {
    try check(description, data)
    let before = dataNumber
    dataNumber = nextDataNumber
    do throws(EngineError) {
      try adopt(description, data)
    } catch {
      dataNumber = before
      throw error
    }
    nextDataNumber += 1
  }

  /// Makes description and data those of now, and draws what they complete; puts them back when that fails.
  private func adopt(_ next: ModelDescription, _ data: Dataset?) throws(EngineError) {
    let before = (description, dataset)
    (description, dataset) = (next, data)
    isCurrent = false
    do throws(EngineError) {
      try settle()
    } catch {
      (description, dataset) = before
      isCurrent = false
      throw error
    }
    noteChange()
  }

  func setPrecision(_ precision: Precision) throws {
    try change { $0.precision = precision }
  }

  /// Takes another seed; weights that nothing has trained yet are drawn from it at once.
  func setSeed(_ seed: UInt64) throws {
    try change { $0.seed = seed }
    if let model = modelIfWhole(), model.step == 0 {
      try model.reset()
      isObserved = false
      noteChange()
    }
  }

  /// Takes another parametrization; weights that nothing has trained yet are drawn by it at once.
  func setParametrization(_ parametrization: Parametrization) throws {
    try change { $0.parametrization = parametrization }
    if let model = modelIfWhole(), model.step == 0 {
      try model.reset()
      isObserved = false
      noteChange()
    }
  }

  /// Forgets the layers and what they learned; data, loss, optimizer, batch and seed stay.
  func clear() {
    description.layers = []
    description.networkInitializer = nil
    compiled = nil
    isCurrent = false
    pendingDraws = []
    frozenRates = [:]
    noteChange()
  }

  /// What is asked for, to be put back when a command fails.
  struct Asked {
    fileprivate let description: ModelDescription
    fileprivate let change: PendingChange
    fileprivate let revision: Int
  }

  /// What is asked for now.
  var asked: Asked { Asked(description: description, change: pendingChange, revision: revision) }

  /// Puts back what was asked for before a command that failed; weights were not touched.
  func restore(_ asked: Asked) {
    (description, pendingChange, revision) = (asked.description, asked.change, asked.revision)
    isCurrent = false
  }

  /// Notes that a later step may come out otherwise.
  func noteChange(_ change: PendingChange = .arrangement) {
    pendingChange = max(pendingChange, change)
    revision += 1
  }

  /// Compiles what is whole, so that weights are drawn when the command that completes them runs.
  private func settle() throws(EngineError) {
    do throws(EngineError) {
      _ = try model()
    } catch {
      guard error.isUnfinished else { throw error }
    }
  }

  /// Refuses what no further command could complete.
  private func check(_ description: ModelDescription, _ data: Dataset?) throws(EngineError) {
    guard let data, !description.layers.isEmpty else { return }
    do throws(EngineError) {
      _ = try Blueprint(description, data: data, initializers: initializers)
    } catch {
      guard error.isUnfinished else { throw error }
    }
  }
}

extension EngineError {
  /// Whether a further layer, data or loss may mend it.
  var isUnfinished: Bool {
    switch self {
    case .noLayers, .noData, .noParameters, .outputShape, .lossTargets, .lossTarget, .unreadLayer: true
    default: false
    }
  }
}
