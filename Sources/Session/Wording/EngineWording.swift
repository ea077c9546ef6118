import Engine
import InitKit
import Language
import Text

/// What to say about an error of the engine.
struct EngineWording {
  let session: Session

  func diagnostic(for error: EngineError) -> Diagnostic {
    switch error {
    case .unknownName(let name, let subject, let known): return unknown(name, subject, known)
    case .unknownOption(let name, let owner, let known):
      return Diagnostic(
        "unknown-option", "`\(owner)` has no option `\(name)`", label: "not an option",
        help: known.isEmpty ? "it has none" : "it has \(known.map { "`\($0)=`" }.joined(separator: ", "))",
        suggestions: Suggestions.near(name, among: known))
    case .option(let owner, let reason): return InitializerWording.diagnostic(for: reason, of: owner)
    case .windowOption(let option, let owner, let found):
      return WindowWording.diagnostic(option, owner, found)
    case .noActivationParameter(let activation, let value):
      return Diagnostic(
        "too-many-arguments",
        "`\(activation)` takes no parameter, found `\(ArgumentValue.number(value).source)`",
        help: "`\(activation)`")
    case .initializer(let layer, let parameter, let reason):
      var diagnostic = InitializerWording.diagnostic(for: reason, of: nil)
      diagnostic.notes.append("while drawing `\(layer).\(parameter)`")
      return diagnostic
    case .scheme(let name, let reason): return InitializerWording.diagnostic(for: reason, of: name)
    case .schemeOwned, .schemeForLayer: return scheme(error)
    case .data(let problem): return DataWording.diagnostic(for: problem)
    case .repeatedLayer, .noLayers, .noParameters, .noData, .noHeldOutData, .noSize, .unexpectedSize,
      .layerActivation:
      return structure(error)
    case .layerInputs, .unreadLayer, .tiedShape: return graph(error)
    case .fullBatchOnly, .oneRateOnly, .partlyFrozen, .noWidthRule: return optimizer(error)
    default: return fit(error)
    }
  }

  /// Whether the layer is the one that the command was to add.
  private func isNew(_ layer: String) -> Bool { !session.layerNames.contains(layer) }

  private func unknown(_ name: String, _ subject: String, _ known: [String]) -> Diagnostic {
    let remedy: String =
      switch subject {
      case "layer": known.isEmpty ? "`layer dense 8 tanh` adds one" : "`net` lists the layers"
      case "parameter": "it has \(known.map { "`\($0)`" }.joined(separator: ", "))"
      default: "`help \(subject)` lists all"
      }
    return Diagnostic(
      "unknown-\(subject.split(separator: " ").joined(separator: "-"))", "no \(subject) is called `\(name)`",
      label: "not known", help: remedy, suggestions: Suggestions.near(name, among: known))
  }

  /// Where a scheme over the whole network and single layers meet.
  private func scheme(_ error: EngineError) -> Diagnostic {
    switch error {
    case .schemeOwned(let layer, let scheme):
      Diagnostic(
        "scheme-owned", "`\(layer)` is part of what `\(scheme)` initializes as a whole",
        label: "not by itself",
        help: "`init` draws all anew; `init \(layer) he_normal` gives it one of its own"
      )
    case .schemeForLayer(let layer, let scheme):
      Diagnostic(
        "whole-network", "`\(scheme)` initializes a whole network, not `\(layer)` alone",
        label: "not for one layer", help: "leave out `where=`, or choose an initializer of weights")
    default: Diagnostic("failed", "the engine refused: \(error)", help: "`net` shows the network")
    }
  }

