import Analysis
import Engine
import Language
import Text

/// A cause in words: what is so, why, with which numbers, and what can be typed against it.
struct CauseWording {
  /// Stable and lower case, for programs.
  let code: String
  /// For people, a sentence a line.
  let lines: [StyledText]
  /// The numbers, for programs.
  let data: DataObject
  /// Commands that can be typed as they stand.
  let remedies: [String]

  init(_ cause: Cause, _ model: Model) {
    (code, lines, data, remedies) = Self.parts(cause, model)
  }

  /// Code, sentences, facts and remedies of a cause.
  typealias Parts = (String, [StyledText], DataObject, [String])

  private static func parts(_ cause: Cause, _ model: Model) -> Parts {
    switch cause {
    case .notFinite, .noLearningRate, .frozen, .partFrozen, .equalNeurons, .oneNeuron: state(cause, model)
    case .noSlope, .unread, .noDeltaAbove: blocked(cause, model)
    case .alternating, .noInput, .cancelling, .noResidual: zero(cause)
    case .vanishing, .exploding, .someStuck, .inOrder: size(cause, model)
    case .atMinimum, .oscillating, .flat, .falling: course(cause, model)
    }
  }

  private static func state(_ cause: Cause, _ model: Model) -> Parts {
    switch cause {
    case .notFinite(let place):
      let divergence = DivergenceWording(place, model)
      let wording = divergence.diagnostic
      return (
        "not-finite",
        ["\(wording.notes.first ?? wording.message)", "every later number is computed from it"],
        [
          "step": .integer(place.step), "layer": place.layer.map { .text($0) } ?? .null,
          "value": .number(place.value),
        ],
        ["goto 0"] + divergence.remedies
      )
    case .noLearningRate:
      return (
        "no-learning-rate", ["the learning rate is 0 at this step: no gradient moves anything"], ["lr": 0],
        ["optimizer \(model.blueprint.optimizer.optimizer.name) lr=0.1", "schedule constant"]
      )
    case .frozen(let layer):
      let factor = (try? model.blueprint.layer(layer))?.settings.options.number("lr_scale")
      let reason = factor == 0 ? "its factor on the learning rate is 0" : "no step changes any part of it"
      return (
        "frozen", ["\(layer, .name) is frozen: \(reason)"], ["layer": .text(layer)], ["unfreeze \(layer)"]
      )
    case .partFrozen(let layer, let part):
      return (
        "frozen", ["\(part, .name) is frozen: no step changes it"],
        ["layer": .text(layer), "part": .text(part)], ["unfreeze \(part)"]
      )
    case .equalNeurons(let layer, let neurons, let count):
      let names = neurons.prefix(6).map { "\(layer)[\($0)]" }.joined(separator: ", ")
      return (
        "equal-neurons",
        [
          "\(names + (neurons.count > 6 ? ", …" : ""), .name) are equal bit for bit in incoming weights, bias and outgoing weights (\(neurons.count, .number) of the layer's \(count, .number))",
          "equal neurons give equal outputs, receive equal deltas and so equal gradients: they stay equal for ever",
          "a difference in any of their weights parts them; more steps, another batch or a smaller learning rate do not",
        ], ["layer": .text(layer), "neurons": .integers(neurons)],
        ["perturb \(layer) 1e-3", "init \(layer) xavier_normal"]
      )
    default:
      guard case .oneNeuron(let layers, let loss) = cause else { return ("unknown", [], [:], []) }
      return (
        "one-neuron",
        [
          "in \(layers.joined(separator: ", "), .name) all neurons are equal bit for bit: the network computes what one of width 1 does",
          "the loss \(loss, .number) goes no lower than that network's",
        ], ["layers": .array(layers.map { .text($0) }), "loss": .number(loss)],
        ["perturb all 1e-3", "init all xavier_normal"]
      )
    }
  }

