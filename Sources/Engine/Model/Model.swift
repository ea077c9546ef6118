import CKernels
import InitKit
import Tensor

/// A network in training: parameters, optimizer, place in the data; the only owner of its memory.
///
/// What is read (`loss`, gradients, activations) is that of the present parameters on the current batch,
/// the one that the next step will train on: a pure function of the state.
package final class Model {
  /// Most bytes that a network may take when nothing else is said.
  package static let defaultMemoryLimit = 4 << 30

  /// Steps taken since parameters were last drawn.
  package internal(set) var step = 0
  /// Passes over the data that were finished.
  package internal(set) var epoch = 0
  /// Loss before each step.
  package internal(set) var lossHistory = History()
  /// Accuracy on the training samples at the end of each epoch, where asked for.
  package internal(set) var accuracyHistory = History()
  /// What the network's scheme measured when it last drew all parameters; nil where there was none.
  package internal(set) var schemeReport: SchemeReport?
  /// What each step did to every neuron, where the description asks for it.
  package internal(set) var neuronRecord = NeuronRecord()
  /// Whether accuracy is recorded; slows small networks down.
  package var recordsAccuracy = false
  /// The samples.
  package internal(set) var data: Dataset

  /// Memory and plans.
  var network: CompiledNetwork
  /// Where default initializers are found.
  let initializers: InitializerTable
  /// Most bytes allowed.
  let memoryLimit: Int
  /// Any number but 0 there ends a scheme; nil where nobody interrupts.
  let interrupt: UnsafePointer<Int32>?
  /// Row of the epoch's order where the current batch starts.
  var firstRow = 0
  /// How often each parameter was drawn, by layer and name.
  var draws: [ParameterKey: UInt64] = [:]
  /// Updates of parameters that were written since the last step.
  var heldUpdates: [ParameterKey: [Double]] = [:]
  /// Where the parameters before the last step are.
  var previous = PreviousParameters.none
  /// What of the current batch is computed.
  var evaluated = Evaluation.nothing
  /// Room for the losses of one call.
  let losses: UnsafeMutableBufferPointer<Double>
  /// Room for the learning rates of one call.
  let rates: UnsafeMutableBufferPointer<Double>

  /// Compiles a description and draws its parameters, unless they are to be written at once.
  ///
  /// - Throws: every `EngineError` about names, options, shapes, targets, memory and initializers.
  package init(
    _ description: ModelDescription, data: Dataset, initializers: InitializerTable,
    memoryLimit: Int = Model.defaultMemoryLimit, interrupt: UnsafePointer<Int32>? = nil, isDrawn: Bool = true
  ) throws(EngineError) {
    self.data = data
    self.initializers = initializers
    self.memoryLimit = memoryLimit
    self.interrupt = interrupt
    let blueprint = try Blueprint(
      description, data: data, initializers: initializers, memoryLimit: memoryLimit)
    network = try CompiledNetwork(blueprint, data: data, limit: memoryLimit)
    network.trimHeap()
    losses = .allocate(capacity: 4096)
    rates = .allocate(capacity: losses.count)
    if isDrawn { try drawAll() }
    shuffle()
  }

  deinit {
    losses.deallocate()
    rates.deallocate()
  }

  /// The description completed against the data.
  package var blueprint: Blueprint { network.blueprint }

  /// The description.
  package var description: ModelDescription { network.blueprint.description }

  /// The layers with shapes and parameters.
  package var layers: [BlueprintLayer] { network.blueprint.layers }

  /// The number type.
  package var precision: Precision { network.precision }

  /// The learning rate of the next step.
  package var learningRate: Double {
    network.blueprint.schedule.rate(at: step, of: network.blueprint.optimizer.learningRate)
  }

  /// Bytes of the network's memory, without what looking takes beside it.
  package var memoryBytes: Int { network.arena.bytes }

  /// Rows of the current batch.
  package var batchRows: Int {
    network.blueprint.isFullBatch
      ? data.rows : min(network.blueprint.batchRows, data.rows - firstRow)
  }

  /// Puts the rows in the order of the present epoch.
  func shuffle() {
    guard !network.blueprint.isFullBatch else { return }
    let key = StreamKey(seed: description.seed, purpose: "shuffle", index: UInt64(epoch))
    var stream = RandomStream(key)
    network.arena.write(stream.permutation(data.rows), to: network.memory.order)
  }
}

/// A parameter by layer and name.
struct ParameterKey: Hashable, Sendable {
  /// Name of the layer.
  let layer: String
  /// Name in the layer.
  let parameter: String
}

/// How far the current batch was computed.
enum Evaluation: Equatable {
  /// Not at all.
  case nothing
  /// The loss, without what people look at on the way there.
  case loss(Double)
  /// To the loss.
  case forward(loss: Double)
  /// To the gradients.
  case backward(loss: Double)
}
