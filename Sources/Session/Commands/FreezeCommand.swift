import Engine
import InitKit
import Language

/// `freeze WHERE`
enum FreezeCommand: SessionCommand {
  static let specification = CommandSpecification(
    "freeze", group: .edit, summary: "keep a layer's weights as they are while training goes on",
    forms: [[Positional("where", .place)]],
    arguments: [ArgumentHelp("where", "a layer, or `all`", completes: .places)],
    details: [
      "Its gradients are computed all the same, and `grad` shows them. It is the layer's `lr_scale=0`; "
        + "`unfreeze` gives back the factor there was."
    ],
    examples: [
      CommandExample(
        "data xor; layer dense 4 tanh name=h1; layer dense 1; let before = h1.weight; freeze h1; step 100; "
          + "expect h1.weight == before")
    ],
    seeAlso: ["unfreeze", "lesion", "layer"])

  static func run(_ call: Call, in session: Session) throws -> CommandResult {
    let layers = try FrozenLayers.named(call, session)
    try session.laboratory.freeze(layers)
    return CommandResult(["frozen": .array(layers.map { .text($0) })])
  }
}

/// The layers that `freeze` and `unfreeze` are about.
enum FrozenLayers {
  /// The option that is a layer's factor on the learning rate.
  static let option = "lr_scale"

  /// The layers that the argument `where` names.
  ///
  /// - Throws: `bad-place`, `no-weights`; `unknownName`.
  static func named(_ call: Call, _ session: Session) throws -> [String] {
    let description = session.laboratory.description
    let learning = try description.layers.filter { layer in
      try LayerTable.builtin.row(layer.kind).specification.option(option) != nil
    }.map(\.name)
    guard let argument = call.binder.argument("where"), argument.raw != "all" else {
      if !call.binder.isGiven("where") { _ = try call.binder.place("where") }
      return learning
    }
    guard case .reference(let reference) = try call.binder.place(of: argument), reference.steps.isEmpty else {
      throw call.failure(
        "bad-place", "expected a layer, found `\(argument.raw)`", at: argument, label: "not a layer",
        help: "`\(call.command.verb.text) \(learning.first ?? "h1")`: layers are frozen as a whole")
    }
    let name = reference.name.text
    guard description.layers.contains(where: { $0.name == name }) else {
      throw EngineError.unknownName(name, subject: "layer", known: description.layers.map(\.name))
    }
    guard learning.contains(name) else {
      throw call.failure(
        "no-weights", "`\(name)` has no weights", at: argument, help: "`net` lists the layers")
    }
    return [name]
  }
}

extension Laboratory {
  /// Makes the factor on the learning rate of layers 0, and remembers the one there was.
  func freeze(_ layers: [String]) throws {
    let before = frozenRates
    for layer in layers where frozenRates[layer] == nil { frozenRates[layer] = rateFactor(of: layer) ?? 1 }
    do {
      try change { description in
        for layer in layers { description.setRateFactor(0, of: layer) }
      }
    } catch {
      frozenRates = before
      throw error
    }
  }

  /// Gives layers back the factor they had.
  func unfreeze(_ layers: [String]) throws {
    let rates = frozenRates
    try change { description in
      for layer in layers where rateFactor(of: layer) == 0 {
        description.setRateFactor(rates[layer] ?? 1, of: layer)
      }
    }
    for layer in layers { frozenRates[layer] = nil }
  }

  private func rateFactor(of layer: String) -> Double? {
    let options = description.layers.first { $0.name == layer }?.options ?? []
    guard case .number(let factor)? = options.first(where: { $0.name == FrozenLayers.option })?.value else {
      return nil
    }
    return factor
  }
}

extension ModelDescription {
  /// Writes a layer's factor on the learning rate.
  fileprivate mutating func setRateFactor(_ factor: Double, of layer: String) {
    guard let place = layers.firstIndex(where: { $0.name == layer }) else { return }
    // The option has another spelling, which would then stand beside it.
    layers[place].options.removeAll { [FrozenLayers.option, "lr_factor"].contains($0.name) }
    if factor != 1 { layers[place].options.append(NamedArgument(FrozenLayers.option, .number(factor))) }
  }
}