  /// What an optimizer cannot do.
  private func optimizer(_ error: EngineError) -> Diagnostic {
    switch error {
    case .fullBatchOnly(let optimizer, let batchRows, let rows):
      Diagnostic(
        "full-batch-only",
        "`\(optimizer)` takes all \(rows) samples at each step, but a batch has \(batchRows)",
        help: "`batch full`")
    case .oneRateOnly(let optimizer, let layer):
      Diagnostic(
        "one-rate-only",
        "`\(optimizer)` moves all parameters together, but `\(layer)` has an `lr_scale` of its own",
        help: "leave `lr_scale` out, or choose another optimizer: `help optimizer`")
    case .partlyFrozen(let optimizer, let layer):
      Diagnostic(
        "partly-frozen", "`\(optimizer)` moves all parameters together, but a part of `\(layer)` is frozen",
        help: "`unfreeze \(layer)`, or choose another optimizer: `help optimizer`")
    case .noWidthRule(let optimizer):
      Diagnostic(
        "no-width-rule", "`\(optimizer)` moves all parameters together, but mup has a rate for each",
        help: "`parametrization standard`, or an optimizer such as `adam`")
    default: Diagnostic("failed", "the engine refused: \(error)", help: "`net` shows the network")
    }
  }

  /// What is wrong with who reads whom.
  private func graph(_ error: EngineError) -> Diagnostic {
    switch error {
    case .layerInputs(let layer, let kind, let found):
      Diagnostic(
        "layer-inputs", "`\(layer)` (\(kind)) reads one layer, found \(found) in `from=`",
        help: "`layer add from=[a, b]` or `layer concatenate from=[a, b]` joins several")
    case .tiedShape(let layer, let owner, let needed, let found):
      Diagnostic(
        "tied-shape",
        "`\(layer)` needs a weight of \(ShapeText.of(needed)), but `\(owner).weight` has \(ShapeText.of(found))",
        help: "tie layers of the same sizes, as they are or turned round")
    case .unreadLayer(let layer):
      Diagnostic(
        "unread-layer", "nothing reads `\(layer)`",
        help: "name it in a join's `from=`, or `layer remove \(layer)`")
    default: Diagnostic("failed", "the engine refused: \(error)", help: "`net` shows the network")
    }
  }

  private func structure(_ error: EngineError) -> Diagnostic {
    switch error {
    case .repeatedLayer(let name):
      Diagnostic(
        "repeated-layer", "there is a layer `\(name)` already", label: "taken",
        help: "choose another name, or `layer remove \(name)`")
    case .noParameters:
      Diagnostic("no-parameters", "the network has no weights to train", help: "`layer dense 8 tanh`")
    case .noData:
      Diagnostic("no-data", "there is no data to train on", help: "`data xor`, or `help data` for others")
    case .noHeldOutData:
      Diagnostic("no-held-out-data", "no rows are held out", help: "give `data` a `split=0.2`")
    case .noSize(let layer, let kind):
      Diagnostic(
        "missing-size", "`\(layer)` needs a number of neurons", label: "only the last layer goes without",
        help: isNew(layer)
          ? "`layer \(kind) 8`" : "`layer remove \(layer)`, then `layer \(kind) 8 name=\(layer)` in its place"
      )
    case .unexpectedSize(let layer, let kind, let size):
      Diagnostic(
        "unexpected-size", "a layer `\(kind)` has no size, found `\(size)` for `\(layer)`",
        help: "`help \(kind)` shows how it is written")
    case .layerActivation(let layer, let kind, let found):
      found.map {
        Diagnostic(
          "unexpected-activation",
          "a layer `\(kind)` has no activation of its own, found `\($0)` for `\(layer)`",
          help: "`layer activation \($0)`")
      }
        ?? Diagnostic(
          "missing-activation", "`\(layer)` needs an activation", help: "such as `layer \(kind) tanh`")
    default: Diagnostic("no-layers", "there is no network", help: "`layer dense 8 tanh` adds a layer")
    }
  }

