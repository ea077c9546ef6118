import Engine
import InitKit
import Language
import Text

/// `layer KIND [SIZE] [ACTIVATION] …`, `layer remove NAME`
enum LayerCommand: SessionCommand {
  static let specification = CommandSpecification(
    "layer", group: .build, summary: "add a layer above the others, or remove one",
    forms: [
      [.keyword("remove"), Positional("name", .word)],
      [Positional("kind", .word), Positional("arguments", .argument, .any)],
    ],
    arguments: [
      ArgumentHelp(
        "kind", "dense, conv2d, flatten, …; `help layers` lists all, `help dense` explains one",
        completes: .layerKinds),
      ArgumentHelp(
        "arguments",
        "the number of neurons (channels), then the activation; or what the kind is about, such as a shape",
        completes: .activations),
      ArgumentHelp("remove", "take a layer away"),
      ArgumentHelp("name", "the layer to remove", completes: .layers),
    ],
    options: [
      CommandOption("name", .word, "what to call it; its kind and order otherwise, such as `dense1`"),
      CommandOption(
        "init", .specification, "what draws its weights; left out, what suits the activation",
        completes: .initializers),
      CommandOption(
        "from", .argument, "what it reads: a layer, `input`, or of joins a list; the layer before otherwise",
        completes: .layers),
      CommandOption(
        "bias", .specification, default: "zeros", "what draws its biases, or `false` for a layer without",
        completes: .initializers),
    ],
    takesAnyOption: true,
    details: [
      "A last dense layer without a size takes the size the targets need. Weights are drawn as soon as the "
        + "shapes are known, from a stream of their own: other layers' weights do not change.",
      "Without init=, he_normal draws in front of relu and its relatives, lecun_normal in front of selu, "
        + "xavier_uniform elsewhere; biases are zero.",
      "Kernel, stride, padding and dilation of images are one number for both axes, or a list [height, width]: "
        + "`layer conv2d 8 relu kernel=[3, 5] padding=[1, 2]`, `layer max_pool [1, 2]`.",
    ],
    examples: [
      CommandExample("layer dense 8 tanh", shows: "dense1"),
      CommandExample(
        "data noise features=64; layer reshape [1, 8, 8]; layer conv2d 4 relu kernel=3; layer max_pool 2; net",
        shows: "[4, 3, 3]"),
      CommandExample("layer dense 16 leaky_relu(0.2) name=h1 init=he_normal bias=constant(0.1)", shows: "h1"),
    ],
    seeAlso: ["net", "init", "data"])

  static func options(after words: [String], in session: Session) -> [CommandOption] {
    guard words.count > 1, let kind = LayerTable.builtin[words[1]] else { return [] }
    return kind.specification.options.filter { $0.name != "bias" }.map { CommandOption($0.name, $0.help) }
  }

  static func run(_ call: Call, in session: Session) throws -> CommandResult {
    if call.binder.hasKeyword("remove") { return try remove(call, session) }
    let layer = try description(call, session)
    try session.laboratory.change { description in
      guard !description.layers.contains(where: { $0.name == layer.name }) else {
        throw EngineError.repeatedLayer(layer.name)
      }
      description.layers.append(layer)
    }
    if !session.blocks.isEmpty { session.blocks[session.blocks.count - 1].append(layer.name) }
    return result(layer, session)
  }

  private static func remove(_ call: Call, _ session: Session) throws -> CommandResult {
    let name = try call.binder.word("name")
    try session.laboratory.change { description in
      guard let place = description.layers.firstIndex(where: { $0.name == name }) else {
        throw EngineError.unknownName(name, subject: "layer", known: description.layers.map(\.name))
      }
      if let user = description.layers.first(where: { $0.tie == name }) {
        throw call.failure(
          "layer-in-use", "`\(user.name)` uses the weight of `\(name)`", at: call.binder.argument("name"),
          label: "still used", help: "`layer remove \(user.name)` takes that one away first")
      }
      let removed = description.layers.remove(at: place)
      let below = removed.inputs ?? [place > 0 ? description.layers[place - 1].name : "input"]
      // What read it now reads what it read.
      for reader in description.layers.indices {
        description.layers[reader].inputs = description.layers[reader].inputs.map { names in
          names.flatMap { $0 == name ? Array(below.prefix(1)) : [$0] }
        }
      }
    }
    return CommandResult(["removed": .text(name)], "removed \(name, .name)")
  }

