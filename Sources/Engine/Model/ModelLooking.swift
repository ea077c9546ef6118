import CKernels
import Tensor

/// Which of a layer's results.
package enum LayerQuantity: String, CaseIterable, Sendable {
  /// Sums before the activation.
  case pre
  /// What the activation gives.
  case out
  /// The derivative of the mean loss by the sums.
  case delta
}

extension Model {
  /// Mean loss of the present parameters on the current batch.
  package var loss: Double {
    switch evaluated {
    case .loss(let loss), .forward(let loss), .backward(let loss): return loss
    case .nothing: break
    }
    guard network.looking !== network.training else { return evaluate(backward: false) }
    var run = record()
    il_plan_evaluate(network.training.handle, &run, UInt32(IL_SECTIONS_TO_LOSS))
    evaluated = .loss(run.loss)
    return run.loss
  }

  /// Inputs of the current batch, `[batch, features...]`.
  package var input: Tensor {
    _ = evaluate(backward: false)
    return tensor(network.input, [batchRows] + data.inputShape)
  }

  /// Targets of the current batch as the loss reads them: `[batch, outputs]`, or class numbers `[batch]`; of
  /// sequences with an answer at each time step `[batch, time, outputs]`, or `[batch, time]`.
  package var target: Tensor {
    _ = evaluate(backward: false)
    if network.blueprint.targetEncoding == .indices {
      let source = indices(network.target)
      let shape = [batchRows] + data.targets.positions
      return Tensor(shape: shape, values: (0..<shape.reduce(1, *)).map { Double(source[$0]) })
    }
    return tensor(network.target, [batchRows] + (layers.last?.outputShape ?? []))
  }

  /// The network's answer on the current batch, after the last activation.
  package var output: Tensor {
    _ = evaluate(backward: false)
    guard let last = network.layers.last else { return Tensor(shape: [0], values: []) }
    return tensor(last.output.value, [batchRows] + last.output.shape)
  }

  /// A layer's results on the current batch, `[batch, units...]`.
  ///
  /// - Throws: `unknownName`.
  package func activations(_ layer: String, _ quantity: LayerQuantity) throws(EngineError) -> Tensor {
    let place = try network.place(of: layer)
    _ = evaluate(backward: quantity == .delta)
    let buffers = network.layers[place]
    let shape = [batchRows] + layers[place].outputShape
    switch quantity {
    case .pre: return tensor(buffers.pre, shape)
    case .out: return tensor(buffers.output.value, shape)
    case .delta: return tensor(buffers.delta, shape)
    }
  }

  /// What a layer reads on the current batch, `[batch, features...]`; of a join the first of its inputs.
  ///
  /// - Throws: `unknownName`.
  package func layerInput(_ layer: String) throws(EngineError) -> Tensor {
    let below = network.blueprint.graph.inputs[try network.place(of: layer)].first ?? LayerGraph.networkInput
    return below == LayerGraph.networkInput ? input : try activations(layers[below].name, .out)
  }

  /// The derivative of the mean loss over the current batch by a parameter, in its shape.
  ///
  /// - Throws: `unknownName`.
  package func gradient(_ layer: String, _ parameter: String) throws(EngineError) -> Tensor {
    let slot = try network.parameter(layer, parameter)
    _ = evaluate(backward: true)
    return tensor(network.memory.part(slot, of: network.memory.gradients), slot.parameter.shape)
  }

  /// Computes the current batch as far as needed and returns its loss.
  @discardableResult
  func evaluate(backward: Bool) -> Double {
    switch evaluated {
    case .backward(let loss): return loss
    case .forward(let loss) where !backward: return loss
    default: break
    }
    if backward { keepPrevious() }
    var run = record()
    let sections = UInt32(backward ? IL_SECTIONS_TO_BACKWARD : IL_SECTIONS_TO_LOSS)
    il_plan_evaluate(network.looking.handle, &run, sections)
    let loss = run.loss
    // Its parts need what training has just computed, and no loss of their own.
    il_plan_evaluate(network.observation.handle, &run, sections)
    evaluated = backward ? .backward(loss: loss) : .forward(loss: loss)
    return loss
  }

  /// The first numbers of a buffer under a shape.
  func tensor(_ buffer: Buffer, _ shape: [Int]) -> Tensor {
    let count = shape.reduce(1, *)
    return Tensor(shape: shape, values: network.arena.read(buffer, count: count, precision: precision))
  }
}