  private func fit(_ error: EngineError) -> Diagnostic {
    switch error {
    case .layerShape(let layer, let kind, let input, let problem): return shape(layer, kind, input, problem)
    case .computedTokens(let layer, let below):
      return Diagnostic(
        "computed-tokens", "`\(layer)` looks tokens up, but reads what `\(below)` computes",
        help: "put it first: its tokens come from the data")
    case .outputShape(let layer, let found, let needed, let loss):
      return Diagnostic(
        "output-shape",
        "the network ends in `\(layer)` with \(ShapeText.of(found)), but the targets need \(ShapeText.of(needed)) "
          + "with the loss `\(loss)`",
        help: Self.remedy(layer, found, needed))
    case .lossTargets(let loss, let targets, let outputs):
      return Diagnostic(
        "loss-targets",
        "the loss `\(loss)` does not fit \(Self.text(targets)) and \(outputs) output\(outputs == 1 ? "" : "s")",
        help: "`help loss` says which loss fits which targets")
    case .lossTarget(let loss, let value, let row, let allowed):
      return Diagnostic(
        "loss-target",
        "the loss `\(loss)` needs targets \(allowed), found `\(NumberFormat().string(value))` in row \(row)",
        help: "`loss mse` takes any number")
    case .memory(let bytes, let limit):
      let found = bytes.map { NumberFormat.bytes($0) } ?? "more bytes than can be counted"
      return Diagnostic(
        "too-large", "this needs \(found), the limit is \(NumberFormat.bytes(limit))",
        help: "fewer neurons, samples or features")
    case .noMemory(let bytes):
      return Diagnostic(
        "no-memory", "the system has no \(NumberFormat.bytes(bytes)) to give", help: "fewer neurons")
    case .parameterShape(let layer, let parameter, let found, let needed):
      return Diagnostic(
        "parameter-shape",
        "expected the shape \(ShapeText.of(needed)) for `\(layer).\(parameter)`, found \(ShapeText.of(found))",
        help: "`print shape(\(layer).\(parameter))`")
    case .notAvailable(let quantity, let layer): return lacking(quantity, layer)
    default: return Diagnostic("failed", "the engine refused: \(error)", help: "`net` shows the network")
    }
  }

  /// A layer without what was asked of it. A norm's `weight` scales units, which have no weights that read others.
  private func lacking(_ quantity: String, _ layer: String) -> Diagnostic {
    let laboratory = session.laboratory
    if let owner = laboratory.description.layers.first(where: { $0.name == layer })?.tie {
      return Diagnostic(
        "no-value", "`\(layer)` has no `\(quantity)`",
        help: "it uses the weight of `\(owner)`: ask for that one")
    }
    guard quantity == "weight", let own = laboratory.parameterNames(of: layer)?.first else {
      let what = quantity.contains(" ") ? quantity : "`\(quantity)`"
      return Diagnostic("no-value", "`\(layer)` has no \(what)", help: "`net` lists the layers")
    }
    return Diagnostic(
      "no-value", "`\(layer)` has no neurons with weights of their own: its `\(own)` scales what comes in",
      help: "`print \(layer).\(own), \(layer).\(own).grad`")
  }

  /// What to do about outputs that are not what the targets need.
  private static func remedy(_ layer: String, _ found: [Int], _ needed: [Int]) -> String {
    let removal = "`layer remove \(layer)` takes this one away"
    if needed.count > 1, found.dropLast() != needed.dropLast() {
      return "targets are given at each of \(needed[0]) steps: leave out what joins them; \(removal)"
    }
    if needed.count == 1, found.count > 1 { return "`layer flatten`, then `layer dense`; \(removal)" }
    return "`layer dense` adds an output that fits; \(removal)"
  }

  /// Targets in words.
  private static func text(_ targets: TargetKind) -> String {
    switch targets {
    case .values(1): "targets of one number"
    case .values(let count): "targets of \(count) numbers"
    case .classes(let count): "\(count) classes"
    }
  }

  private func shape(_ layer: String, _ kind: String, _ input: [Int], _ problem: ShapeProblem) -> Diagnostic {
    switch problem {
    case .notFlat(let flat):
      Diagnostic(
        "layer-shape",
        "`\(layer)` (\(kind)) reads vectors, but \(ShapeText.of(input)) comes from below (\(flat) numbers)",
        help: "`layer flatten` in front of it")
    case .axes(let needed):
      Diagnostic(
        "layer-shape", "`\(layer)` (\(kind)) reads inputs with \(needed) axes, found \(ShapeText.of(input))",
        help: needed == 3
          ? "`layer reshape [1, 8, 8]` makes an image of 64 numbers"
          : "`layer reshape [8, 1]` makes a sequence of 8; `return=sequence` lets a recurrent layer give one")
    case .arithmetic(let text, _):
      Diagnostic(
        "layer-shape", "`\(layer)` (\(kind)) does not fit: \(text)",
        help: "`help \(kind)` explains it")
    }
  }
}