  private static func description(_ call: Call, _ session: Session) throws -> LayerDescription {
    let argument = call.binder.argument("kind")
    let word = try call.binder.word("kind")
    guard word != "remove" else {
      throw call.failure(
        "missing-argument", "`layer remove` needs a layer", at: argument, label: "expected a name behind it",
        help: session.layerNames.last.map { "`layer remove \($0)`" } ?? "`net` lists the layers")
    }
    guard let kind = LayerTable.builtin[word] else {
      throw call.unknown(
        "layer kind", word, at: argument, among: LayerTable.builtin.spellings + ["remove"],
        help: "`help layer` lists them")
    }
    let name = try call.binder.optionalWord("name")
    if let name { try LayerName.check(name, call, session) }
    var layer = LayerDescription(
      name: name ?? session.laboratory.description.nextName(kind: kind.specification.name),
      kind: kind.specification.name)
    layer.inputs = try inputs(call, session)
    try bindArguments(kind, to: &layer, call, session)
    if let specification = try call.binder.optionalSpecification("init") {
      layer.weightInitializer = try session.chosenInitializer(specification, in: call)
      try call.refuseScheme(layer.weightInitializer, at: "init")
    }
    let own = ["name", "init", "bias", "from"]
    let known = own + kind.specification.options.map(\.name).filter { $0 != "bias" }
    for option in call.binder.optionNames
    where !own.contains(option.text) && kind.specification.option(option.text) == nil {
      throw EngineError.unknownOption(option.text, owner: kind.specification.name, known: known)
    }
    layer.options += try call.engineOptions(without: Set(own))
    try bindBias(to: &layer, call, session)
    _ = try OptionValues(named: layer.options, for: kind.specification)
    layer.options = layer.options.map {
      NamedArgument($0.name, kind.specification.option($0.name)?.plain($0.value) ?? $0.value)
    }
    return layer
  }

  /// The layers that `from=` names; in a block what its place in it says; nil for the layer before.
  private static func inputs(_ call: Call, _ session: Session) throws -> [String]? {
    guard let argument = call.binder.argument("from") else {
      return session.blocks.last.map { [$0.nextInput] }
    }
    let expression = try call.binder.expression(of: argument)
    let items: [Expression] = if case .list(let list) = expression.kind { list } else { [expression] }
    return try items.map { item in
      guard case .name(let name) = item.kind else {
        throw call.failure(
          "bad-argument", "expected a layer or a list of layers in `from=`, found `\(argument.raw)`",
          at: argument, help: "such as `from=h1` or `from=[h1, h2]`")
      }
      return name
    }
  }

  /// The number of neurons, the option that needs no name, and the activation, in this order.
  private static func bindArguments(
    _ kind: any LayerKind, to layer: inout LayerDescription, _ call: Call, _ session: Session
  ) throws {
    var rest = call.binder.arguments("arguments")[...]
    if let first = rest.first, kind.sizeRule != .none, try isSize(first, call) {
      var size = first
      size.name = "size"
      layer.size = try call.binder.integer(of: size, in: .atLeast(1))
      rest = rest.dropFirst()
    }
    if let first = rest.first, let option = kind.firstOption {
      layer.options.append(NamedArgument(option, try call.argumentValue(of: first)))
      rest = rest.dropFirst()
    }
    if let first = rest.first, kind.activationRule != .none {
      guard let specification = try? call.binder.specification(of: first) else {
        throw call.failure(
          "bad-argument", "expected an activation, found `\(first.raw)`", at: first,
          label: "not an activation",
          help: "such as `tanh`; `help activations` lists all")
      }
      layer.activation = try session.activation(specification, in: call)
      rest = rest.dropFirst()
    }
    guard let extra = rest.first else {
      guard kind.activationRule != .required || layer.activation != nil else {
        throw EngineError.layerActivation(layer: layer.name, kind: layer.kind, found: nil)
      }
      return
    }
    throw call.failure(
      "too-many-arguments", "`layer \(layer.kind)` has no use for `\(extra.raw)`", at: extra,
      label: "one too many", help: "`help \(layer.kind)` shows how it is written")
  }

  /// Whether an argument is a number of neurons rather than an activation's name.
  private static func isSize(_ argument: Argument, _ call: Call) throws -> Bool {
    guard case .value(let expression) = argument.kind else { return true }
    switch expression.kind {
    case .name(let name): return call.evaluator.scope[name] != nil
    case .call(let name, _): return ActivationTable.builtin[name.text] == nil
    default: return true
    }
  }

  private static func bindBias(to layer: inout LayerDescription, _ call: Call, _ session: Session) throws {
    guard let argument = call.binder.argument("bias") else { return }
    switch argument.raw {
    case "true", "on", "yes": layer.options.append(NamedArgument("bias", .boolean(true)))
    case "false", "off", "no": layer.options.append(NamedArgument("bias", .boolean(false)))
    default:
      layer.biasInitializer = try session.chosenInitializer(
        try call.binder.specification(of: argument), in: call)
      try call.refuseScheme(layer.biasInitializer, at: "bias")
    }
  }

  /// What to say of a layer that was added.
  static func result(_ layer: LayerDescription, _ session: Session) -> CommandResult {
    var line: StyledText = "\(layer.name, .name): \(layer.kind)"
    if let size = layer.size { line += " \(size, .number)" }
    if let activation = layer.activation { line += " \(activation.name)" }
    var data: DataObject = ["name": .text(layer.name), "kind": .text(layer.kind)]
    if let window = WindowWording.data(layer) {
      line += " \(WindowWording.text(layer))"
      data["window"] = window
    }
    if let planned = session.laboratory.modelIfWhole()?.layers.last, planned.name == layer.name {
      line += ", \(ShapeText.of(planned.inputShape)) -> \(ShapeText.of(planned.outputShape))"
      line += ", \(planned.parameterCount, .number) weights"
      data["input_shape"] = .integers(planned.inputShape)
      data["output_shape"] = .integers(planned.outputShape)
      data["parameters"] = .integer(planned.parameterCount)
    }
    return CommandResult(data, line)
  }
}