  private static func size(_ cause: Cause, _ model: Model) -> Parts {
    switch cause {
    case .vanishing(let layer, let mean, let threshold, let path):
      let worst = path.min { ($0.factor ?? .infinity) < ($1.factor ?? .infinity) }
      var lines: [StyledText] = [
        "the mean magnitude of the gradient in \(layer, .name) is \(mean, .number), below \(threshold, .number) (`set vanishing_gradient`)"
      ]
      if let worst, let deviation = worst.deviation, let factor = worst.factor {
        lines.append(
          "it shrinks most on its way through \(worst.layer, .name): weights of deviation \(deviation, .number), slopes of root mean square \(worst.slope, .number), so that each unit of it keeps a share of \(factor, .number) of its square"
        )
      }
      return (
        "vanishing", lines,
        ["layer": .text(layer), "mean": .number(mean), "threshold": .number(threshold), "path": data(path)],
        ["signal", "init all xavier_normal"]
      )
    case .exploding(let layer, let ratio, let threshold, let path):
      let optimizer = model.blueprint.optimizer
      let rate = NumberFormat(digits: 2).string(optimizer.learningRate / 10)
      let slower = "optimizer \(optimizer.optimizer.name) lr=\(rate)"
      return (
        "exploding",
        [
          "the last update of \(layer, .name) was \(ratio, .number) times as large as its weights, above \(threshold, .number) (`set exploding_update`)",
          "the next step starts from what is left of them: the loss jumps, then overflows",
        ],
        [
          "layer": .text(layer), "ratio": .number(ratio), "threshold": .number(threshold), "path": data(path),
        ],
        ["back 1", slower]
          + (optimizer.optimizer.specification.option("clip_norm") == nil ? [] : ["\(slower) clip_norm=1"])
      )
    case .someStuck(let layer, let dead, let saturated, let count):
      return (
        "some-stuck",
        [
          "of the \(count, .number) neurons of \(layer, .name), \(dead, .number) are dead and \(saturated, .number) saturated; the others learn"
        ],
        [
          "layer": .text(layer), "dead": .integer(dead), "saturated": .integer(saturated),
          "neurons": .integer(count),
        ],
        [dead > 0 ? "grad \(layer) where=dead" : "grad \(layer) where=saturated", "neurons \(layer)"]
      )
    default:
      guard case .inOrder(let layer, let subject, let norm, let mean, let ratio) = cause else {
        return ("unknown", [], [:], [])
      }
      var line: StyledText =
        "nothing is wrong: the gradient of \(subject, .name) has norm \(norm, .number), mean magnitude \(mean, .number)"
      if let ratio { line += ", and the last update was \(ratio, .number) of the weights" }
      return (
        "in-order", [line],
        ["subject": .text(subject), "norm": .number(norm), "mean": .number(mean), "ratio": DataValue(ratio)],
        [layer.map { "grad \($0)" } ?? "step 100"]
      )
    }
  }

  private static func course(_ cause: Cause, _ model: Model) -> Parts {
    let name = model.blueprint.optimizer.optimizer.name
    let rate = model.blueprint.optimizer.learningRate
    func times(_ factor: Double) -> String { NumberFormat(digits: 2).string(rate * factor) }
    switch cause {
    case .atMinimum(let loss):
      return (
        "at-minimum", ["the loss is \(loss, .number): nothing is left to learn"], ["loss": .number(loss)],
        ["print output, target"]
      )
    case .oscillating(let steps, let fell, let wandered):
      return (
        "oscillating",
        [
          "over the last \(steps, .number) steps the loss went up by \(wandered, .number) in all, and fell by \(fell, .number): steps are too long, or batches too different"
        ], ["steps": .integer(steps), "fell": .number(fell), "wandered": .number(wandered)],
        ["optimizer \(name) lr=\(times(0.1))", "plot loss"]
      )
    case .flat(let steps, let fell, let norm, let expected):
      return (
        "flat",
        [
          "over the last \(steps, .number) steps the loss fell by \(fell, .number); the gradient's norm is \(norm, .number), so that gradient descent expects about \(expected, .number)",
          "the weights are on a plateau, or at a minimum",
        ],
        [
          "steps": .integer(steps), "fell": .number(fell), "norm": .number(norm),
          "expected": .number(expected),
        ],
        ["signal", "optimizer \(name) lr=\(times(10))", "plot loss scale=log"]
      )
    default:
      guard case .falling(let steps, let fell, let loss) = cause else { return ("unknown", [], [:], []) }
      return (
        "falling",
        ["the loss falls: by \(fell, .number) over the last \(steps, .number) steps, to \(loss, .number)"],
        ["steps": .integer(steps), "fell": .number(fell), "loss": .number(loss)],
        ["step 100", "plot loss scale=log"]
      )
    }
  }

  private static func data(_ path: [CauseLink]) -> DataValue {
    .array(
      path.map {
        [
          "layer": .text($0.layer), "delta": .number($0.delta), "weight_std": DataValue($0.deviation),
          "slope": .number($0.slope), "factor": DataValue($0.factor),
        ]
      })
  }
}
